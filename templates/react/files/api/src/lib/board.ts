import { asc, desc, eq, isNull, sql, type SQL } from 'drizzle-orm';
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';

/** A table whose records stand on a board, and where each stands in its column. */
interface Board {
  table: SQLiteTable & Record<'id' | 'createdAt', SQLiteColumn>;
  position: SQLiteColumn;
}

/** Whether a record stands in the column of this value, or in that of records without any. */
export function inColumn(column: SQLiteColumn, value: string | null): SQL {
  return value === null ? isNull(column) : eq(column, value);
}

/** The order of a column; cards that nobody has moved yet begin with the newest. */
export function cardOrder({ table, position }: Board): SQL[] {
  return [asc(position), desc(table.createdAt), asc(table.id)];
}

/** Numbers the cards of a column anew, so that there is room for one above and below each. */
export function renumber(board: Board, cards: SQL): SQL {
  const { table, position } = board;
  const order = sql.join(cardOrder(board), sql`, `);
  const place = sql`2 * row_number() OVER (ORDER BY ${order})`;
  const numbered = sql`SELECT ${table.id} AS id, ${place} AS place FROM ${table} WHERE ${cards}`;
  const changes = sql`${sql.identifier(position.name)} = numbered.place FROM (${numbered}) AS numbered`;
  return sql`UPDATE ${table} SET ${changes} WHERE ${table.id} = numbered.id`;
}

/** The place below a card of a numbered column; its top when the card is not there. */
export function below({ table, position }: Board, cards: SQL, id: string | null): SQL<number> {
  const found = sql`SELECT ${position} FROM ${table} WHERE ${cards} AND ${table.id} = ${id}`;
  return sql`1 + coalesce((${found}), 0)`;
}

/** The place above all cards of a column. */
export function topOf({ table, position }: Board, cards: SQL): SQL<number> {
  return sql`(SELECT coalesce(min(${position}), 1) - 1 FROM ${table} WHERE ${cards})`;
}
