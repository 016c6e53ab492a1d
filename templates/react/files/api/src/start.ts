import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createApp } from './app';
import { openDatabase } from './db/client';
import { addDemoData } from './db/demo';
import type { Env } from './env';
<% if has.image %>
import { createImageStore } from './lib/images';

const oneDay = 24 * 60 * 60 * 1000;
<% endif %>

/** Opens what the application stores, and builds the application on it. */
export async function start({ dataDir, demoData }: Env) {
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, 'app.db');
  const isNew = !existsSync(file);
  const db = await openDatabase(pathToFileURL(file).href);
<% if has.image %>
  const imageStore = createImageStore(db, join(dataDir, 'images'));
  await imageStore.removeAbandoned(new Date(Date.now() - oneDay));
  if (demoData && isNew) {
    await addDemoData(db, imageStore);
  }
  return { app: createApp(db, imageStore), db, imageStore, close: () => db.$client.close() };
<% else %>
  if (demoData && isNew) {
    await addDemoData(db);
  }
  return { app: createApp(db), db, close: () => db.$client.close() };
<% endif %>
}
