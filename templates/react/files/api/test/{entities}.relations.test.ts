<% import "tests.jinja" as tests %>
<% import "api.jinja" as api %>
<% set ns = namespace(targets=[], named=[], recordIn=false) %>
<% for x in entity.relations %>
<% if api.is_special(x.target.display) and x.target.name not in ns.named %><% set ns.named = ns.named + [x.target.name] %><% endif %>
<% if not x.self and x.target.name not in ns.targets %><% set ns.targets = ns.targets + [x.target.name] %><% endif %>
<% if x.on_delete == 'set_null' %><% set ns.recordIn = true %><% endif %>
<% endfor %>
import { describe, expect, test } from 'vitest';
<% for e in entities|sort(attribute='file') if e.name in ns.named %>
import { <%= e.var %>Label } from '#shared/<%= e.file %>';
<% endfor %>
<%= tests.factories(entities, entity, ns.targets, ['add' ~ entity.name]) -%>
import { createTestApi<% if ns.recordIn %>, recordIn<% endif %> } from './helpers';

const path = '/api/<%= entity.folder %>';
<% for x in entity.relations %>
<% set d = x.target.display %>
<% set target = x.target.name %>
<% set sortable = d is not none and d.type != 'text' and d.example != d.example_other %>

describe('the relation <%= x.name %> of <%= entity.folder %>', () => {
  test('names the other record', async () => {
    const api = await createTestApi();
    const target = await add<%= target %>(api);

    const record = await add<%= entity.name %>(api, {⟪<%= x.key %>: target.id¤⟫});

<% if d is none %>
    expect(record['<%= x.name %>']).toEqual({ id: target.id, label: target.id });
<% else %>
    const label = <% if api.is_special(d) %><%= x.target.var %>Label(target as never)<% else %>target['<%= d.name %>']<% endif %>;
    expect(record['<%= x.name %>']).toEqual({ id: target.id, label });
<% endif %>
  });

  test('filters the list', async () => {
    const api = await createTestApi();
    const target = await add<%= target %>(api);
    const wanted = await add<%= entity.name %>(api, {⟪<%= x.key %>: target.id¤⟫});
    await add<%= entity.name %>(api);

    const found = await api.ids(`${path}?<%= x.key %>=${target.id}`);

    expect(found).toEqual([wanted.id]);
  });
<% if sortable and not x.self %>

  test('sorts the list', async () => {
    const api = await createTestApi();
<% set p = namespace(low=d.example, high=d.example_other) %>
<% if d.type == 'boolean' or (d.type != 'enum' and d.example > d.example_other) %><% set p.low = d.example_other %><% set p.high = d.example %><% endif %>
<% if d.type == 'enum' and d.example > d.example_other %><% set p.low = d.example_other %><% set p.high = d.example %><% endif %>
    const low = await add<%= target %>(api, {⟪<%= d.name %>: <%= p.low|jsval %>¤⟫});
    const high = await add<%= target %>(api, {⟪<%= d.name %>: <%= p.high|jsval %>¤⟫});
    const last = await add<%= entity.name %>(api, {⟪<%= x.key %>: high.id¤⟫});
    const first = await add<%= entity.name %>(api, {⟪<%= x.key %>: low.id¤⟫});

    const ascending = await api.ids(`${path}?sort=<%= x.name %>`);
    const descending = await api.ids(`${path}?sort=-<%= x.name %>`);

    expect(ascending.indexOf(first.id)).toBeLessThan(ascending.indexOf(last.id));
    expect(descending.indexOf(first.id)).toBeGreaterThan(descending.indexOf(last.id));
  });
<% endif %>
<% if x.on_delete == 'restrict' %>

  test('protects the other record from deletion', async () => {
    const api = await createTestApi();
    const target = await add<%= target %>(api);
    const record = await add<%= entity.name %>(api, {⟪<%= x.key %>: target.id¤⟫});
    const address = `/api/<%= x.target.folder %>/${target.id}`;

    expect((await api.delete(address)).status).toBe(409);
    expect((await api.get(address)).status).toBe(200);

    await api.delete(`${path}/${record.id}`);
    expect((await api.delete(address)).status).toBe(204);
  });
<% elif x.on_delete == 'cascade' %>

  test('deletes the record together with the other one', async () => {
    const api = await createTestApi();
    const target = await add<%= target %>(api);
    const record = await add<%= entity.name %>(api, {⟪<%= x.key %>: target.id¤⟫});

    const deletion = await api.delete(⟨`/api/<%= x.target.folder %>/${target.id}`¤⟩);

    expect(deletion.status).toBe(204);
    expect((await api.get(`${path}/${record.id}`)).status).toBe(404);
  });
<% else %>

  test('is forgotten when the other record is deleted', async () => {
    const api = await createTestApi();
    const target = await add<%= target %>(api);
    const record = await add<%= entity.name %>(api, {⟪<%= x.key %>: target.id¤⟫});

    const deletion = await api.delete(⟨`/api/<%= x.target.folder %>/${target.id}`¤⟩);

    expect(deletion.status).toBe(204);
    const left = await recordIn(await api.get(`${path}/${record.id}`));
    expect(left).toMatchObject({⟪<%= x.key %>: null,·<%= x.name %>: null¤⟫});
  });
<% endif %>
});
<% endfor %>
