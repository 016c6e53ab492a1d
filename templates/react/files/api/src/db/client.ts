import { createClient } from '@libsql/client/sqlite3';
import { drizzle } from 'drizzle-orm/libsql/sqlite3';
import { migrate } from 'drizzle-orm/libsql/migrator';

export type Database = Awaited<ReturnType<typeof openDatabase>>;

/** Opens the database, and brings it up to date. */
export async function openDatabase(url: string) {
  // One connection, because settings such as foreign keys belong to a connection. Nothing waits
  // for it: every call runs to its end at once, and `db.batch` takes the place of transactions.
  const client = createClient({ url, concurrency: 1, timeout: 5000 });
  await client.execute('PRAGMA journal_mode = WAL');
  await client.execute('PRAGMA synchronous = NORMAL');
  await client.execute('PRAGMA foreign_keys = ON');
  // In KiB: room for the indexes of long lists.
  await client.execute('PRAGMA cache_size = -8192');
  const db = drizzle({ client });
  await migrate(db, { migrationsFolder: 'drizzle' });
  return db;
}
