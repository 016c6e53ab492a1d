<% import "api.jinja" as api %>
<% set owned = entity.has.ownership %>
<% set d = entity.dashboard %>
<% set monthly = d.date and (d.sums or d.by_month) %>
<% set terms = (['and'] if owned and monthly else []) + (['between'] if d.by_month else []) + (['desc'] if d.category else []) + (['eq'] if (d.date and d.sums) or (d.category and d.category.is_relation) else []) %>
<% set helpers = (['countOfRows'] if not d.sums and (d.by_month or d.category) else []) + (['fillYear', 'firstOfYear'] if d.by_month else []) + (['largest'] if d.category else []) + (['monthOf'] if d.date and (d.sums or d.by_month) else []) + (['onlyRow', 'sumOf'] if d.sums else []) %>
<% if terms %>
import { <%= terms|join(', ') %> } from 'drizzle-orm';
<% endif %>
import type { Dashboard } from '#shared/dashboard';
import type { Database } from '../db/client';
import { <%= entity.vars %> } from '../db/schema';
import { countRows } from '../lib/count';
<% if helpers %>
import { <%= helpers|join(', ') %> } from '../lib/summary';
<% endif %>
<% set reads = (['ownedBy'] if owned else []) + (['related', 'selection'] if d.category and d.category.is_relation else []) %>
<% if reads %>
import { <%= reads|join(', ') %> } from './<%= entity.folder %>.query';
<% endif %>

/** What the dashboard tells about the records. */
export async function summarize<%= entity.vars[:1]|upper %><%= entity.vars[1:] %>(⟨db: Database<% if owned %>,·accountId: string<% endif %><% if d.date and (d.sums or d.by_month) %>,·month: string<% endif %>¤⟩): Promise<Dashboard['<%= entity.vars %>']> {
<% if owned %>
  const own = ownedBy(accountId);
<% endif %>
  const count = await countRows(⟨db,·<%= entity.vars %><% if owned %>,·own<% endif %>¤⟩);
<% if d.sums %>
  const sums = {
<% for f in d.sums %>
    <%= f.name %>: sumOf(⟨<%= entity.vars %>.<%= f.name %>¤⟩),
<% endfor %>
  };
<% endif %>
<% if d.date and (d.sums or d.by_month) %>
  const recordMonth = monthOf(⟨<%= entity.vars %>.<%= d.date.name %>¤⟩);
<% endif %>
<% if d.date and d.sums %>
  const inMonth =‹·<% if owned %>and(own, eq(recordMonth, month))<% else %>eq(recordMonth, month)<% endif %>›;
<% endif %>
<% if d.by_month or d.category %>
  const value = <% if d.sums %>sums.<%= d.sums[0].name %><% else %>countOfRows<% endif %>;
<% endif %>
<% if d.by_month %>
  const months = await db
    .select({ month: recordMonth, value })
    .from(<%= entity.vars %>)
    .where(<% if owned %>and(own, between(recordMonth, firstOfYear(month), month))<% else %>between(recordMonth, firstOfYear(month), month)<% endif %>)
    .groupBy(recordMonth);
<% endif %>
<% if d.category %>
<% set c = d.category %>
  const groups = await db
<% if c.is_relation %>
    .select({ name:‹·selection.<%= c.name %>.label›, value })
    .from(<%= entity.vars %>)
    .leftJoin(⟨related.<%= c.name %>,·eq(⟨related.<%= c.name %>.id,·<%= entity.vars %>.<%= c.key %>¤⟩)¤⟩)
<% if owned %>
    .where(own)
<% endif %>
    .groupBy(<%= entity.vars %>.<%= c.key %>)
<% else %>
    .select({ name:‹·<%= entity.vars %>.<%= c.name %>›, value })
    .from(<%= entity.vars %>)
<% if owned %>
    .where(own)
<% endif %>
    .groupBy(<%= entity.vars %>.<%= c.name %>)
<% endif %>
    .orderBy(desc(value));
<% endif %>
  return {
    count,
<% if d.sums %>
    sums: onlyRow(⟨await db.select(sums).from(<%= entity.vars %>)<% if owned %>.where(own)<% endif %>¤⟩),
<% if d.date %>
    sumsOfMonth: onlyRow(⟨await db.select(sums).from(<%= entity.vars %>).where(inMonth)¤⟩),
<% endif %>
<% endif %>
<% if d.by_month %>
    byMonth: fillYear(month, months),
<% endif %>
<% if d.category %>
    byCategory: largest(groups),
<% endif %>
  };
}
