import { sql } from 'drizzle-orm';
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../src/db/client';
import { contains, narrowed } from '../src/lib/query';

// No table of the application has a name with a space.
const words = sqliteTable('some words', { id: text('id').notNull(), text: text('text').notNull() });

/** A database of a thousand words, from `word 1` to `word 1000`. */
async function openWords() {
  const db = await openDatabase('file::memory:');
  onTestFinished(() => db.$client.close());
  const numbers = sql`SELECT 1 AS n UNION ALL SELECT n + 1 FROM numbers WHERE n < 1000`;
  await db.run(sql`CREATE TABLE ${words} (id text PRIMARY KEY, text text)`);
  await db.run(
    sql`WITH numbers AS (${numbers}) INSERT INTO ${words} SELECT n, 'word ' || n FROM numbers`,
  );
  return db;
}

describe('a search that is narrowed', () => {
  test.each([
    { text: 'Word', count: 1000 },
    { text: '7', count: 271 },
    { text: '77', count: 19 },
    { text: '777', count: 1 },
    { text: '7777', count: 0 },
    { text: '%', count: 0 },
    { text: 'word_7', count: 0 },
  ])('finds the same for $text', async ({ text: wanted, count }) => {
    const db = await openWords();
    const condition = contains(words.text, wanted);
    const all = await db.select().from(words).where(condition).orderBy(words.id);

    const found = await narrowed(db, words, condition);

    const same = await db.select().from(words).where(found).orderBy(words.id);
    expect(same).toEqual(all);
    expect(all).toHaveLength(count);
  });

  test('names few records by their ids, and many by what they hold', async () => {
    const db = await openWords();
    const few = contains(words.text, '777');
    const many = contains(words.text, '7');

    expect(await narrowed(db, words, few)).not.toBe(few);
    expect(await narrowed(db, words, many)).toBe(many);
  });
});
