<% import "api.jinja" as api %>
<% set unknown = "'00000000-0000-4000-8000-000000000000'" %>
<% set ns = namespace(needs_api=entity.has.image, targets=[], given=[], left=false, good=[], bad=[], sorts=[], ranges=[], filters=[], phrase=none, other=none, optional_image=false) %>
<% for x in entity.relations %>
<% if x.target.name not in ns.targets and not x.self %><% set ns.targets = ns.targets + [x.target.name] %><% endif %>
<% if x.required %><% set ns.needs_api = true %><% endif %>
<% endfor %>
<% macro of(quoted, rule, value) %>{⟪field: '<%= quoted %>',·rule: '<%= rule %>',·value: <%= value %>¤⟫}<% endmacro %>
<% macro pair(f) %>{⟪field: '<%= f.name %>',·low: <% if f.type == 'boolean' %>false<% elif f.example < f.example_other or f.type == 'enum' %><%= f.example|jsval %><% else %><%= f.example_other|jsval %><% endif %>,·high: <% if f.type == 'boolean' %>true<% elif f.example < f.example_other or f.type == 'enum' %><%= f.example_other|jsval %><% else %><%= f.example|jsval %><% endif %>¤⟫}<% endmacro %>
<% for f in entity.fields %>
<% set optional = api.nullable(f) %>
<% if f.required and f.default is none %><% set ns.given = ns.given + [f.name] %><% else %><% set ns.left = true %><% endif %>
<% if f.type in ['string', 'text'] %>
<% set least = f.min_length if f.min_length is not none and f.min_length > 1 else 1 %>
<% set ns.good = ns.good + [of(f.name, 'min_length', "'x'" if least == 1 else "'x'.repeat(" ~ least ~ ")"), of(f.name, 'max_length', "'x'.repeat(" ~ f.max_length ~ ")")] %>
<% if f.max_length >= 16 and least <= 16 and ns.phrase is none %><% set ns.phrase = f.name %><% endif %>
<% elif f.type == 'enum' %>
<% for v in f.values %><% set ns.good = ns.good + [of(f.name, 'enum', v.name|js)] %><% endfor %>
<% elif f.type == 'image' %>
<% else %>
<% if f.min is not none %><% set ns.good = ns.good + [of(f.name, 'min', f.min|jsval)] %><% endif %>
<% if f.max is not none %><% set ns.good = ns.good + [of(f.name, 'max', f.max|jsval)] %><% endif %>
<% set ns.good = ns.good + [of(f.name, 'type', f.example|jsval), of(f.name, 'type', f.example_other|jsval)] %>
<% endif %>
<% if optional %>
<% set ns.good = ns.good + [of(f.name, 'optional', 'null')] %>
<% elif not f.required %>
<% set ns.bad = ns.bad + [of(f.name, 'required', 'null')] %>
<% endif %>
<% if f.type in ['string', 'text'] %><% set ns.bad = ns.bad + [of(f.name, 'min_length', "''")] %><% endif %>
<% if f.type == 'boolean' %><% set ns.bad = ns.bad + [of(f.name, 'type', '2')] %><% endif %>
<% for b in f.bad %>
<% set value = b.value|jsval %>
<% if b.repeat is not none and b.repeat > 1 %><% set value = value ~ '.repeat(' ~ b.repeat ~ ')' %><% endif %>
<% set ns.bad = ns.bad + [of(f.name, b.rule, value)] %>
<% endfor %>
<% if f.type != 'image' and f.example != f.example_other %>
<% if ns.other is none %><% set ns.other = f %><% endif %>
<% if f.type != 'text' %><% set ns.sorts = ns.sorts + [pair(f)] %><% endif %>
<% if api.is_range(f) %><% set ns.ranges = ns.ranges + [pair(f)] %><% endif %>
<% if f.type in ['boolean', 'enum'] %><% set ns.filters = ns.filters + [pair(f)] %><% endif %>
<% endif %>
<% endfor %>
<% for x in entity.relations %>
<% if x.required %>
<% set ns.given = ns.given + [x.key] %>
<% set ns.bad = ns.bad + [of(x.key, 'required', 'null')] %>
<% else %>
<% set ns.left = true %>
<% set ns.good = ns.good + [of(x.key, 'optional', 'null')] %>
<% endif %>
<% set ns.bad = ns.bad + [of(x.key, 'existing', unknown)] %>
<% endfor %>
<% macro cases(name, items) %>
<% if items|length == 1 %>
  const <%= name %> = [⟨<%= items[0] %>¤⟩];
<% else %>
  const <%= name %> = [
<% for item in items %>
    <%= item %>,
<% endfor %>
  ];
<% endif %>
<% endmacro %>
<% set values = 'await ' ~ entity.var ~ 'Values(api)' if ns.needs_api else entity.var ~ 'Values()' %>
import { describe, expect, test } from 'vitest';
<% if ns.bad %>
import { <%= entity.vars %> } from '../src/db/schema';
<% endif %>
<% for e in entities|sort(attribute='file') if e.name in ns.targets or e.name == entity.name %>
<% if e.name == entity.name %>
import {⟪add<%= e.name %>,·<%= e.var %>Values¤⟫} from './factories/<%= e.file %>';
<% else %>
import { add<%= e.name %> } from './factories/<%= e.file %>';
<% endif %>
<% endfor %>
import { createTestApi, recordIn<% if ns.bad %>, refusal, refusedPaths<% endif %> } from './helpers';
<% if entity.has.image %>
import { addImage } from './sample-image';
<% endif %>

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
    });
  });
<% endif %>
});
<% if ns.good or ns.bad %>

