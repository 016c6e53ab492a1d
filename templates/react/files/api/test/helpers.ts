import { randomUUID } from 'node:crypto';
<% if has.image %>
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
<% endif %>
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { InValue } from '@libsql/client';
import { getTableColumns, getTableName } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { onTestFinished } from 'vitest';
import { problem } from '#shared/common';
import { createApp } from '../src/app';
<% if has.auth %>
import { createAuth, type Auth, type AuthSettings } from '../src/auth';
import { openDatabase, type Database } from '../src/db/client';
import { accounts } from '../src/db/schema';
<% else %>
import { openDatabase } from '../src/db/client';
<% endif %>
<% if has.image %>
import { createImageStore } from '../src/lib/images';
<% endif %>

type Values = Record<string, unknown>;
type StoredRecord = Values & { id: string };

const now = '2026-01-01T00:00:00.000Z';
<% if has.auth %>

/** A developer's settings, with hashes that take no time. */
const testSettings: AuthSettings = {
  publicUrl: undefined,
  trustProxy: false,
  development: true,
  hashing: { memoryCost: 8, timeCost: 1 },
};
<% endif %>

/** How the database refuses a row. */
export const refusal = { code: 'SQLITE_CONSTRAINT' };

export type TestApi = Awaited<ReturnType<typeof createTestApi>>;

/** The API over an empty database of its own, gone when the test is over. */
export async function createTestApi(<% if has.auth %>settings: Partial<AuthSettings> = {}<% endif %>) {
<% if has.image %>
  const folder = await mkdtemp(join(tmpdir(), 'api-test-'));
<% endif %>
  const db = await openDatabase('file::memory:');
<% if has.image %>
  const imageStore = createImageStore(db, folder);
<% endif %>
<% if has.auth %>
  const auth = createAuth(db, { ...testSettings, ...settings });
<% endif %>
  const app = createApp(db<% if has.image %>, imageStore<% endif %><% if has.auth %>, auth<% endif %>);
<% if has.image %>

  onTestFinished(async () => {
    db.$client.close();
    await rm(folder, { recursive: true });
  });
<% else %>
  onTestFinished(() => db.$client.close());
<% endif %>
<% if has.auth %>

  const signedIn = await signInTo({ db, auth });
<% endif %>

<% if has.vary %>
  const counts = new Map<string, number>();

<% endif %>
  return {
    app,
    db,
<% if has.image %>
    imageStore,
<% endif %>
<% if has.auth %>
    auth,
    account: signedIn.account,
    ...clientOf(app, signedIn.headers),
<% else %>
    ...clientOf(app),
<% endif %>

<% if has.vary %>
    /** Counts from 1, for each name by itself. */
    next(name: string): number {
      const number = (counts.get(name) ?? 0) + 1;
      counts.set(name, number);
      return number;
    },

<% endif %>
    /** Writes a row past the API, so that only the rules of the database apply. */
    async insert(table: SQLiteTable, values: Values): Promise<void> {
<% if has.ownership %>
      const row = {
        id: randomUUID(),
        <%= owner.key %>: signedIn.account.id,
<% if has.search %>
        searchText: '',
<% endif %>
<% if has.board %>
        boardPosition: 0,
<% endif %>
        createdAt: now,
        updatedAt: now,
        ...values,
      };
<% else %>
      const row = {⟪id: randomUUID(),<% if has.search %>·searchText: '',<% endif %><% if has.board %>·boardPosition: 0,<% endif %>·createdAt: now,·updatedAt: now,·...values¤⟫};
<% endif %>
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

<% if has.auth %>
/** Adds an account, past the API because hashing takes its time, and signs in to it. */
async function signInTo({ db, auth }: { db: Database; auth: Auth }) {
  const id = randomUUID();
  const account = { id, name: 'Somebody', email: `${id}@example.com`, createdAt: now };
  await db.insert(accounts).values({ ...account, passwordHash: '' });
  const token = await auth.sessions.open(id);
  return { account, headers: { Cookie: `${auth.cookie.name}=${token}` } };
}

<% if has.ownership or has.comments %>
/** The same API for somebody else. */
export async function asSomebodyElse(api: TestApi): Promise<TestApi> {
  const { account, headers } = await signInTo(api);
  return { ...api, account, ...clientOf(api.app, headers) };
}

<% endif %>
<% endif %>
/** Sends requests<% if has.auth %>, all with these headers<% endif %>. */
function clientOf(app: OpenAPIHono<% if has.auth %>, cookie: Record<string, string><% endif %>) {
  async function request(path: string, init: RequestInit = {}) {
<% if has.auth %>
    const headers = new Headers({ ...cookie, ...(init.headers as Record<string, string>) });
    return app.request(path, { ...init, headers });
<% else %>
    return app.request(path, init);
<% endif %>
  }

  async function send(method: string, path: string, body: unknown) {
    return request(path, {
      method,
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' },
    });
  }

  return {
    request,
    get: async (path: string) => request(path),
    post: async (path: string, body: unknown) => send('POST', path, body),
    patch: async (path: string, body: unknown) => send('PATCH', path, body),
    delete: async (path: string) => request(path, { method: 'DELETE' }),

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
      const response = await request(path);
      const { data } = (await response.json()) as { data: StoredRecord[] };
      return data.map(({ id }) => id);
    },

    /** How many records a list holds. */
    async total(path: string): Promise<number> {
      const response = await request(path);
      const { meta } = (await response.json()) as { meta: { total: number } };
      return meta.total;
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
