import { eq } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import { messages } from '#shared/messages';
import type { Database } from '../db/client';
import { invalid } from './problem';

interface Reference {
  /** The property of the request that holds the id. */
  path: string;
  /** The column of ids it must be found in. */
  column: SQLiteColumn;
  id: string | null | undefined;
}

/** Refuses ids that no record has. */
export async function requireExisting(db: Database, references: Reference[]): Promise<void> {
  const errors = [];
  for (const { path, column, id } of references) {
    if (id != null && (await db.$count(column.table, eq(column, id))) === 0) {
      errors.push({ path, message: messages.noSuchRecord });
    }
  }
  if (errors.length > 0) {
    throw invalid(errors);
  }
}
