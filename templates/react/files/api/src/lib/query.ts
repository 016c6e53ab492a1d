import { asc, desc,<% if has.search %> inArray,<% endif %> sql, type SQL } from 'drizzle-orm';
import type { SQLiteColumn<% if has.search %>, SQLiteTable<% endif %> } from 'drizzle-orm/sqlite-core';
import type { PagingMeta, PagingQuery } from '#shared/common';
<% if has.search %>
import type { Database } from '../db/client';
import { fold } from './fold';
<% endif %>

type Sortable = SQLiteColumn | SQL;
<% if has.calendar %>

/** The most records that a calendar shows at once. */
export const maxVisible = 1000;
<% endif %>
<% if has.search %>

/** The most records that are few. */
const maxFew = 50;
<% endif %>

<% if has.search %>
/** Whether a folded column holds the text somewhere; no condition for an empty text. */
export function contains(column: SQLiteColumn, text: string): SQL | undefined {
  const folded = fold(text.trim());
  return folded ? sql`instr(${column}, ${folded}) > 0` : undefined;
}

/**
 * A condition that selects the same records, by their ids if they are few. To find a text means to
 * read all the others too: this way it is done once, not for the total and for the page.
 */
export async function narrowed(
  db: Database,
  table: SQLiteTable & { id: SQLiteColumn },
  condition: SQL | undefined,
): Promise<SQL | undefined> {
  const { id } = table;
  const found = await db
    .select({ id: sql<string>`${id}` })
    .from(table)
    .where(condition)
    .limit(maxFew + 1);
  if (found.length > maxFew) return condition;
  return inArray(
    id,
    found.map((row) => row.id),
  );
}

/** Sorts texts without regard to capitals. */
export function ignoringCase(column: SQLiteColumn): SQL {
  return sql`${column} COLLATE NOCASE`;
}

<% endif %>
<% if has.enum %>
/** Sorts options in the order in which they are declared. */
export function inOrder(column: SQLiteColumn, options: readonly string[]): SQL {
  const ranks = options.map((option, rank) => sql`WHEN ${option} THEN ${sql.raw(String(rank))}`);
  return sql`CASE ${column} ${sql.join(ranks, sql` `)} END`;
}

<% endif %>
/** The order for a sort key such as `-title`: empty values last, and the id to keep pages stable. */
export function orderBy(columns: Record<string, Sortable>, sort: string, id: SQLiteColumn): SQL[] {
  const descending = sort.startsWith('-');
  const column = columns[descending ? sort.slice(1) : sort];
  if (!column) {
    throw new Error(`No column to sort by: ${sort}`);
  }
  // One direction for both, so that an index can be read from either end.
  return descending ? [desc(column), desc(id)] : [sql`${column} ASC NULLS LAST`, asc(id)];
}

/** Where the asked page lies; one past the end becomes the last. */
export function paginate(query: PagingQuery, total: number): { meta: PagingMeta; offset: number } {
  const { pageSize } = query;
  const totalPages = Math.max(1, Math.ceil(total / pageSize));
  const page = Math.min(query.page, totalPages);
  return { meta: { page, pageSize, total, totalPages }, offset: (page - 1) * pageSize };
}
