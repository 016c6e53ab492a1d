<% set imports = entity.has.import_csv %>
<% set links = entity.relations or entity.links or entity.has.image %>
<% set own = links or entity.uniques %>
<% set per = entity.has.per_account %>
<% set ns = namespace(per_links=per and entity.has.image) %>
<% for r in entity.relations + entity.links if entities[r.target.index].has.ownership %><% set ns.per_links = true %><% endfor %>
<% set per_reader = ns.per_links or (per and entity.uniques) %>
<% macro reader() %>{⟪columns: <%= entity.var %>Columns,·input: <%= entity.var %>Input<% if ns.per_links %>,·links: linksOf(account)<% elif has.relation or has.image %>,·links<% if not links %>: {}<% endif %><% endif %><% if entity.uniques %>,·findDuplicates: (inputs: <%= entity.name %>Input[]) =>‹·repository.findDuplicates(inputs)›<% endif %>¤⟫}<% endmacro %>
import { createRoute } from '@hono/zod-openapi';
import {⟪<%= entity.var %>ExportQuery<% if imports %>,·<%= entity.var %>Input<% endif %><% if imports and entity.uniques %>,·type <%= entity.name %>Input<% endif %>¤⟫} from '#shared/<%= entity.file %>';
<% if imports %>
import { importCheck, importResult, maxImportBytes } from '#shared/csv';
<% endif %>
import { labels } from '#shared/labels/<%= entity.file %>';
import { z } from '#shared/zod';
<% if per or (imports and per_reader) %>
import { accountId } from '../auth/guard';
<% endif %>
import { <%= entity.var %>Columns } from '../csv/columns/<%= entity.folder %>';
import { attachment, toCsv } from '../csv/export';
<% if imports %>
import { asErrors, readImport } from '../csv/import';
<% if links %>
import type { FindIds } from '../csv/links';
<% endif %>
import { csvRequest, requireCsv } from '../csv/request';
<% endif %>
import { refuseOtherMethods } from '../lib/methods';
import { createRouter<% if imports %>, json, named<% endif %>, refusedWith } from '../lib/openapi';
<% if imports %>
import { invalid } from '../lib/problem';
<% endif %>
import type { <%= entity.name %>Repository } from '../repositories/<%= entity.folder %>';

const exportCsv = createRoute({
  method: 'get',
  path: '/export.csv',
  operationId: 'export<%= entity.vars[:1]|upper %><%= entity.vars[1:] %>',
  tags: ['<%= entity.folder %>'],
  request: { query: <%= entity.var %>ExportQuery },
  responses: {
    200: {
      description: 'All records of the list, whatever its page',
      headers: z.object({ 'Content-Disposition': z.string() }),
      content: { 'text/csv': { schema: { type: 'string' } } },
    },
    ...refusedWith(422),
  },
});

<% if imports %>
const checkImport = createRoute({
  method: 'post',
  path: '/import/check',
  operationId: 'check<%= entity.name %>Import',
  tags: ['<%= entity.folder %>'],
  middleware: requireCsv,
  request: csvRequest,
  responses: {
    200: json(⟨'What the import would do',·named('ImportCheck', importCheck)¤⟩),
    ...refusedWith(<% if has.auth %>403, <% endif %>413, 415, 422),
  },
});

const importCsv = createRoute({
  method: 'post',
  path: '/import',
  operationId: 'import<%= entity.vars[:1]|upper %><%= entity.vars[1:] %>',
  tags: ['<%= entity.folder %>'],
  middleware: requireCsv,
  request: csvRequest,
  responses: {
    201: json(⟨'All records of the file have been added',·named('ImportResult', importResult)¤⟩),
    ...refusedWith(<% if has.auth %>403, <% endif %>409, 413, 415, 422),
  },
});

<% if links %>
/** By column, how to find the records that its cells name. */
type Links = {
<% for m in entity.members if m.is_relation or m.type == 'image' %>
  <%= m.key %>: FindIds;
<% endfor %>
<% for l in entity.links %>
  <%= l.key %>: FindIds;
<% endfor %>
};

<% endif %>
<% if not own %>
const reader = <%= reader() %>;

<% endif %>
<% endif %>
export function <%= entity.var %>CsvRoutes(⟨<% if per %>repositoryOf: (accountId: string) => <%= entity.name %>Repository<% else %>repository: <%= entity.name %>Repository<% endif %><% if imports and ns.per_links %>,·linksOf: (accountId: string) => Links<% elif imports and links %>,·links: Links<% endif %>¤⟩) {
<% if imports and per_reader %>
  const readerOf = (account: string) => {
<% if per and entity.uniques %>
    const repository = repositoryOf(account);
<% endif %>
    return <%= reader() %>;
  };
<% elif imports and own %>
  const reader = <%= reader() %>;
<% endif %>
  const router = createRouter(<% if imports %>{ maxBodyBytes: maxImportBytes }<% endif %>);

  router.openapi(exportCsv, (context) => {
<% if per %>
    const repository = repositoryOf(accountId(context));
<% endif %>
    const records = repository.all(context.req.valid('query'));
    return context.body(toCsv(<%= entity.var %>Columns, records), 200, {
      'Content-Type': 'text/csv; charset=utf-8; header=present',
      'Content-Disposition': attachment(⟨'<%= entity.folder %>',·labels.plural¤⟩),
      // Compression would read ahead to the end, and keep in memory what the network is too slow for.
      'Cache-Control': 'no-store, no-transform',
    });
  });

<% if imports %>
  router.openapi(checkImport, async (context) => {
<% if per_reader %>
    const reader = readerOf(accountId(context));
<% endif %>
    const { check } = await readImport(await context.req.arrayBuffer(), reader);
    return context.json(check, 200);
  });

  router.openapi(importCsv, async (context) => {
<% if per_reader %>
    const reader = readerOf(accountId(context));
<% endif %>
    const { inputs, problems } = await readImport(await context.req.arrayBuffer(), reader);
    if (problems.length > 0) throw invalid(asErrors(problems));
    await <% if per %>repositoryOf(accountId(context))<% else %>repository<% endif %>.createAll(inputs);
    return context.json({ created: inputs.length }, 201);
  });

<% endif %>
  // Or the routes of records would take the names of these addresses for ids.
  refuseOtherMethods(router);
  return router;
}
