<% import "api.jinja" as api %>
<% import "tests.jinja" as tests %>
<% set ns = namespace(given=[], left=false, other=none, defaults=[]) %>
<% for f in entity.fields %>
<% if f.required and f.default is none %><% set ns.given = ns.given + [f.name] %><% else %><% set ns.left = true %><% endif %>
<% if f.default is not none %>
<% set case %>{⟪field: '<%= f.name %>',·value: <%= f.default|jsval %>¤⟫}<% endset %>
<% set ns.defaults = ns.defaults + [case] %>
<% endif %>
<% if f.type != 'image' and f.example != f.example_other and ns.other is none %><% set ns.other = f %><% endif %>
<% endfor %>
<% for x in entity.relations %>
<% if x.required %><% set ns.given = ns.given + [x.key] %><% else %><% set ns.left = true %><% endif %>
<% endfor %>
<% for l in entity.links %>
<% if l.required %><% set ns.given = ns.given + [l.key] %><% else %><% set ns.left = true %><% endif %>
<% endfor %>
<% set values = tests.values(entity) %>
import { describe, expect, test } from 'vitest';
import { <%= entity.var %>Values } from './factories/<%= entity.file %>';
import { createTestApi, recordIn } from './helpers';

const path = '/api/<%= entity.folder %>';

describe('<%= entity.folder %>', () => {
  test('are created, read, changed and deleted', async () => {
    const api = await createTestApi();
    const valid = <%= values %>;
<% if ns.other is none %>
    const other = {};
<% else %>
    const other = {⟪<%= ns.other.name %>: <%= ns.other.example_other|jsval %>¤⟫};
<% endif %>

    const created = await api.post(path, valid);
    expect(created.status).toBe(201);
    const record = await recordIn(created);
    expect(record).toMatchObject(valid);
    const address = `${path}/${record.id}`;
    expect(created.headers.get('Location')).toBe(address);

    const read = await api.get(address);
    expect(read.status).toBe(200);
    expect(await recordIn(read)).toEqual(record);

    const changed = await api.patch(address, other);
    expect(changed.status).toBe(200);
    expect(await recordIn(changed)).toMatchObject({ ...valid, ...other });

    expect((await api.delete(address)).status).toBe(204);
    expect((await api.get(address)).status).toBe(404);
  });

  test('are not found under an unknown id', async () => {
    const api = await createTestApi();
    const address = `${path}/00000000-0000-4000-8000-000000000000`;

    expect((await api.get(address)).status).toBe(404);
    expect((await api.patch(address, {})).status).toBe(404);
    expect((await api.delete(address)).status).toBe(404);
  });
<% if ns.left %>

  test('may leave out what is optional', async () => {
    const api = await createTestApi();
<% if ns.given %>
    const valid = <%= values %>;

    const record = await api.add(path, {
<% for key in ns.given %>
      <%= key %>: valid.<%= key %>,
<% endfor %>
    });
<% else %>

    const record = await api.add(path, {});
<% endif %>

    expect(record).toMatchObject({
<% for f in entity.fields if not f.required or f.default is not none %>
<% set value = api.default(f) %>
<% if f.default is string %>
      <%= entry(f.name, f.default) %>
<% else %>
      <%= f.name %>: <%= value %>,
<% endif %>
<% endfor %>
<% for x in entity.relations if not x.required %>
      <%= x.key %>: null,
      <%= x.name %>: null,
<% endfor %>
<% for l in entity.links if not l.required %>
      <%= l.key %>: [],
      <%= l.name %>: [],
<% endfor %>
    });
  });
<% endif %>
<% if ns.defaults %>

<%= tests.cases('defaults', ns.defaults) %>
  test.each(defaults)('get their $field by default', async ({ field, value }) => {
    const api = await createTestApi();
    const valid = <%= values %>;

    const record = await api.add(path, { ...valid, [field]: undefined });

    expect(record[field]).toBe(value);
  });
<% endif %>
});
