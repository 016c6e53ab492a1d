import { asc, eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { RecordLink } from '#shared/common';
import type { Database } from '../db/client';

/** Records that any number of others can be linked to, in an order of their own. */
export interface Links {
  /** The columns of the table in between: the record, what it is linked to, and the place. */
  own: SQLiteColumn;
  other: SQLiteColumn;
  position: SQLiteColumn;
  /** What identifies and what names a linked record. */
  target: SQLiteColumn;
  label: SQL<string>;
}

/** What each of some records is linked to, found in one go for all of them. */
export async function findLinks(db: Database, links: Links, ids: string[]) {
  const found = await db
    .select({
      own: sql<string>`${links.own}`,
      id: sql<string>`${links.target}`,
      label: links.label,
    })
    .from(links.own.table)
    .innerJoin(links.target.table, eq(links.other, links.target))
    .where(inArray(links.own, ids))
    .orderBy(asc(links.position));

  const byRecord = new Map<string, RecordLink[]>();
  for (const { own, id, label } of found) {
    byRecord.set(own, [...(byRecord.get(own) ?? []), { id, label }]);
  }
  return (id: string): RecordLink[] => byRecord.get(id) ?? [];
}

/** Statements that replace what a record is linked to, if they are given; each id counts once. */
export function replaceLinks(db: Database, links: Links, id: string, ids: string[] | undefined) {
  if (!ids) return [];
  const { own, other, position } = links;
  const columns = sql.join(
    [own, other, position].map(({ name }) => sql.identifier(name)),
    sql`, `,
  );
  const linked = JSON.stringify([...new Set(ids)]);
  return [
    db.run(sql`DELETE FROM ${own.table} WHERE ${own} = ${id}`),
    db.run(
      sql`INSERT INTO ${own.table} (${columns}) SELECT ${id}, value, key FROM json_each(${linked})`,
    ),
  ];
}
