<% if has.ownership %>
import { and, eq, type SQL } from 'drizzle-orm';
<% else %>
import { eq } from 'drizzle-orm';
<% endif %>
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
<% if has.ownership %>
  /** Which of them may be referred to; all when left out. */
  among?: SQL | undefined;
<% endif %>
}

/** Refuses ids that no record has<% if has.ownership %>, or none that may be referred to<% endif %>. */
export async function requireExisting(db: Database, references: Reference[]): Promise<void> {
  const errors = [];
<% if has.ownership %>
  for (const { path, column, id, among } of references) {
    if (id != null && (await db.$count(column.table, and(eq(column, id), among))) === 0) {
<% else %>
  for (const { path, column, id } of references) {
    if (id != null && (await db.$count(column.table, eq(column, id))) === 0) {
<% endif %>
      errors.push({ path, message: messages.noSuchRecord });
    }
  }
  if (errors.length > 0) {
    throw invalid(errors);
  }
}
