<% set ns = namespace(tables=['images'], uses=[], shared=false) %>
<% for e in entities if e.has.image %>
<% set ns.tables = ns.tables + [e.vars] %>
<% for f in e.fields if f.type == 'image' %>
<% if has.ownership and e.has.ownership %>
<% set ns.uses = ns.uses + ['{⟪column: ' ~ e.vars ~ '.' ~ f.name ~ ',·owner: ' ~ e.vars ~ '.' ~ owner.key ~ '¤⟫}'] %>
<% elif has.ownership %>
<% set ns.shared = true %>
<% set ns.uses = ns.uses + ['{⟪column: ' ~ e.vars ~ '.' ~ f.name ~ '¤⟫}'] %>
<% else %>
<% set ns.uses = ns.uses + [e.vars ~ '.' ~ f.name] %>
<% endif %>
<% endfor %>
<% endfor %>
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
<% if has.ownership %>
import { and, eq, exists, inArray, lt, notExists, or, type SQL } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
<% else %>
import { and, eq, inArray, lt, notExists, type SQL } from 'drizzle-orm';
<% endif %>
import type { Database } from '../db/client';
import {⟪<%= ns.tables|sort|join(',·') %>¤⟫} from '../db/schema';

<% if has.ownership %>
interface Use {
  column: SQLiteColumn;
  /** Whose the record is; without it everybody sees it. */
  owner?: SQLiteColumn;
}

/** The columns that keep an image alive. */
<% if ns.uses|length == 1 or ns.shared %>
const uses: Use[] = [⟨<%= ns.uses|join(',·') %>¤⟩];
<% else %>
const uses: Use[] = [
<% for use in ns.uses %>
  <%= use %>,
<% endfor %>
];
<% endif %>
<% else %>
/** The columns that keep an image alive. */
const uses = [⟨<%= ns.uses|join(',·') %>¤⟩];
<% endif %>

export type ImageStore = ReturnType<typeof createImageStore>;

/** Keeps the files of images in a folder, and their types in the database. */
export function createImageStore(db: Database, folder: string) {
  const fileOf = (id: string) => join(folder, id);

<% if has.ownership %>
  const recordsWith = (column: SQLiteColumn, condition?: SQL) =>
    db
      .select({ id: column })
      .from(column.table)
      .where(and(eq(column, images.id), condition));

  const unused = uses.map(({ column }) => notExists(recordsWith(column)));

  /** What an account has uploaded, and what the records show that it sees. */
  function visibleTo(accountId: string): SQL | undefined {
    const shown = uses.map(({ column, owner }) =>
      exists(recordsWith(column, owner && eq(owner, accountId))),
    );
    return or(eq(images.ownerId, accountId), ...shown);
  }
<% else %>
  const unused = uses.map((column) =>
    notExists(db.select({ id: column }).from(column.table).where(eq(column, images.id))),
  );
<% endif %>

  async function removeUnused(condition: SQL): Promise<void> {
    const removed = await db
      .delete(images)
      .where(and(condition, ...unused))
      .returning({ id: images.id });
    await Promise.all(removed.map(({ id }) => rm(fileOf(id), { force: true })));
  }

  return {
<% if has.ownership %>
    visibleTo,

    async add(bytes: Uint8Array, type: string, ownerId: string): Promise<string> {
      const id = randomUUID();
      await mkdir(folder, { recursive: true });
      await writeFile(fileOf(id), bytes);
      await db.insert(images).values({ id, ownerId, type, createdAt: new Date().toISOString() });
      return id;
    },

    async find(id: string, accountId: string) {
      const isSeen = and(eq(images.id, id), visibleTo(accountId));
      const [image] = await db.select().from(images).where(isSeen);
<% else %>
    async add(bytes: Uint8Array, type: string): Promise<string> {
      const id = randomUUID();
      await mkdir(folder, { recursive: true });
      await writeFile(fileOf(id), bytes);
      await db.insert(images).values({ id, type, createdAt: new Date().toISOString() });
      return id;
    },

    async find(id: string): Promise<{ type: string; bytes: Uint8Array<ArrayBuffer> } | undefined> {
      const [image] = await db.select().from(images).where(eq(images.id, id));
<% endif %>
      return image && { type: image.type, bytes: await readFile(fileOf(image.id)) };
    },

<% if has.import_csv %>
    /** Those of the ids that are known, as the names of records are looked up. */
<% if has.ownership %>
    async idsByName(ids: string[], accountId: string): Promise<Map<string, string[]>> {
      const found = await db
        .select({ id: images.id })
        .from(images)
        .where(and(inArray(images.id, ids), visibleTo(accountId)));
<% else %>
    async idsByName(ids: string[]): Promise<Map<string, string[]>> {
      const found = await db.select({ id: images.id }).from(images).where(inArray(images.id, ids));
<% endif %>
      return new Map(found.map(({ id }) => [id, [id]]));
    },

<% endif %>
    /** Removes the images that a record has just let go, unless another one shows them. */
    async release(ids: (string | null)[]): Promise<void> {
      const known = ids.filter((id) => id !== null);
      if (known.length > 0) {
        await removeUnused(inArray(images.id, known));
      }
    },

    /** Removes uploads that no record has taken up. */
    async removeAbandoned(before: Date): Promise<void> {
      await removeUnused(lt(images.createdAt, before.toISOString()));
    },
  };
}
