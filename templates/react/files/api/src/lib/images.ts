<% set ns = namespace(tables=['images'], uses=[]) %>
<% for e in entities if e.has.image %>
<% set ns.tables = ns.tables + [e.vars] %>
<% for f in e.fields if f.type == 'image' %>
<% set ns.uses = ns.uses + [e.vars ~ '.' ~ f.name] %>
<% endfor %>
<% endfor %>
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { and, eq, inArray, lt, notExists, type SQL } from 'drizzle-orm';
import type { Database } from '../db/client';
import {⟪<%= ns.tables|sort|join(',·') %>¤⟫} from '../db/schema';

/** The columns that keep an image alive. */
const uses = [⟨<%= ns.uses|join(',·') %>¤⟩];

export type ImageStore = ReturnType<typeof createImageStore>;

/** Keeps the files of images in a folder, and their types in the database. */
export function createImageStore(db: Database, folder: string) {
  const fileOf = (id: string) => join(folder, id);

  const unused = uses.map((column) =>
    notExists(db.select({ id: column }).from(column.table).where(eq(column, images.id))),
  );

  async function removeUnused(condition: SQL): Promise<void> {
    const removed = await db
      .delete(images)
      .where(and(condition, ...unused))
      .returning({ id: images.id });
    await Promise.all(removed.map(({ id }) => rm(fileOf(id), { force: true })));
  }

  return {
    async add(bytes: Uint8Array, type: string, id: string = randomUUID()): Promise<string> {
      await mkdir(folder, { recursive: true });
      await writeFile(fileOf(id), bytes);
      await db.insert(images).values({ id, type, createdAt: new Date().toISOString() });
      return id;
    },

    async find(id: string): Promise<{ type: string; bytes: Uint8Array<ArrayBuffer> } | undefined> {
      const [image] = await db.select().from(images).where(eq(images.id, id));
      return image && { type: image.type, bytes: await readFile(fileOf(image.id)) };
    },

<% if has.import_csv %>
    /** Those of the ids that are known, as the names of records are looked up. */
    async idsByName(ids: string[]): Promise<Map<string, string[]>> {
      const found = await db.select({ id: images.id }).from(images).where(inArray(images.id, ids));
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
