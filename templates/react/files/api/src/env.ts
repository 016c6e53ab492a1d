import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from '#shared/zod';

const schema = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  DATA_DIR: z.string().min(1).default('.data'),
  DEMO_DATA: z
    .enum(['true', 'false'])
    .default('true')
    .transform((value) => value === 'true'),
});

export interface Env {
  host: string;
  port: number;
  /** The folder that holds everything the application stores. */
  dataDir: string;
  /** Whether a new database starts with example records. */
  demoData: boolean;
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
  const { HOST, PORT, DATA_DIR, DEMO_DATA } = result.data;
  return { host: HOST, port: PORT, dataDir: resolve(DATA_DIR), demoData: DEMO_DATA };
}
