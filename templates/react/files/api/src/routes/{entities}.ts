import { createRoute } from '@hono/zod-openapi';
import {⟪<% if entity.has.board %><%= entity.var %>BoardQuery,·<%= entity.var %>Column,·<% endif %><%= entity.var %>Input,·<% if entity.has.board %><%= entity.var %>Move,·<% endif %><%= entity.var %>Patch,·<%= entity.var %>Query,·<%= entity.var %>Record<% if entity.has.calendar %>,·<%= entity.var %>Span,·<%= entity.var %>SpanQuery<% endif %>¤⟫} from '#shared/<%= entity.file %>';
import { pageOf<% if entity.has.board or entity.has.calendar %>, partOf<% endif %> } from '#shared/common';
<% if entity.has.board %>
import { z } from '#shared/zod';
<% endif %>
<% if entity.has.per_account %>
import { accountId } from '../auth/guard';
<% endif %>
import {
  created,
  createRouter,
  idParam,
  json,
  jsonRequest,
  named,
  refusedWith,
  requireBody,
} from '../lib/openapi';
import { notFound } from '../lib/problem';
import type { <%= entity.name %>Repository } from '../repositories/<%= entity.folder %>';

const tags = ['<%= entity.folder %>'];
const schema = named(⟨'<%= entity.name %>',·<%= entity.var %>Record¤⟩);

const list = createRoute({
  method: 'get',
  path: '/',
  operationId: 'list<%= entity.vars[:1]|upper %><%= entity.vars[1:] %>',
  tags,
  request: { query: <%= entity.var %>Query },
  responses: {
    200: json(⟨'A page of the list',·named(⟨'<%= entity.name %>Page',·pageOf(schema)¤⟩)¤⟩),
    ...refusedWith(422),
  },
});

const create = createRoute({
  method: 'post',
  path: '/',
  operationId: 'create<%= entity.name %>',
  tags,
  middleware: requireBody,
  request: {⟪body: jsonRequest(⟨named(⟨'<%= entity.name %>Input',·<%= entity.var %>Input¤⟩)¤⟩)¤⟫},
  responses: {
    201: created(schema),
    ...refusedWith(400, <% if has.auth %>403, <% endif %>409, 413, 415, 422),
  },
});

const read = createRoute({
  method: 'get',
  path: '/{id}',
  operationId: 'get<%= entity.name %>',
  tags,
  request: { params: idParam },
  responses: {
    200: json('The record', schema),
    ...refusedWith(404),
  },
});

const update = createRoute({
  method: 'patch',
  path: '/{id}',
  operationId: 'update<%= entity.name %>',
  tags,
  middleware: requireBody,
  request: {⟪params: idParam,·body: jsonRequest(⟨named(⟨'<%= entity.name %>Patch',·<%= entity.var %>Patch¤⟩)¤⟩)¤⟫},
  responses: {
    200: json('The changed record', schema),
    ...refusedWith(400, <% if has.auth %>403, <% endif %>404, 409, 413, 415, 422),
  },
});

const remove = createRoute({
  method: 'delete',
  path: '/{id}',
  operationId: 'delete<%= entity.name %>',
  tags,
  request: { params: idParam },
  responses: {
    204: { description: 'Deleted' },
    ...refusedWith(<% if has.auth %>403, <% endif %>404, 409),
  },
});

<% if entity.has.board %>
const column = createRoute({
  method: 'get',
  path: '/board/{column}',
  operationId: 'list<%= entity.name %>Column',
  tags,
  request: {
    params: z.object({ column: <%= entity.var %>Column }),
    query: <%= entity.var %>BoardQuery,
  },
  responses: {
    200: json(⟨'The first cards of the column',·named(⟨'<%= entity.name %>Column',·partOf(schema)¤⟩)¤⟩),
    ...refusedWith(422),
  },
});

