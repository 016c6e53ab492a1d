<% import "tests.jinja" as tests %>
<% set ns = namespace(targets=[], adds=['add' ~ entity.name]) %>
<% for x in entity.links if not x.self and x.target.name not in ns.targets %><% set ns.targets = ns.targets + [x.target.name] %><% endfor %>
<% for x in entity.links if x.required and ns.adds|length == 1 %><% set ns.adds = ns.adds + [entity.var ~ 'Values'] %><% endfor %>
<% set plain = tests.values(entity) %>
import { describe, expect, test } from 'vitest';
import {⟪<% for x in entity.links %><%= x.vars %><% if not loop.last %>,·<% endif %><% endfor %><% if entity.links|length > 1 %>¤<% endif %>⟫} from '../src/db/schema';
<%= tests.factories(entities, entity, ns.targets, ns.adds) -%>
import { createTestApi, recordIn, refusal, refusedPaths } from './helpers';

const path = '/api/<%= entity.folder %>';
const unknown = '00000000-0000-4000-8000-000000000000';
<% for x in entity.links %>
<% set target = x.target.name %>

describe('the relation <%= x.name %> of <%= entity.folder %>', () => {
  test('keeps its order, and each record once', async () => {
    const api = await createTestApi();
    const first = await add<%= target %>(api);
    const second = await add<%= target %>(api);

    const record = await add<%= entity.name %>(api, {⟪<%= x.key %>: [second.id, first.id, second.id]¤⟫});

    const order = [second.id, first.id];
    expect(record['<%= x.key %>']).toEqual(order);
    expect(record['<%= x.name %>']).toMatchObject(order.map((id) => ({ id })));
    expect(await recordIn(await api.get(`${path}/${record.id}`))).toEqual(record);
  });

  test('is replaced as a whole, or left alone', async () => {
    const api = await createTestApi();
    const first = await add<%= target %>(api);
    const second = await add<%= target %>(api);
    const { id } = await add<%= entity.name %>(api, {⟪<%= x.key %>: [first.id]¤⟫});

    const untouched = await recordIn(await api.patch(`${path}/${id}`, {}));
    expect(untouched['<%= x.key %>']).toEqual([first.id]);

    const changed = await recordIn(⟨await api.patch(`${path}/${id}`, {⟪<%= x.key %>: [second.id]¤⟫})¤⟩);
    expect(changed['<%= x.key %>']).toEqual([second.id]);
  });

  test('leads to records that exist', async () => {
    const api = await createTestApi();
    const target = await add<%= target %>(api);
    const { id } = await add<%= entity.name %>(api);

    const response = await api.patch(`${path}/${id}`, {⟪<%= x.key %>: [target.id, unknown]¤⟫});

    expect(response.status).toBe(422);
    expect(await refusedPaths(response)).toEqual(['<%= x.key %>.1']);
    const row = {⟪<%= x.own %>: id,·<%= x.other %>: unknown,·position: 9¤⟫};
    await expect(api.insert(<%= x.vars %>, row)).rejects.toMatchObject(⟨refusal¤⟩);
  });
<% if x.required %>

  test('must lead somewhere', async () => {
    const api = await createTestApi();
    const valid = <%= plain %>;

    const response = await api.post(path, { ...valid, <%= x.key %>: [] });

    expect(response.status).toBe(422);
    expect(await refusedPaths(response)).toEqual(['<%= x.key %>']);
  });
<% endif %>

  test('filters the list', async () => {
    const api = await createTestApi();
    const target = await add<%= target %>(api);
    const wanted = await add<%= entity.name %>(api, {⟪<%= x.key %>: [target.id]¤⟫});
    await add<%= entity.name %>(api);

    expect(await api.ids(`${path}?<%= x.key %>=${target.id}`)).toEqual([⟨wanted.id¤⟩]);
  });

  test('goes with the record', async () => {
    const api = await createTestApi();
    const target = await add<%= target %>(api);
    const record = await add<%= entity.name %>(api, {⟪<%= x.key %>: [target.id]¤⟫});

    expect((await api.delete(`${path}/${record.id}`)).status).toBe(204);

    expect(await api.db.$count(<%= x.vars %>)).toBe(0);
  });
<% if x.on_other_delete == 'restrict' %>

  test('protects the other record from deletion', async () => {
    const api = await createTestApi();
    const target = await add<%= target %>(api);
    await add<%= entity.name %>(api, {⟪<%= x.key %>: [target.id]¤⟫});

    const deletion = await api.delete(⟨`/api/<%= x.target.folder %>/${target.id}`¤⟩);

    expect(deletion.status).toBe(409);
  });
<% else %>

  test('is forgotten when the other record is deleted', async () => {
    const api = await createTestApi();
    const target = await add<%= target %>(api);
    const record = await add<%= entity.name %>(api, {⟪<%= x.key %>: [target.id]¤⟫});

    const deletion = await api.delete(⟨`/api/<%= x.target.folder %>/${target.id}`¤⟩);

    expect(deletion.status).toBe(204);
    const left = await recordIn(await api.get(`${path}/${record.id}`));
    expect(left['<%= x.name %>']).toEqual([]);
  });
<% endif %>
});
<% endfor %>
