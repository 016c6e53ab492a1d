<% import "api.jinja" as api %>
<% import "tests.jinja" as tests %>
<% set ns = namespace(sorts=[], ranges=[], filters=[], indexed=[], phrase=none) %>
<% for f in entity.fields %>
<% if f.type in ['string', 'text'] and not f.pattern and f.max_length >= 16 and (f.min_length is none or f.min_length <= 16) and ns.phrase is none %><% set ns.phrase = f.name %><% endif %>
<% if f.type != 'image' and f.example != f.example_other %>
<% if f.type != 'text' %><% set ns.sorts = ns.sorts + [tests.pair(f)] %><% endif %>
<% if api.is_range(f) %><% set ns.ranges = ns.ranges + [tests.pair(f)] %><% endif %>
<% if f.type in ['boolean', 'enum'] %><% set ns.filters = ns.filters + [tests.pair(f)] %><% endif %>
<% endif %>
<% endfor %>
<% for c in entity.columns if not c.is_relation and c.type not in ['enum', 'boolean', 'text', 'image'] %><% set ns.indexed = ns.indexed + [c.name] %><% endfor %>
<% if entity.calendar %><% set ns.indexed = ns.indexed + [entity.calendar.start.name] %><% endif %>
import { describe, expect, test } from 'vitest';
import { add<%= entity.name %> } from './factories/<%= entity.file %>';
import { createTestApi } from './helpers';
import { stepsOf } from './query-plan';

const path = '/api/<%= entity.folder %>';
/** What the list has an index for. */
const sorts = [⟨<% for f in entity.fields if f.name in ns.indexed %>'<%= f.name %>',·'-<%= f.name %>',·<% endfor %>'createdAt',·'-createdAt'¤⟩];

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

  test('tells how many there are after every change', async () => {
    const api = await createTestApi();
    expect(await api.total(path)).toBe(0);

    const { id } = await add<%= entity.name %>(api);
    expect(await api.total(path)).toBe(1);

    await api.delete(`${path}/${id}`);
    expect(await api.total(path)).toBe(0);
  });

  test.each(sorts)('needs no sorting for the order of %s', async (sort) => {
    const api = await createTestApi();

    const steps = await stepsOf(api, `${path}?sort=${sort}`);

    expect(steps.join()).toContain('INDEX');
    expect(steps.join()).not.toContain('TEMP B-TREE');
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

<%= tests.cases('sortCases', ns.sorts) %>
  test.each(sortCases)('is sorted by $field', async ({ field, low, high }) => {
    const api = await createTestApi();
    const last = await add<%= entity.name %>(api, { [field]: high });
    const first = await add<%= entity.name %>(api, { [field]: low });

    expect(await api.ids(`${path}?sort=${field}`)).toEqual([first.id, last.id]);
    expect(await api.ids(`${path}?sort=-${field}`)).toEqual([last.id, first.id]);
  });
<% endif %>
<% if ns.ranges %>

<%= tests.cases('rangeCases', ns.ranges) %>
  test.each(rangeCases)('is narrowed to a range of $field', async ({ field, low, high }) => {
    const api = await createTestApi();
    const lower = await add<%= entity.name %>(api, { [field]: low });
    const higher = await add<%= entity.name %>(api, { [field]: high });

    expect(await api.ids(`${path}?${field}From=${high}`)).toEqual([higher.id]);
    expect(await api.ids(`${path}?${field}To=${low}`)).toEqual([lower.id]);
  });
<% endif %>
<% if ns.filters %>

<%= tests.cases('filterCases', ns.filters) %>
  test.each(filterCases)('is filtered by $field', async ({ field, low, high }) => {
    const api = await createTestApi();
    const wanted = await add<%= entity.name %>(api, { [field]: high });
    await add<%= entity.name %>(api, { [field]: low });

    expect(await api.ids(`${path}?${field}=${high}`)).toEqual([wanted.id]);
  });

  test.each(filterCases)('counts anew when $field changes', async ({ field, low, high }) => {
    const api = await createTestApi();
    const { id } = await add<%= entity.name %>(api, { [field]: low });
    expect(await api.total(`${path}?${field}=${high}`)).toBe(0);

    await api.patch(`${path}/${id}`, { [field]: high });

    expect(await api.total(`${path}?${field}=${high}`)).toBe(1);
  });
<% endif %>
});
