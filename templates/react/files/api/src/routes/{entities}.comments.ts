<% set c = entity.comments %>
<% set per = entity.has.per_account %>
import { createRoute } from '@hono/zod-openapi';
import {
  commentInput,
  commentPage,
  commentPatch,
  commentQuery,
  commentRecord,
<% if has.auth %>
  type Comment,
<% endif %>
} from '#shared/comments';
<% if has.auth %>
import { problems } from '#shared/messages';
<% endif %>
import { z } from '#shared/zod';
<% if has.auth %>
import { accountId } from '../auth/guard';
<% endif %>
import {
  created,
  createRouter,
  idParam,
  json,
  jsonRequest,
  named,
<% if has.auth %>
  notAuthorRefusal,
<% endif %>
  refusedWith,
  requireBody,
} from '../lib/openapi';
import { <% if has.auth %>ApiError, <% endif %>notFound } from '../lib/problem';
import type { CommentRepository } from '../repositories/comments';
import type { <%= entity.name %>Repository } from '../repositories/<%= entity.folder %>';

const tags = ['<%= entity.folder %>'];
const schema = named('Comment', commentRecord);
const commentParam = idParam.extend({ commentId: z.string() });

const list = createRoute({
  method: 'get',
  path: '/{id}/comments',
  operationId: 'list<%= c.name %>s',
  tags,
  request: { params: idParam, query: commentQuery },
  responses: {
    200: json('A page of the comments on the record', named('CommentPage', commentPage)),
    ...refusedWith(404, 422),
  },
});

const create = createRoute({
  method: 'post',
  path: '/{id}/comments',
  operationId: 'create<%= c.name %>',
  tags,
  middleware: requireBody,
  request: { params: idParam, body: jsonRequest(named('CommentInput', commentInput)) },
  responses: {
    201: created(schema),
    ...refusedWith(400, <% if has.auth %>403, <% endif %>404, 409, 413, 415, 422),
  },
});

const read = createRoute({
  method: 'get',
  path: '/{id}/comments/{commentId}',
  operationId: 'get<%= c.name %>',
  tags,
  request: { params: commentParam },
  responses: {
    200: json('The comment', schema),
    ...refusedWith(404),
  },
});

const update = createRoute({
  method: 'patch',
  path: '/{id}/comments/{commentId}',
  operationId: 'update<%= c.name %>',
  tags,
  middleware: requireBody,
  request: { params: commentParam, body: jsonRequest(named('CommentPatch', commentPatch)) },
  responses: {
    200: json('The changed comment', schema),
    ...refusedWith(400, 404, 413, 415, 422),
<% if has.auth %>
    403: notAuthorRefusal,
<% endif %>
  },
});

const remove = createRoute({
  method: 'delete',
  path: '/{id}/comments/{commentId}',
  operationId: 'delete<%= c.name %>',
  tags,
  request: { params: commentParam },
  responses: {
    204: { description: 'Deleted' },
    ...refusedWith(404),
<% if has.auth %>
    403: notAuthorRefusal,
<% endif %>
  },
});

<% if has.auth %>
function requireAuthor({ author }: Comment, id: string) {
  if (author.id !== id) throw new ApiError(403, problems.notAuthor);
}

<% endif %>
<% if per %>
export function <%= c.var %>Routes(
  repositoryOf: (accountId: string) => <%= entity.name %>Repository,
  comments: CommentRepository,
) {
  const router = createRouter();

  async function requireRecord(account: string, id: string) {
    if (!(await repositoryOf(account).find(id))) throw notFound();
  }

  async function find(⟨account: string,·{ id, commentId }: z.infer<typeof commentParam>¤⟩) {
    await requireRecord(account, id);
    const found = await comments.find(id, commentId);
    if (!found) throw notFound();
    return found;
  }
<% else %>
export function <%= c.var %>Routes(⟨repository: <%= entity.name %>Repository,·comments: CommentRepository¤⟩) {
  const router = createRouter();

  async function requireRecord(id: string) {
    if (!(await repository.find(id))) throw notFound();
  }

  async function find({ id, commentId }: z.infer<typeof commentParam>) {
    const found = await comments.find(id, commentId);
    if (!found) throw notFound();
    return found;
  }
<% endif %>
<% set by = 'account, ' if per else '' %>

  router.openapi(list, async (context) => {
    const { id } = context.req.valid('param');
    await requireRecord(<% if per %>accountId(context), <% endif %>id);
    return context.json(await comments.list(id, context.req.valid('query')), 200);
  });

  router.openapi(create, async (context) => {
<% if has.auth %>
    const account = accountId(context);
<% endif %>
    const { id } = context.req.valid('param');
    await requireRecord(<%= by %>id);
<% if has.auth %>
    const commentId = await comments.create(id, context.req.valid('json'), account);
<% else %>
    const commentId = await comments.create(id, context.req.valid('json'));
<% endif %>
    const Location = `/api/<%= entity.folder %>/${id}/comments/${commentId}`;
    return context.json(await find(<%= by %>{ id, commentId }), 201, { Location });
  });

  router.openapi(read, async (context) => {
<% if per %>
    return context.json(await find(accountId(context), context.req.valid('param')), 200);
<% else %>
    return context.json(await find(context.req.valid('param')), 200);
<% endif %>
  });

  router.openapi(update, async (context) => {
<% if has.auth %>
    const account = accountId(context);
<% endif %>
    const param = context.req.valid('param');
    const current = await find(<%= by %>param);
<% if has.auth %>
    requireAuthor(current, account);
<% endif %>
    await comments.update(current, context.req.valid('json'));
    return context.json(await find(<%= by %>param), 200);
  });

  router.openapi(remove, async (context) => {
<% if has.auth %>
    const account = accountId(context);
<% endif %>
    const current = await find(<%= by %>context.req.valid('param'));
<% if has.auth %>
    requireAuthor(current, account);
<% endif %>
    await comments.remove(current);
    return context.body(null, 204);
  });

  return router;
}
