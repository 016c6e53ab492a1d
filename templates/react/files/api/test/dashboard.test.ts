<% set sorted = entities|sort(attribute='file') %>
import { describe, expect, test } from 'vitest';
import { dashboard } from '#shared/dashboard';
<% for e in sorted %>
import { add<%= e.name %> } from './factories/<%= e.file %>';
<% endfor %>
import { <% if has.ownership %>asSomebodyElse, <% endif %>createTestApi, type TestApi } from './helpers';

const address = '/api/dashboard?month=2026-03';

async function readDashboard(api: TestApi) {
  const response = await api.get(address);
  expect(response.status).toBe(200);
  return dashboard.parse(await response.json());
}

describe('the dashboard', () => {
  test('is empty at first', async () => {
    const api = await createTestApi();

    const { recent, <%= main.vars %>: first } = await readDashboard(api);

    expect(recent).toEqual([]);
    expect(first.count).toBe(0);
  });
<% for e in entities %>
<% set d = e.dashboard %>

  test('tells about <%= e.folder %>', async () => {
    const api = await createTestApi();
<% if d.date %>
<% set time = "" if d.date.type == 'date' else "T12:00:00.000Z" %>
    const record = await add<%= e.name %>(api, {⟪<%= d.date.name %>: '2026-03-10<%= time %>'¤⟫});
    await add<%= e.name %>(api, {⟪<%= d.date.name %>: '2025-11-10<%= time %>'¤⟫});
<% else %>
    const record = await add<%= e.name %>(api);
    await add<%= e.name %>(api);
<% endif %>

    const { <%= e.vars %>: found, recent } = await readDashboard(api);

    expect(found.count).toBe(2);
    expect(recent.map(({ id }) => id)).toContain(record.id);
<% for f in d.sums %>
    expect(found.sums.<%= f.name %>).toBe(⟨2 * Number(⟨record.<%= f.name %>¤⟩)¤⟩);
<% if d.date %>
    expect(found.sumsOfMonth.<%= f.name %>).toBe(⟨record.<%= f.name %>¤⟩);
<% endif %>
<% endfor %>
<% if d.by_month %>
<% set value = 'record.' ~ d.sums[0].name if d.sums else '1' %>
    expect(found.byMonth).toHaveLength(12);
    expect(found.byMonth.at(-1)).toEqual({⟪month: '2026-03',·value: <%= value %>¤⟫});
    expect(found.byMonth.at(-2)).toEqual({ month: '2026-02', value: 0 });
    expect(found.byMonth.at(-5)).toEqual({⟪month: '2025-11',·value: <%= value %>¤⟫});
<% endif %>
<% if d.category %>
    const values = found.byCategory.groups.map(({ value }) => value);
    expect(values.reduce((sum, value) => sum + value, 0)).toBe(⟨<% if d.sums %>found.sums.<%= d.sums[0].name %><% else %>2<% endif %>¤⟩);
<% endif %>
  });
<% endfor %>

<% for e in entities if e.has.ownership %>
  test('tells nothing about <%= e.folder %> of somebody else', async () => {
    const api = await createTestApi();
    const other = await asSomebodyElse(api);
    await add<%= e.name %>(api);

    const { <%= e.vars %>: found, recent } = await readDashboard(other);

    expect(found.count).toBe(0);
    expect(recent.map(({ path }) => path)).not.toContain(⟨'/<%= e.folder %>'¤⟩);
<% for f in e.dashboard.sums %>
    expect(found.sums.<%= f.name %>).toBe(0);
<% endfor %>
<% if e.dashboard.category %>
    expect(found.byCategory.groups).toEqual([]);
<% endif %>
  });

<% endfor %>
  test.each(['', '?month=2026-13', '?month=now'])('refuses %s as a month', async (query) => {
    const api = await createTestApi();

    expect((await api.get(`/api/dashboard${query}`)).status).toBe(422);
  });
});
