import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { eq, sql } from 'drizzle-orm';
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { openDatabase, type Database } from '../src/db/client';
import { countRows } from '../src/lib/count';
import { refusal } from './helpers';

// No table of the application has a name with a space.
const parents = sqliteTable('some parents', { id: text('id').primaryKey() });
const children = sqliteTable('some children', {
  id: text('id').primaryKey(),
  parent: text('parent'),
});

async function open(url: string): Promise<Database> {
  const db = await openDatabase(url);
  onTestFinished(() => db.$client.close());
  return db;
}

/** A database of its own with a parent of two. */
async function openFamily(url = 'file::memory:'): Promise<Database> {
  const db = await open(url);
  const parent = sql`parent text REFERENCES ${parents} ON DELETE CASCADE`;
  await db.run(sql`CREATE TABLE ${parents} (id text PRIMARY KEY)`);
  await db.run(sql`CREATE TABLE ${children} (id text PRIMARY KEY, ${parent})`);
  await db.insert(parents).values({ id: 'a' });
  await db.insert(children).values([
    { id: '1', parent: 'a' },
    { id: '2', parent: 'a' },
  ]);
  return db;
}

describe('a count of rows', () => {
  test('follows what is added, changed and deleted', async () => {
    const db = await openFamily();
    const orphans = sql`${children.parent} IS NULL`;
    expect(await countRows(db, children)).toBe(2);
    expect(await countRows(db, children, orphans)).toBe(0);

    await db.insert(children).values({ id: '3' });
    expect(await countRows(db, children)).toBe(3);
    expect(await countRows(db, children, orphans)).toBe(1);

    await db.update(children).set({ parent: 'a' });
    expect(await countRows(db, children)).toBe(3);
    expect(await countRows(db, children, orphans)).toBe(0);

    await db.delete(children).where(eq(children.id, '3'));
    expect(await countRows(db, children)).toBe(2);
  });

  test('follows what is deleted along with something else', async () => {
    const db = await openFamily();
    expect(await countRows(db, children)).toBe(2);

    await db.delete(parents);

    expect(await countRows(db, children)).toBe(0);
  });

  test('is not misled by changes that are undone', async () => {
    const db = await openFamily();
    expect(await countRows(db, children)).toBe(2);

    const added = db.insert(children).values({ id: '3' });
    await expect(db.batch([added, added])).rejects.toMatchObject(refusal);

    expect(await countRows(db, children)).toBe(2);
  });

  test('follows what another process writes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'count-test-'));
    const url = pathToFileURL(join(folder, 'app.db')).href;
    const db = await openFamily(url);
    const other = await open(url);
    onTestFinished(async () => {
      db.$client.close();
      other.$client.close();
      await rm(folder, { recursive: true });
    });
    expect(await countRows(db, children)).toBe(2);

    await other.insert(children).values({ id: '3' });
    expect(await countRows(db, children)).toBe(3);

    await other.delete(children);
    expect(await countRows(db, children)).toBe(0);
  });

  test('is taken once until something is written', async () => {
    const db = await openFamily();
    const count = vi.spyOn(db, '$count');

    await countRows(db, children, eq(children.id, '1'));
    await countRows(db, children, eq(children.id, '1'));
    expect(count).toHaveBeenCalledTimes(1);

    await countRows(db, children, eq(children.id, '2'));
    expect(count).toHaveBeenCalledTimes(2);

    await db.delete(parents);
    await countRows(db, children, eq(children.id, '1'));
    expect(count).toHaveBeenCalledTimes(3);
  });
});
