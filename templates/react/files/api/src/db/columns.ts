<% if has.boolean and has.enum %>
import { integer, text } from 'drizzle-orm/sqlite-core';
<% elif has.boolean %>
import { integer } from 'drizzle-orm/sqlite-core';
<% else %>
import { text } from 'drizzle-orm/sqlite-core';
<% endif %>

<% if has.boolean %>
/** What is true or false. */
export function flag(name: string) {
  return integer(name, { mode: 'boolean' });
}
<% endif %>
<% if has.boolean and has.enum %>

<% endif %>
<% if has.enum %>
/** A text that is one of the options. */
export function choice<const Options extends readonly [string, ...string[]]>(
  name: string,
  options: Options,
) {
  return text(name, { enum: options });
}
<% endif %>