const move = createRoute({
  method: 'patch',
  path: '/{id}/move',
  operationId: 'move<%= entity.name %>',
  tags,
  middleware: requireBody,
  request: {⟪params: idParam,·body: jsonRequest(⟨named(⟨'<%= entity.name %>Move',·<%= entity.var %>Move¤⟩)¤⟩)¤⟫},
  responses: {
    200: json('The moved record', schema),
    ...refusedWith(400, <% if has.auth %>403, <% endif %>404, 413, 415, 422),
  },
});

<% endif %>
<% if entity.has.calendar %>
const within = createRoute({
  method: 'get',
  path: '/calendar/{from}/{to}',
  operationId: 'list<%= entity.name %>Span',
  tags,
  request: {
    params: <%= entity.var %>Span,
    query: <%= entity.var %>SpanQuery,
  },
  responses: {
    200: json(⟨'What begins, lasts or ends in that time',·named(⟨'<%= entity.name %>Span',·partOf(schema)¤⟩)¤⟩),
    ...refusedWith(422),
  },
});

<% endif %>
<% set per = entity.has.per_account %>
<% set find = 'find(repository, ' if per else 'find(' %>
<% if per %>
async function find(⟨repository: <%= entity.name %>Repository,·id: string¤⟩) {
  const found = await repository.find(id);
  if (!found) throw notFound();
  return found;
}

export function <%= entity.var %>Routes(⟨repositoryOf: (accountId: string) => <%= entity.name %>Repository¤⟩) {
  const router = createRouter();
<% else %>
export function <%= entity.var %>Routes(⟨repository: <%= entity.name %>Repository¤⟩) {
  const router = createRouter();

  async function find(id: string) {
    const found = await repository.find(id);
    if (!found) throw notFound();
    return found;
  }
<% endif %>

  router.openapi(list, async (context) => {
<% if per %>
    const repository = repositoryOf(accountId(context));
<% endif %>
    const query = context.req.valid('query');
    return context.json(await repository.list(query), 200);
  });

  router.openapi(create, async (context) => {
<% if per %>
    const repository = repositoryOf(accountId(context));
<% endif %>
    const input = context.req.valid('json');
    const id = await repository.create(input);
    return context.json(await <%= find %>id), 201, {⟪Location: `/api/<%= entity.folder %>/${id}`¤⟫});
  });

  router.openapi(read, async (context) => {
<% if per %>
    const repository = repositoryOf(accountId(context));
<% endif %>
    const { id } = context.req.valid('param');
    return context.json(await <%= find %>id), 200);
  });

  router.openapi(update, async (context) => {
<% if per %>
    const repository = repositoryOf(accountId(context));
<% endif %>
    const { id } = context.req.valid('param');
    const patch = context.req.valid('json');
    await repository.update(await <%= find %>id), patch);
    return context.json(await <%= find %>id), 200);
  });

  router.openapi(remove, async (context) => {
<% if per %>
    const repository = repositoryOf(accountId(context));
<% endif %>
    const { id } = context.req.valid('param');
    await repository.remove(await <%= find %>id));
    return context.body(null, 204);
  });

<% if entity.has.board %>
  router.openapi(column, async (context) => {
<% if per %>
    const repository = repositoryOf(accountId(context));
<% endif %>
    const { column: name } = context.req.valid('param');
    const query = context.req.valid('query');
    return context.json(await repository.column(name, query), 200);
  });

  router.openapi(move, async (context) => {
<% if per %>
    const repository = repositoryOf(accountId(context));
<% endif %>
    const { id } = context.req.valid('param');
    await repository.move(await <%= find %>id), context.req.valid('json'));
    return context.json(await <%= find %>id), 200);
  });

<% endif %>
<% if entity.has.calendar %>
  router.openapi(within, async (context) => {
<% if per %>
    const repository = repositoryOf(accountId(context));
<% endif %>
    const span = context.req.valid('param');
    return context.json(await repository.within(span, context.req.valid('query')), 200);
  });

<% endif %>
  return router;
}
