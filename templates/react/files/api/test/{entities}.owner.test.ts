<% import "tests.jinja" as tests %>
<% set ns = namespace(targets=[], links=[], lists=[]) %>
<% for x in entity.relations if entities[x.target.index].has.ownership %>
<% set ns.links = ns.links + [x] %>
<% if not x.self and x.target.name not in ns.targets %><% set ns.targets = ns.targets + [x.target.name] %><% endif %>
<% endfor %>
<% for l in entity.links if entities[l.target.index].has.ownership %>
<% if l.target.name != entity.name and l.target.name not in ns.targets %><% set ns.targets = ns.targets + [l.target.name] %><% endif %>
<% set ns.lists = ns.lists + [l] %>
<% endfor %>
<% set values = tests.values(entity) %>
<% set spread %><% if values is startingwith('await') %>(<%= values %>)<% else %><%= values %><% endif %><% endset %>
<% set spread_other = spread|replace('(api)', '(other)') %>
import { describe, expect, test } from 'vitest';
import { <%= entity.vars %> } from '../src/db/schema';
<%= tests.factories(entities, entity, ns.targets, ['add' ~ entity.name, entity.var ~ 'Values']) -%>
import {⟪asSomebodyElse,·createTestApi,·refusal<% if ns.links or ns.lists or entity.has.image %>,·refusedPaths<% endif %>¤⟫} from './helpers';
<% if entity.has.image %>
import { addImage } from './sample-image';
<% endif %>

const path = '/api/<%= entity.folder %>';

describe('<%= entity.folder %> of somebody else', () => {
  test('are in no list', async () => {
    const api = await createTestApi();
    const other = await asSomebodyElse(api);
    await add<%= entity.name %>(api);
    const own = await add<%= entity.name %>(other);

    const response = await other.get(`${path}?sort=createdAt`);

    expect(await response.json()).toMatchObject({ data: [{ id: own.id }], meta: { total: 1 } });
  });

<% if entity.has.board %>
  test('are on no board', async () => {
    const api = await createTestApi();
    const other = await asSomebodyElse(api);
    const column = <%= (entity.board['values']|first).name|js %>;
    const card = {⟪<%= entity.board.name %>: column¤⟫};
    const foreign = await add<%= entity.name %>(api, card);
    const first = await add<%= entity.name %>(other, card);
    const second = await add<%= entity.name %>(other, card);
    const address = `${path}/board/${column}`;

    const response = await other.get(address);
    await other.patch(`${path}/${first.id}/move`, { column, after: foreign.id });

    const data = [{ id: second.id }, { id: first.id }];
    expect(await response.json()).toMatchObject({ data, total: 2 });
    expect(await other.ids(address)).toEqual([first.id, second.id]);
    expect(await api.ids(address)).toEqual([foreign.id]);
  });

<% endif %>
<% if entity.has.calendar %>
<% set start = entity.calendar.start %>
<% set day = "'2026-03-14'" if start.type == 'date' else "'2026-03-14T12:00:00.000Z'" %>
  test('are in no calendar', async () => {
    const api = await createTestApi();
    const other = await asSomebodyElse(api);
    const day = <%= day %>;
    const times = {⟪<%= start.name %>: day<% if entity.calendar.end %>,·<%= entity.calendar.end.name %>: day<% endif %>¤⟫};
    await add<%= entity.name %>(api, times);
    const own = await add<%= entity.name %>(other, times);

    const response = await other.get(`${path}/calendar/${day}/${day}`);

    expect(await response.json()).toMatchObject({ data: [{ id: own.id }], total: 1 });
  });

<% endif %>
  test('can be neither read, changed nor deleted', async () => {
    const api = await createTestApi();
    const other = await asSomebodyElse(api);
    const record = await add<%= entity.name %>(api);
    const address = `${path}/${record.id}`;

    expect((await other.get(address)).status).toBe(404);
    expect((await other.patch(address, {})).status).toBe(404);
    expect((await other.delete(address)).status).toBe(404);

    const left = await api.get(address);
    expect(await left.json()).toEqual(record);
  });

  test('cannot be made, and nobody is told whose they are', async () => {
    const api = await createTestApi();
    const other = await asSomebodyElse(api);

    const record = await add<%= entity.name %>(api, { <%= owner.key %>: other.account.id });

    expect(record).not.toHaveProperty('<%= owner.key %>');
    expect((await api.get(`${path}/${record.id}`)).status).toBe(200);
    expect((await other.get(`${path}/${record.id}`)).status).toBe(404);
  });
<% for x in ns.links %>

  test('are not found through <%= x.key %>', async () => {
    const api = await createTestApi();
    const other = await asSomebodyElse(api);
    const foreign = await add<%= x.target.name %>(other);
    const own = await add<%= entity.name %>(api);
    const link = {⟪<%= x.key %>: foreign.id¤⟫};

    const created = await api.post(path, {⟪...<%= spread %>,·...link¤⟫});
    const changed = await api.patch(`${path}/${own.id}`, link);

    expect([created.status, changed.status]).toEqual([422, 422]);
    expect(await refusedPaths(created)).toEqual(['<%= x.key %>']);
    expect(await refusedPaths(changed)).toEqual(['<%= x.key %>']);
    expect(await api.ids(`${path}?<%= x.key %>=${foreign.id}`)).toEqual([]);
  });
<% endfor %>
<% for l in ns.lists %>

  test('are not found among <%= l.key %>', async () => {
    const api = await createTestApi();
    const other = await asSomebodyElse(api);
    const foreign = await add<%= l.target.name %>(other);

    const created = await api.post(path, {⟪...<%= spread %>,·<%= l.key %>: [foreign.id]¤⟫});

    expect(created.status).toBe(422);
    expect(await refusedPaths(created)).toEqual(['<%= l.key %>.0']);
  });
<% endfor %>
<% for f in entity.fields if f.type == 'image' %>

  test('lend no image to <%= f.name %>', async () => {
    const api = await createTestApi();
    const other = await asSomebodyElse(api);
    const foreign = await addImage(other);

    const created = await api.post(path, {⟪...<%= spread %>,·<%= f.name %>: foreign¤⟫});

    expect(created.status).toBe(422);
    expect(await refusedPaths(created)).toEqual(['<%= f.name %>']);
    expect((await api.get(`/api/images/${foreign}`)).status).toBe(404);
    expect((await other.get(`/api/images/${foreign}`)).status).toBe(200);
  });
<% endfor %>
<% if entity.uniques %>

  test('may have the same of what is unique', async () => {
    const api = await createTestApi();
    const other = await asSomebodyElse(api);
    const mine = <%= values %>;
    const theirs = <%= values|replace('(api)', '(other)') %>;
<% set own = namespace(keys=[]) %>
<% for m in entity.fields %><% set own.keys = own.keys + [m.key] %><% endfor %>
    await api.add(path, mine);

    const same = {
<% for f in entity.fields if f.type != 'image' %>
      <%= f.name %>: mine.<%= f.name %>,
<% endfor %>
    };
    const response = await other.post(path, { ...theirs, ...same });

    expect(response.status).toBe(201);
  });
<% endif %>

  test('are told from those of nobody by the database', async () => {
    const api = await createTestApi();
    const valid = <%= values %>;
    const nobody = '00000000-0000-4000-8000-000000000000';

    for (const owner of [null, nobody]) {
      const insertion = api.insert(⟨<%= entity.vars %>,·{⟪...valid,·<%= owner.key %>: owner¤⟫}⟩);
      await expect(insertion).rejects.toMatchObject(refusal);
    }
  });
});
