import { messages } from '#shared/messages';
import type { FileColumn } from './match';

/** Finds the ids of records by their names or ids. */
export type FindIds = (names: string[]) => Promise<Map<string, string[]>>;

/** The record that a cell means, or why that is not clear. */
type Link = { id: string } | { problem: string };

/** Finds the records that the cells of a file name, each column at once. */
export async function findLinks<Row>(
  rows: readonly string[][],
  found: readonly FileColumn<Row>[],
  finders: Record<string, FindIds>,
): Promise<(column: string, name: string) => Link | undefined> {
  const ids = new Map<string, Map<string, string[]>>();
  for (const { place, column } of found) {
    const find = finders[column.name];
    if (find) {
<% if has.many %>
      const names = new Set(rows.flatMap((cells) => column.read(cells[place] ?? '')).map(String));
<% else %>
      const names = new Set(rows.map((cells) => String(column.read(cells[place] ?? ''))));
<% endif %>
      names.delete('');
      ids.set(column.name, await find([...names]));
    }
  }

  return (column, name) => {
    const known = ids.get(column);
    if (!known) return undefined;
    const [id, another] = known.get(name) ?? [];
    if (!id) return { problem: messages.csv.unknownRecord(name) };
    return another ? { problem: messages.csv.ambiguousRecord(name) } : { id };
  };
}
