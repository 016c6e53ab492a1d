import { randomUUID } from 'node:crypto';
<% if has.image %>
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
<% endif %>
import type { InValue } from '@libsql/client';
import { getTableColumns, getTableName } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { onTestFinished } from 'vitest';
import { problem } from '#shared/common';
import { createApp } from '../src/app';
import { openDatabase } from '../src/db/client';
<% if has.image %>
import { createImageStore } from '../src/lib/images';
<% endif %>

type Values = Record<string, unknown>;
type StoredRecord = Values & { id: string };

const now = '2026-01-01T00:00:00.000Z';

/** How the database refuses a row. */
export const refusal = { code: 'SQLITE_CONSTRAINT' };

export type TestApi = Awaited<ReturnType<typeof createTestApi>>;

/** The API over an empty database of its own, gone when the test is over. */
export async function createTestApi() {
<% if has.image %>
  const folder = await mkdtemp(join(tmpdir(), 'api-test-'));
  const db = await openDatabase('file::memory:');
  const imageStore = createImageStore(db, folder);
  const app = createApp(db, imageStore);

  onTestFinished(async () => {
    db.$client.close();
    await rm(folder, { recursive: true });
  });
<% else %>
  const db = await openDatabase('file::memory:');
  const app = createApp(db);
  onTestFinished(() => db.$client.close());
<% endif %>

  async function send(method: string, path: string, body: unknown) {
    return app.request(path, {
      method,
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' },
    });
  }

  return {
    app,
    db,
<% if has.image %>
    imageStore,
<% endif %>
    get: async (path: string) => app.request(path),
    post: async (path: string, body: unknown) => send('POST', path, body),
    patch: async (path: string, body: unknown) => send('PATCH', path, body),
    delete: async (path: string) => app.request(path, { method: 'DELETE' }),

    /** Adds a record and returns it. */
    async add(path: string, values: Values): Promise<StoredRecord> {
      const response = await send('POST', path, values);
      if (response.status !== 201) {
        throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
      }
      return recordIn(response);
    },

    /** The ids on a page of a list. */
    async ids(path: string): Promise<string[]> {
      const response = await app.request(path);
      const { data } = (await response.json()) as { data: StoredRecord[] };
      return data.map(({ id }) => id);
    },

    /** Writes a row past the API, so that only the rules of the database apply. */
    async insert(table: SQLiteTable, values: Values): Promise<void> {
      const row = { id: randomUUID(), <% if has.search %>searchText: '', <% endif %>createdAt: now, updatedAt: now, ...values };
      const columns = Object.entries(getTableColumns(table));
      const names = columns.map(([, { name }]) => `"${name}"`).join(', ');
      const places = columns.map(() => '?').join(', ');
      await db.$client.execute({
        sql: `INSERT INTO "${getTableName(table)}" (${names}) VALUES (${places})`,
        args: columns.map(([property]) => (row as Values)[property] as InValue),
      });
    },
  };
}

/** The record that the API has answered with. */
export async function recordIn(response: Response): Promise<StoredRecord> {
  return (await response.json()) as StoredRecord;
}

/** The fields that a refused request names. */
export async function refusedPaths(response: Response): Promise<string[]> {
  const { errors = [] } = problem.parse(await response.json());
  return errors.map(({ path }) => path);
}
