<% set owned = namespace(all=[]) %>
<% for e in entities if e.has.ownership %><% set owned.all = owned.all + [e] %><% endfor %>
import { describe, expect, test } from 'vitest';
<% for e in owned.all|sort(attribute='file') %>
import { add<%= e.name %> } from '../factories/<%= e.file %>';
<% endfor %>
import { asSomebodyElse, createTestApi, type TestApi } from '../helpers';

const unknownId = '00000000-0000-4000-8000-000000000000';

<% if owned.all|length == 1 %>
const resources = [⟨{⟪path: '/api/<%= owned.all[0].folder %>',·add: add<%= owned.all[0].name %>¤⟫}¤⟩];
<% else %>
const resources = [
<% for e in owned.all %>
  {⟪path: '/api/<%= e.folder %>',·add: add<%= e.name %>¤⟫},
<% endfor %>
];
<% endif %>

interface Operation {
  parameters?: { name: string; in: string; schema: { enum?: string[] } }[];
}

/** Every operation of the API on a resource, as its description lists them. */
async function operationsOn(api: TestApi, resource: string) {
  const response = await api.get('/api/openapi.json');
  const { paths } = (await response.json()) as {
    paths: Record<string, Record<string, Operation>>;
  };
  return Object.entries(paths)
    .filter(([path]) => path === resource || path.startsWith(`${resource}/`))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([name, operation]) => ({
        path,
        method: name.toUpperCase(),
        parameters: operation.parameters ?? [],
        isOnOne: path.includes('{id}'),
      })),
    );
}

/** Everything that the API tells about all records of a resource. */
async function answersAbout(api: TestApi, resource: string): Promise<string[]> {
  const reading = (await operationsOn(api, resource)).filter(
    ({ method, isOnOne }) => method === 'GET' && !isOnOne,
  );
  const addresses = reading.flatMap(({ path, parameters }) => {
    const known = path.replace('{from}', '0001-01-01').replace('{to}', '9999-12-31');
    const [choice] = parameters.filter((it) => it.in === 'path' && it.schema.enum);
    return choice?.schema.enum?.map((it) => known.replace(`{${choice.name}}`, it)) ?? [known];
  });
  const responses = await Promise.all(addresses.map(async (address) => api.get(address)));
  expect(responses.filter(({ ok }) => !ok)).toEqual([]);
  return Promise.all(responses.map(async (response) => response.text()));
}

/** What the API answers, with its status and without the id that was asked for. */
async function answer(api: TestApi, method: string, path: string, id: string) {
  const init = {
    method,
    ...(method !== 'GET' && { body: '{}', headers: { 'Content-Type': 'application/json' } }),
  };
  const response = await api.request(path.replace('{id}', id), init);
  return `${response.status} ${await response.text()}`.replaceAll(id, '{id}');
}

describe.each(resources)('a record of $path that belongs to somebody else', ({ path, add }) => {
  test('is, to every operation, one that does not exist', async () => {
    const api = await createTestApi();
    const other = await asSomebodyElse(api);
    const { id } = await add(api);
    const operations = (await operationsOn(api, path)).filter(({ isOnOne }) => isOnOne);

    for (const operation of operations) {
      const foreign = await answer(other, operation.method, operation.path, id);
      const unknown = await answer(other, operation.method, operation.path, unknownId);

      expect(foreign, `${operation.method} ${operation.path}`).toBe(unknown);
      expect(foreign).toMatch(/^4/);
    }
    expect(operations.length).toBeGreaterThan(2);
  });

  test('leaves no trace in what is told about all of them', async () => {
    const api = await createTestApi();
    const other = await asSomebodyElse(api);
    const before = await answersAbout(other, path);
    await add(api);

    expect(await answersAbout(other, path)).toEqual(before);
    expect(await answersAbout(api, path)).not.toEqual(before);
  });
});
