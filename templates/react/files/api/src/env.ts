import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from '#shared/zod';

<% if has.auth %>
const settings = z.object({
  NODE_ENV: z.string().optional(),
<% else %>
const schema = z.object({
<% endif %>
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  DATA_DIR: z.string().min(1).default('.data'),
  DEMO_DATA: z
    .enum(['true', 'false'])
    .default('true')
    .transform((value) => value === 'true'),
<% if has.auth %>
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  TRUST_PROXY: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true'),
<% endif %>
});
<% if has.auth %>

// Whether cookies may travel over plain http is not left to a guess where it matters.
const schema = settings.refine((it) => it.NODE_ENV !== 'production' || it.PUBLIC_URL, {
  path: ['PUBLIC_URL'],
  error: 'must be set in production, as in https://app.example.com',
});
<% endif %>

export interface Env {
  host: string;
  port: number;
  /** The folder that holds everything the application stores. */
  dataDir: string;
  /** Whether a new database starts with example records. */
  demoData: boolean;
<% if has.auth %>
  /** Where people open the application; with https its cookies are for https only. */
  publicUrl: string | undefined;
  /** Whether a proxy in front says where requests come from. */
  trustProxy: boolean;
  /** Whether this is a developer's machine. */
  development: boolean;
<% endif %>
}

/** The settings of this process; a file `.env` adds to its environment. */
export function loadEnv(): Env {
  if (existsSync('.env')) {
    process.loadEnvFile('.env');
  }
  return readEnv(process.env);
}

/** Reads the settings, and names every wrong one in a single error. */
export function readEnv(variables: NodeJS.ProcessEnv): Env {
  const result = schema.safeParse(variables);
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The environment is not usable:\n${lines.join('\n')}`);
  }
<% if has.auth %>
  const { data } = result;
  return {
    host: data.HOST,
    port: data.PORT,
    dataDir: resolve(data.DATA_DIR),
    demoData: data.DEMO_DATA,
    publicUrl: data.PUBLIC_URL,
    trustProxy: data.TRUST_PROXY,
    development: data.NODE_ENV === 'development',
  };
<% else %>
  const { HOST, PORT, DATA_DIR, DEMO_DATA } = result.data;
  return { host: HOST, port: PORT, dataDir: resolve(DATA_DIR), demoData: DEMO_DATA };
<% endif %>
}
