import type { InArgs } from '@libsql/client';
import { vi } from 'vitest';
import type { TestApi } from './helpers';

interface Statement {
  sql: string;
  args: InArgs;
}

<% if has.relation %>
/** The steps in which the database finds the page of a list, or the ids of its records. */
<% else %>
/** The steps in which the database finds the page of a list. */
<% endif %>
export async function stepsOf(api: TestApi, path: string): Promise<string[]> {
  const { $client: client } = api.db;
  const execute = vi.spyOn(client, 'execute');
  await api.get(path);
  const statements: unknown[] = execute.mock.calls.flat();
  execute.mockRestore();

  const steps: string[] = [];
  const pages = (statements as Statement[]).filter(({ sql }) => sql.includes(' limit ?'));
  for (const { sql, args } of pages) {
    const { rows } = await client.execute({ sql: `EXPLAIN QUERY PLAN ${sql}`, args });
<% if has.relation %>
    const ids = rows.find(({ detail }) => String(detail).startsWith('LIST SUBQUERY'));
    const found = ids ? rows.filter(({ parent }) => parent === ids.id) : rows;
    steps.push(...found.map(({ detail }) => String(detail)));
<% else %>
    steps.push(...rows.map(({ detail }) => String(detail)));
<% endif %>
  }
  return steps;
}
