<% set ns = namespace(sums=false, counted=false, month=false, category=false, msums=false) %>
<% for e in entities %><% if e.dashboard.sums %><% set ns.sums = true %><% if e.dashboard.date %><% set ns.msums = true %><% endif %><% endif %><% if e.dashboard.by_month %><% set ns.month = true %><% endif %><% if e.dashboard.category %><% set ns.category = true %><% endif %><% if not e.dashboard.sums and (e.dashboard.by_month or e.dashboard.category) %><% set ns.counted = true %><% endif %><% endfor %>
<% if ns.sums or ns.month or ns.msums %>
import { sql, type SQL } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
<% else %>
import { sql } from 'drizzle-orm';
<% endif %>
<% if ns.counted %>

export const countOfRows = sql<number>`count(*)`;
<% endif %>
<% if ns.sums %>

/** The sum of a column, 0 where there is nothing to add up. */
export function sumOf(column: SQLiteColumn): SQL<number> {
  return sql`coalesce(sum(${column}), 0)`;
}

/** The one row that a query without groups gives. */
export function onlyRow<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (!row) throw new Error('A sum has come without a row');
  return row;
}
<% endif %>
<% if ns.month or ns.msums %>

/** The month of a day or moment, in UTC. */
export function monthOf(column: SQLiteColumn): SQL<string> {
  return sql`substr(${column}, 1, 7)`;
}
<% endif %>
<% if ns.month %>

/** The first of the twelve months that end with this one. */
export function firstOfYear(month: string): string {
  return monthsBefore(month, 11);
}

function monthsBefore(month: string, count: number): string {
  const date = new Date(`${month}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() - count);
  return date.toISOString().slice(0, 7);
}

/** Twelve months of which each has a value, be it 0. */
export function fillYear(month: string, rows: readonly { month: string; value: number }[]) {
  const values = new Map(rows.map((row) => [row.month, row.value]));
  return Array.from({ length: 12 }, (_, index) => {
    const name = monthsBefore(month, 11 - index);
    return { month: name, value: values.get(name) ?? 0 };
  });
}
<% endif %>
<% if ns.category %>

const maxGroups = 8;

/** The largest groups, which come first, and the sum of the others. */
export function largest(rows: readonly { name: string | null; value: number }[]) {
  const others = rows.slice(maxGroups).reduce((sum, { value }) => sum + value, 0);
  return { groups: rows.slice(0, maxGroups), others };
}
<% endif %>
