<% set sorted = entities|sort(attribute='file') %>
import { createRoute } from '@hono/zod-openapi';
<% for e in sorted %>
import {⟪<%= e.var %>Label,·<%= e.var %>Query¤⟫} from '#shared/<%= e.file %>';
<% endfor %>
import { dashboard, dashboardQuery, type Dashboard } from '#shared/dashboard';
<% if has.per_account %>
import { accountId } from '../auth/guard';
<% endif %>
import type { Database } from '../db/client';
import { createRouter, json, named, refusedWith } from '../lib/openapi';
<% for e in entities|sort(attribute='folder') %>
import type { <%= e.name %>Repository } from '../repositories/<%= e.folder %>';
import { summarize<%= e.vars[:1]|upper %><%= e.vars[1:] %> } from '../repositories/<%= e.folder %>.summary';
<% endfor %>

interface Repositories {
<% for e in entities %>
  <%= e.vars %>: <%= e.name %>Repository;
<% endfor %>
}

const maxRecent = 6;

const read = createRoute({
  method: 'get',
  path: '/',
  operationId: 'getDashboard',
  tags: ['dashboard'],
  request: { query: dashboardQuery },
  responses: {
    200: json('Counts, sums and what was added last', named('Dashboard', dashboard)),
    ...refusedWith(422),
  },
});

/** What was added last, of all kinds of records. */
async function findRecent(repositories: Repositories): Promise<Dashboard['recent']> {
  const newest = { pageSize: maxRecent, sort: '-createdAt' };
  const found: Dashboard['recent'] = [];

  async function collect<Row extends { id: string; createdAt: string }>(
    path: string,
    page: Promise<{ data: Row[] }>,
    labelOf: (row: Row) => string,
  ) {
    for (const row of (await page).data) {
      found.push({ path, id: row.id, label: labelOf(row), createdAt: row.createdAt });
    }
  }

<% for e in entities %>
  await collect(⟨'/<%= e.folder %>',·repositories.<%= e.vars %>.list(⟨<%= e.var %>Query.parse(newest)¤⟩),·<%= e.var %>Label¤⟩);
<% endfor %>
  found.sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  return found.slice(0, maxRecent);
}

<% if has.per_account %>
export function dashboardRoutes(⟨db: Database,·repositoriesOf: (accountId: string) => Repositories¤⟩) {
<% else %>
export function dashboardRoutes(db: Database, repositories: Repositories) {
<% endif %>
  const router = createRouter();

  router.openapi(read, async (context) => {
<% if has.per_account %>
    const account = accountId(context);
    const repositories = repositoriesOf(account);
<% endif %>
<% set months = namespace(used=false) %>
<% for e in entities %><% if e.dashboard.date and (e.dashboard.sums or e.dashboard.by_month) %><% set months.used = true %><% endif %><% endfor %>
<% if months.used %>
    const { month } = context.req.valid('query');
<% endif %>
    const answer = {
<% for e in entities %>
      <%= e.vars %>:‹·await summarize<%= e.vars[:1]|upper %><%= e.vars[1:] %>(⟨db<% if e.has.ownership %>,·account<% endif %><% if e.dashboard.date and (e.dashboard.sums or e.dashboard.by_month) %>,·month<% endif %>¤⟩)›,
<% endfor %>
      recent: await findRecent(repositories),
    };
    return context.json(answer, 200);
  });

  return router;
}
