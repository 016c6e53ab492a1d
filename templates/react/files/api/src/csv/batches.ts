import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { sql, type SQL } from 'drizzle-orm';
import type { Database } from '../db/client';

const batchSize = 50;

/**
 * The ids that a query selects, in its order and as they are at its start. Until it is their turn
 * they wait in the database, as there may be more than memory holds.
 */
export async function* inBatches(db: Database, ids: SQL): AsyncGenerator<string[]> {
  const list = sql.identifier(`list-${randomUUID()}`);
  await db.run(sql`CREATE TEMP TABLE ${list} AS ${ids}`);
  try {
    for (let first = 1; ; first += batchSize) {
      const isNext = sql`rowid BETWEEN ${first} AND ${first + batchSize - 1}`;
      const batch = await db.all<{ id: string }>(
        sql`SELECT id FROM ${list} WHERE ${isNext} ORDER BY rowid`,
      );
      if (batch.length === 0) return;
      yield batch.map(({ id }) => id);
      // Other requests get their turn, and what has been written gets sent.
      await setImmediate();
    }
  } finally {
    await db.run(sql`DROP TABLE ${list}`);
  }
}
