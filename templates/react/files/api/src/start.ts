import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
<% if has.auth and not has.demo_account %>
import { demoAccount } from '#shared/auth';
<% endif %>
import { createApp } from './app';
<% if has.auth %>
import { createAuth } from './auth';
<% endif %>
import { openDatabase } from './db/client';
import { addDemoData } from './db/demo';
import type { Env } from './env';
<% if has.image %>
import { createImageStore } from './lib/images';

const oneDay = 24 * 60 * 60 * 1000;
<% endif %>

/** Opens what the application stores, and builds the application on it. */
<% if has.auth %>
export async function start(env: Env) {
  const { dataDir, demoData<% if has.ownership or not has.demo_account %>, development<% endif %> } = env;
<% else %>
export async function start({ dataDir, demoData }: Env) {
<% endif %>
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, 'app.db');
  const isNew = !existsSync(file);
  const db = await openDatabase(pathToFileURL(file).href);
<% if has.auth %>
  const auth = createAuth(db, env);
<% if not has.demo_account %>
  if (demoData && isNew && development) {
    await auth.accounts.create(demoAccount);
  }
<% endif %>
<% endif %>
<% if has.image %>
  const imageStore = createImageStore(db, join(dataDir, 'images'));
  await imageStore.removeAbandoned(new Date(Date.now() - oneDay));
<% if has.ownership %>
  // Example records need somebody who owns them, and only a developer has such an account.
  if (demoData && isNew && development) {
    await addDemoData(db, imageStore, await auth.accounts.addDemo());
  }
<% elif has.demo_account %>
  // Outside of development, nobody can sign in to the account that the example comments are from.
  if (demoData && isNew) {
    await addDemoData(db, imageStore, await auth.accounts.addDemo());
  }
<% else %>
  if (demoData && isNew) {
    await addDemoData(db, imageStore);
  }
<% endif %>
<% if has.demo_account %>
  return {
    app: createApp(db, imageStore, auth),
    db,
    imageStore,
    auth,
    close: () => db.$client.close(),
  };
<% else %>
  return { app: createApp(db, imageStore<% if has.auth %>, auth<% endif %>), db, imageStore, close: () => db.$client.close() };
<% endif %>
<% else %>
<% if has.ownership %>
  // Example records need somebody who owns them, and only a developer has such an account.
  if (demoData && isNew && development) {
    await addDemoData(db, await auth.accounts.addDemo());
  }
<% elif has.demo_account %>
  // Outside of development, nobody can sign in to the account that the example comments are from.
  if (demoData && isNew) {
    await addDemoData(db, await auth.accounts.addDemo());
  }
<% else %>
  if (demoData && isNew) {
    await addDemoData(db);
  }
<% endif %>
  return { app: createApp(db<% if has.auth %>, auth<% endif %>), db, <% if has.demo_account %>auth, <% endif %>close: () => db.$client.close() };
<% endif %>
}