describe('the rules of <%= entity.folder %>', () => {
<% if ns.good %>
<%= cases('acceptedCases', ns.good) %>
  test.each(acceptedCases)('accept $field, $rule', async ({ field, value }) => {
    const api = await createTestApi();
    const valid = <%= values %>;

    const response = await api.post(path, { ...valid, [field]: value });

    expect(response.status).toBe(201);
    expect(await recordIn(response)).toMatchObject({ [field]: value });
  });
<% endif %>
<% if ns.good and ns.bad %>

<% endif %>
<% if ns.bad %>
<%= cases('refusedCases', ns.bad) %>
  test.each(refusedCases)('refuse a request: $field, $rule', async ({ field, value }) => {
    const api = await createTestApi();
    const valid = <%= values %>;

    const created = await api.post(path, { ...valid, [field]: value });
    expect(created.status).toBe(422);
    expect(await refusedPaths(created)).toEqual([field]);

    const { id } = await add<%= entity.name %>(api);
    const changed = await api.patch(`${path}/${id}`, { [field]: value });
    expect(changed.status).toBe(422);
    expect(await refusedPaths(changed)).toEqual([field]);
  });

  test.each(refusedCases)('refuse a row: $field, $rule', async ({ field, value }) => {
    const api = await createTestApi();
    const valid = <%= values %>;
    await api.insert(<%= entity.vars %>, valid);

    const insertion = api.insert(<%= entity.vars %>, {⟪...valid,·[field]: value¤⟫});

    await expect(insertion).rejects.toMatchObject(refusal);
  });
<% endif %>
});
<% endif %>

describe('the list of <%= entity.folder %>', () => {
  test('is empty at first', async () => {
    const api = await createTestApi();

    const response = await api.get(path);

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      data: [],
      meta: { page: 1, pageSize: 10, total: 0, totalPages: 1 },
    });
  });

  test('comes in pages, and a page past the end is the last one', async () => {
    const api = await createTestApi();
    await add<%= entity.name %>(api);
    await add<%= entity.name %>(api);
    await add<%= entity.name %>(api);

    const first = await api.ids(`${path}?pageSize=2`);
    const second = await api.ids(`${path}?pageSize=2&page=2`);
    const beyond = await api.ids(`${path}?pageSize=2&page=9`);

    expect(first).toHaveLength(2);
    expect(second).toHaveLength(1);
    expect(first).not.toContain(second[0]);
    expect(beyond).toEqual(second);
  });

  test.each(['page=0', 'pageSize=101', 'sort=nothing'])('refuses %s', async (query) => {
    const api = await createTestApi();

    const response = await api.get(`${path}?${query}`);

    expect(response.status).toBe(422);
  });
<% if ns.phrase is not none %>

  test.each(['ÉTÉ', 'été', 'война', '100%'])('is searched for %s in any case', async (text) => {
    const api = await createTestApi();
    await add<%= entity.name %>(api);
    const wanted = await add<%= entity.name %>(api, {⟪<%= ns.phrase %>: 'Été, Война, 100%'¤⟫});

    const found = await api.ids(`${path}?q=${encodeURIComponent(text)}`);

    expect(found).toEqual([wanted.id]);
  });
<% endif %>
<% if ns.sorts %>

<%= cases('sortCases', ns.sorts) %>
  test.each(sortCases)('is sorted by $field', async ({ field, low, high }) => {
    const api = await createTestApi();
    const last = await add<%= entity.name %>(api, { [field]: high });
    const first = await add<%= entity.name %>(api, { [field]: low });

    expect(await api.ids(`${path}?sort=${field}`)).toEqual([first.id, last.id]);
    expect(await api.ids(`${path}?sort=-${field}`)).toEqual([last.id, first.id]);
  });
<% endif %>
<% if ns.ranges %>

<%= cases('rangeCases', ns.ranges) %>
  test.each(rangeCases)('is narrowed to a range of $field', async ({ field, low, high }) => {
    const api = await createTestApi();
    const lower = await add<%= entity.name %>(api, { [field]: low });
    const higher = await add<%= entity.name %>(api, { [field]: high });

    expect(await api.ids(`${path}?${field}From=${high}`)).toEqual([higher.id]);
    expect(await api.ids(`${path}?${field}To=${low}`)).toEqual([lower.id]);
  });
<% endif %>
<% if ns.filters %>

<%= cases('filterCases', ns.filters) %>
  test.each(filterCases)('is filtered by $field', async ({ field, low, high }) => {
    const api = await createTestApi();
    const wanted = await add<%= entity.name %>(api, { [field]: high });
    await add<%= entity.name %>(api, { [field]: low });

    expect(await api.ids(`${path}?${field}=${high}`)).toEqual([wanted.id]);
  });
<% endif %>
});
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
    const label = String(⟨<% if d.type == 'boolean' %>Number(⟨target['<%= d.name %>']⟩)<% else %>target['<%= d.name %>']<% endif %>⟩);
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
<% for f in entity.fields if f.type == 'image' %>

describe('the image <%= f.name %> of <%= entity.folder %>', () => {
  test('is removed with the last record that shows it', async () => {
    const api = await createTestApi();
    const image = await addImage(api);
    const first = await add<%= entity.name %>(api, {⟪<%= f.name %>: image¤⟫});
    const second = await add<%= entity.name %>(api, {⟪<%= f.name %>: image¤⟫});
    const address = `/api/images/${image}`;

<% if f.required %>
    await api.patch(`${path}/${first.id}`, {⟪<%= f.name %>: await addImage(api)¤⟫});
<% else %>
    await api.patch(`${path}/${first.id}`, {⟪<%= f.name %>: null¤⟫});
<% endif %>
    expect((await api.get(address)).status).toBe(200);

    await api.delete(`${path}/${second.id}`);
    expect((await api.get(address)).status).toBe(404);
  });
});
<% endfor %>
