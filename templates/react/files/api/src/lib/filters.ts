<% set ranges = has.integer or has.decimal or has.money or has.date or has.datetime %>
<% set equal = has.boolean or has.to_one %>
import { <% if equal %>eq, <% endif %><% if ranges %>gte, <% endif %><% if has.enum %>inArray, <% endif %><% if ranges %>lte, <% endif %><% if has.many or has.enum %>sql, <% endif %>type Column, type SQL } from 'drizzle-orm';
<% if has.many %>
import type { Links } from './links';
<% endif %>

<% if equal or ranges %>
type Value = string | number | boolean | undefined;

<% endif %>
// Conditions of a list, each of them absent while its filter is not set.

<% if equal %>
export function equals(column: Column, value: Value): SQL | undefined {
  return value === undefined ? undefined : eq(column, value);
}
<% endif %>
<% if has.enum %>
<% if equal %>

<% endif %>
export function oneOf(column: Column, values: string[] | undefined): SQL | undefined {
  // An index finds the records of one option in the order of a list, but not those of several: the
  // sign keeps it out, or all of them would have to be sorted.
  if (!values) return undefined;
  return values.length > 1 ? inArray(sql`+${column}`, values) : inArray(column, values);
}
<% endif %>
<% if ranges %>
<% if equal or has.enum %>

<% endif %>
export function from(column: Column, value: Value): SQL | undefined {
  return value === undefined ? undefined : gte(column, value);
}

export function to(column: Column, value: Value): SQL | undefined {
  return value === undefined ? undefined : lte(column, value);
}
<% endif %>
<% if has.many %>
<% if equal or has.enum or ranges %>

<% endif %>
/** Records that are linked to another one. */
export function linkedTo(⟨id: Column,·{ own, other }: Links,·value: string | undefined¤⟩): SQL | undefined {
  if (value === undefined) return undefined;
  return sql`${id} IN (SELECT ${own} FROM ${own.table} WHERE ${other} = ${value})`;
}
<% endif %>
