import { getTableColumns, getTableName } from 'drizzle-orm';
import { messages } from '#shared/messages';
import * as schema from '../db/schema';

/** The property of a record that each `table.column` holds. */
const properties = new Map(
  Object.values(schema).flatMap((table) =>
    Object.entries(getTableColumns(table)).map(([property, { name }]) => [
      `${getTableName(table)}.${name}`,
      property,
    ]),
  ),
);

/**
 * What is wrong when the database refuses a row as a duplicate. Its indexes alone decide what is
 * one, so that of two requests at the same moment only one can win. Its message ends in the
 * columns, as in `… failed: books.isbn`.
 */
export function takenErrors(databaseMessage: string): { path: string; message: string }[] {
<% if has.ownership %>
  const listed = databaseMessage.split(': ').at(-1)?.split(', ') ?? [];
  // What is unique among the records of an account begins with whose they are.
  const columns = listed.filter((column) => !column.endsWith('.<%= owner.column %>'));
<% else %>
  const columns = databaseMessage.split(': ').at(-1)?.split(', ') ?? [];
<% endif %>
<% if has.unique_together %>
  const message = columns.length > 1 ? messages.takenTogether : messages.taken;
  return columns.map((column) => ({ path: properties.get(column) ?? column, message }));
<% else %>
  return columns.map((column) => ({
    path: properties.get(column) ?? column,
    message: messages.taken,
  }));
<% endif %>
}
