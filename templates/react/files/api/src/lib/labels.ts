import { sql, type SQL } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';

/** Names records by a value that is no text, which SQL cannot write as people do. */
export function labelled<Named, Key extends keyof Named & string>(
  table: Record<'id' | Key, SQLiteColumn>,
  key: Key,
  label: (record: Named) => string,
): SQL<string> {
  const { id, [key]: column } = table;
  return sql`json_object('id', ${id}, 'value', ${column})`.mapWith((stored: string) => {
    const { value, ...record } = JSON.parse(stored);
    // Where a relation leads nowhere, there is nothing to name.
    if (record.id === null) return '';
    record[key] = value === null ? null : column.mapFromDriverValue(value);
    return label(record);
  });
}
