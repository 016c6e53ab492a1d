<% set ns = namespace(unique=none, linked=none, linked_at=0, bad=none, bad_at=0) %>
<% for m in entity.form %>
<% if m.is_relation and ns.linked is none %><% set ns.linked = m %><% set ns.linked_at = loop.index0 %><% endif %>
<% if not m.is_relation and m.type in ['integer', 'decimal', 'money', 'date', 'datetime', 'time', 'email', 'url', 'phone', 'color', 'enum', 'boolean'] and ns.bad is none %><% set ns.bad = m %><% set ns.bad_at = loop.index0 %><% endif %>
<% endfor %>
<% for u in entity.uniques if ns.unique is none %>
<% set given = namespace(all=true) %>
<% for m in u.members if m.is_relation and not m.required %><% set given.all = false %><% endfor %>
<% if given.all %><% set ns.unique = u.members[0].key %><% endif %>
<% endfor %>
<% set refusals = ns.linked or ns.bad or ns.unique %>
import { describe, expect, test } from 'vitest';
import { add<%= entity.name %> } from './factories/<%= entity.file %>';
import { createTestApi<% if refusals %>, refusedPaths<% endif %>, type TestApi } from './helpers';
import { <% if refusals %>cellsOf, <% endif %>sendFile, takeOut<% if refusals %>, toFile<% endif %> } from './import-file';

const path = '/api/<%= entity.folder %>';

async function exportOne(api: TestApi): Promise<string> {
  const { id } = await add<%= entity.name %>(api);
  return takeOut(api, path, id);
}

describe('importing <%= entity.folder %>', () => {
  test('brings back what was exported', async () => {
    const api = await createTestApi();
    const file = await exportOne(api);

    const response = await sendFile(api, `${path}/import`, file);

    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({ created: 1 });
    expect(await (await api.get(`${path}/export.csv`)).text()).toBe(file);
  });

  test('can be tried without adding anything', async () => {
    const api = await createTestApi();
    const file = await exportOne(api);

    const response = await sendFile(api, `${path}/import/check`, file);

    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ total: 1, problems: [], problemCount: 0 });
    expect(await api.ids(path)).toEqual([]);
  });
<% if ns.bad %>

  test('adds nothing if one row is not valid', async () => {
    const api = await createTestApi();
    const [headings = [], row = []] = cellsOf(await exportOne(api));
    const file = toFile([headings, row, row.with(<%= ns.bad_at %>, 'x')]);

    const response = await sendFile(api, `${path}/import`, file);

    expect(response.status).toBe(422);
    expect(await refusedPaths(response)).toEqual([⟨'rows.3.<%= ns.bad.name %>'¤⟩]);
    expect(await api.ids(path)).toEqual([]);
  });
<% endif %>
<% if ns.linked %>

  test('refuses names that no record has', async () => {
    const api = await createTestApi();
    const [headings = [], row = []] = cellsOf(await exportOne(api));
    const file = toFile([headings, row.with(<%= ns.linked_at %>, 'Nobody')]);

    const response = await sendFile(api, `${path}/import`, file);

    expect(response.status).toBe(422);
    expect(await refusedPaths(response)).toEqual([⟨'rows.2.<%= ns.linked.key %>'¤⟩]);
  });
<% endif %>
<% if ns.unique %>

  test('refuses what another record has', async () => {
    const api = await createTestApi();
    await add<%= entity.name %>(api);
    const file = await (await api.get(`${path}/export.csv`)).text();

    const response = await sendFile(api, `${path}/import`, file);

    expect(response.status).toBe(422);
    expect(await refusedPaths(response)).toContain(⟨'rows.2.<%= ns.unique %>'¤⟩);
  });

  test('refuses what another row has', async () => {
    const api = await createTestApi();
    const [headings = [], row = []] = cellsOf(await exportOne(api));

    const response = await sendFile(api, `${path}/import`, toFile([headings, row, row]));

    expect(response.status).toBe(422);
    expect(await refusedPaths(response)).toContain(⟨'rows.3.<%= ns.unique %>'¤⟩);
    expect(await api.ids(path)).toEqual([]);
  });
<% endif %>
});
