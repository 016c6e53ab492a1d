import { count, sql, type SQL } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Database } from '../db/client';

const maxRemembered = 500;

/** What has been counted in a state of the database, by the query that counts it. */
interface Counts {
  state: string;
  byQuery: Map<string, number>;
}

const known = new WeakMap<Database, Counts>();

/**
 * How many rows meet a condition. To know that, the database must look at each of them, so what it
 * has counted is remembered until something is written, by whatever process.
 */
export async function countRows(db: Database, table: SQLiteTable, where?: SQL): Promise<number> {
  const { byQuery } = await countsOf(db);
  const query = db.select({ rows: count() }).from(table).where(where);
  const key = JSON.stringify(query.toSQL());
  const remembered = byQuery.get(key);
  if (remembered !== undefined) return remembered;

  const rows = await db.$count(table, where);
  if (byQuery.size >= maxRemembered) byQuery.clear();
  byQuery.set(key, rows);
  return rows;
}

/** The counts that are still true. */
async function countsOf(db: Database): Promise<Counts> {
  const state = await stateOf(db);
  const counts = known.get(db);
  if (counts?.state === state) return counts;

  const none = { state, byQuery: new Map<string, number>() };
  known.set(db, none);
  return none;
}

/** A text that is another one after every change: by this connection, or by any other. */
async function stateOf(db: Database): Promise<string> {
  const own = sql`total_changes()`;
  const others = sql`(SELECT data_version FROM pragma_data_version)`;
  const query = sql`SELECT ${own} || '/' || ${others} AS state`;
  const { state } = await db.get<{ state: string }>(query);
  return state;
}
