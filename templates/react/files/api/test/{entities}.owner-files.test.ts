<% set ns = namespace(targets=[], links=[], images=[]) %>
<% for m in entity.form %>
<% if m.is_relation and entities[m.target.index].has.ownership %>
<% set ns.links = ns.links + [{'m': m, 'at': loop.index0, 'many': false}] %>
<% if m.target.name != entity.name and m.target.name not in ns.targets %><% set ns.targets = ns.targets + [m.target.name] %><% endif %>
<% elif not m.is_relation and m.type == 'image' %>
<% set ns.images = ns.images + [{'m': m, 'at': loop.index0}] %>
<% endif %>
<% endfor %>
<% for m in entity.links %>
<% if entities[m.target.index].has.ownership %>
<% set ns.links = ns.links + [{'m': m, 'at': entity.form|length + loop.index0, 'many': true}] %>
<% if m.target.name != entity.name and m.target.name not in ns.targets %><% set ns.targets = ns.targets + [m.target.name] %><% endif %>
<% endif %>
<% endfor %>
<% set imports = entity.has.import_csv %>
<% set mine = namespace(all=[]) %>
<% for link in ns.links if link.m.required %>
<% set added = '(⟨await add' ~ link.m.target.name ~ '(api)⟩).id' %>
<% set mine.all = mine.all + [link.m.key ~ ': ' ~ ('[⟨' ~ added ~ '¤⟩]' if link.many else added)] %>
<% endfor %>
<% for image in ns.images %><% set mine.all = mine.all + [image.m.name ~ ': await addImage(api)'] %><% endfor %>
<% set cells = imports and (ns.links or ns.images) %>
<% import "tests.jinja" as tests %>
import { describe, expect, test } from 'vitest';
<% if cells %>
import { importCheck } from '#shared/csv';
import { messages } from '#shared/messages';
<% endif %>
<%= tests.factories(entities, entity, ns.targets if imports else [], ['add' ~ entity.name]) -%>
import { asSomebodyElse, createTestApi<% if cells %>, type TestApi<% endif %> } from './helpers';
<% if imports %>
import { <% if cells %>cellsOf, <% endif %>sendFile, takeOut<% if cells %>, toFile<% endif %> } from './import-file';
<% endif %>
<% if imports and ns.images %>
import { addImage } from './sample-image';
<% endif %>

const path = '/api/<%= entity.folder %>';

<% if cells %>
/** What is wrong with a file. */
async function problemsOf(api: TestApi, rows: string[][]) {
  const response = await sendFile(api, `${path}/import/check`, toFile(rows));
  return importCheck.parse(await response.json()).problems;
}

<% endif %>
describe('<%= entity.folder %> of somebody else', () => {
  test('are in no file', async () => {
    const api = await createTestApi();
    const other = await asSomebodyElse(api);
    const empty = await (await api.get(`${path}/export.csv`)).text();
    await add<%= entity.name %>(other);

    expect(await (await api.get(`${path}/export.csv`)).text()).toBe(empty);
    expect(await (await other.get(`${path}/export.csv`)).text()).not.toBe(empty);
  });
<% if imports %>

  test('are <% if entity.uniques %>no duplicates, and are <% endif %>left alone by an import', async () => {
    const api = await createTestApi();
    const other = await asSomebodyElse(api);
    const record = await add<%= entity.name %>(other);
    const file = await takeOut(other, path, record.id);
<% if mine.all %>
    const own = await api.add(path, {⟪...record,·<%= mine.all|join(',·') %>¤⟫});
<% else %>
    const own = await api.add(path, record);
<% endif %>

    const response = await sendFile(other, `${path}/import`, file);

    expect(response.status).toBe(201);
    expect(await (await other.get(`${path}/export.csv`)).text()).toBe(file);
    expect(await api.ids(path)).toEqual([own.id]);
  });
<% for link in ns.links %>
<% set m = link.m %>

  test('cannot be told by naming what they have as <%= m.name %>', async () => {
    const api = await createTestApi();
    const other = await asSomebodyElse(api);
    const own = await add<%= entity.name %>(api);
    const [headings = [], row = []] = cellsOf(await takeOut(api, path, own.id));
    const foreign = await add<%= m.target.name %>(other);
    const record = await add<%= entity.name %>(other, {⟪<%= m.key %>: <% if link.many %>[foreign.id]<% else %>foreign.id<% endif %>¤⟫});
    const theirs = cellsOf(await (await other.get(`${path}/export.csv`)).text());
    const [name = ''] = theirs.flatMap((cells, line) => (line > 0 && cells[<%= link.at %>]) || []);
    const rows = [headings, row.with(<%= link.at %>, name), row.with(<%= link.at %>, foreign.id)];

    const problems = await problemsOf(api, rows);
    await other.delete(`${path}/${record.id}`);
    await other.delete(⟨`/api/<%= m.target.folder %>/${foreign.id}`¤⟩);

    expect(name).not.toBe('');
    expect(problems).toEqual(await problemsOf(api, rows));
    expect(problems).toContainEqual(
      expect.objectContaining({ row: 3, message: messages.csv.unknownRecord(foreign.id) }),
    );
  });
<% endfor %>
<% for image in ns.images %>

  test('lend no picture to <%= image.m.name %>', async () => {
    const api = await createTestApi();
    const foreign = await addImage(await asSomebodyElse(api));
    const own = await add<%= entity.name %>(api);
    const [headings = [], row = []] = cellsOf(await takeOut(api, path, own.id));

    const problems = await problemsOf(api, [headings, row.with(<%= image.at %>, foreign)]);

    const message = messages.csv.unknownRecord(foreign);
    expect(problems).toMatchObject([{⟪row: 2,·name: '<%= image.m.name %>',·message¤⟫}]);
  });
<% endfor %>
<% endif %>
});
