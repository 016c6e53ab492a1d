<% if has.ownership %>
import { and, inArray, sql, type SQL } from 'drizzle-orm';
<% else %>
import { inArray, sql } from 'drizzle-orm';
<% endif %>
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Database } from '../db/client';

/** A part of what must be unique. */
interface Member {
  name: string;
  column: SQLiteColumn;
  /** Whether its index ignores the case of ASCII letters. */
  folded?: boolean;
}

/** Members that no two records may have alike. */
type Unique = readonly [Member, ...Member[]];

export interface Duplicate {
  /** Which of the records it is. */
  index: number;
  names: string[];
}

export function unique(...members: Unique): Unique {
  return members;
}

<% if has.ownership %>
/**
 * Finds records that have what a stored one or an earlier one of them must have alone; of those
 * stored, only those count that are `among` the ones that must differ.
 */
<% else %>
/** Finds records that have what a stored one or an earlier one of them must have alone. */
<% endif %>
export async function findDuplicates(
  db: Database,
  uniques: readonly Unique[],
  records: readonly Record<string, unknown>[],
<% if has.ownership %>
  among?: SQL,
<% endif %>
): Promise<Duplicate[]> {
  const duplicates: Duplicate[] = [];
  for (const members of uniques) {
    const keys = records.map((record) => keyOf(record, members));
    const seen = await storedKeys(db, members, records<% if has.ownership %>, among<% endif %>);
    for (const [index, key] of keys.entries()) {
      if (key !== undefined && seen.has(key)) {
        duplicates.push({ index, names: members.map(({ name }) => name) });
      }
      if (key !== undefined) seen.add(key);
    }
  }
  return duplicates;
}

/** The keys of stored records that could be those of the new ones. */
async function storedKeys(
  db: Database,
  members: Unique,
  records: readonly Record<string, unknown>[],
<% if has.ownership %>
  among: SQL | undefined,
<% endif %>
): Promise<Set<string | undefined>> {
  const [first] = members;
  const values = records.map((record) => record[first.name]).filter((value) => value != null);
  const wanted = first.folded ? sql`${first.column} COLLATE NOCASE` : sql`${first.column}`;
  const stored = await db
    .select(Object.fromEntries(members.map(({ name, column }) => [name, column])))
    .from(first.column.table)
    .where(<% if has.ownership %>and(inArray(wanted, values), among)<% else %>inArray(wanted, values)<% endif %>);
  return new Set(stored.map((row) => keyOf(row, members)));
}

/** What tells records apart; an empty value makes each the only one. */
function keyOf(record: Record<string, unknown>, members: Unique): string | undefined {
  const values = members.map(({ name, folded }) => {
    const value = record[name];
    return folded && typeof value === 'string' ? foldAscii(value) : value;
  });
  return values.some((value) => value == null) ? undefined : JSON.stringify(values);
}

function foldAscii(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}
