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

/** Every operation of the API on one record of a resource. */
async function operationsOn(api: TestApi, resource: string) {
  const response = await api.get('/api/openapi.json');
  const { paths } = (await response.json()) as { paths: Record<string, object> };
  return Object.entries(paths)
    .filter(([path]) => path.startsWith(`${resource}/{id}`))
    .flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({ path, method: method.toUpperCase() })),
    );
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
    const operations = await operationsOn(api, path);

    for (const operation of operations) {
      const foreign = await answer(other, operation.method, operation.path, id);
      const unknown = await answer(other, operation.method, operation.path, unknownId);

      expect(foreign, `${operation.method} ${operation.path}`).toBe(unknown);
      expect(foreign).toMatch(/^4/);
    }
    expect(operations.length).toBeGreaterThan(2);
  });
});
