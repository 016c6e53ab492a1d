<% set start = entity.calendar.start %>
<% set end = entity.calendar.end %>
<% macro at(day) %><% if start.type == 'date' %>'<%= day %>'<% else %>'<%= day %>T12:00:00.000Z'<% endif %><% endmacro %>
import { describe, expect, test } from 'vitest';
import { add<%= entity.name %> } from './factories/<%= entity.file %>';
import { createTestApi, type TestApi } from './helpers';

const path = '/api/<%= entity.folder %>/calendar';
const march = `${path}/<%= at('2026-03-01')|replace("'", "") %>/<%= at('2026-03-31')|replace("'", "") %>`;

async function addOn(⟨api: TestApi,·day: string<% if end %>,·end: string | null = null<% endif %>¤⟩): Promise<string> {
  const { id } = await add<%= entity.name %>(api, {⟪<%= start.name %>: day<% if end %>,·<%= end.name %>: end<% endif %>¤⟫});
  return id;
}

describe('the calendar of <%= entity.folder %>', () => {
  test('shows what lies in its time, the earliest first', async () => {
    const api = await createTestApi();
    const last = await addOn(api, <%= at('2026-03-31') %>);
    const first = await addOn(api, <%= at('2026-03-01') %>);
    await addOn(api, <%= at('2026-02-28') %>);
    await addOn(api, <%= at('2026-04-01') %>);

    const response = await api.get(march);

    expect(response.status).toBe(200);
    const { data, total } = (await response.json()) as { data: { id: string }[]; total: number };
    expect(data.map(({ id }) => id)).toEqual([first, last]);
    expect(total).toBe(2);
  });
<% if end and not end.required %>

  test('shows what began before and still lasts', async () => {
    const api = await createTestApi();
    const lasting = await addOn(⟨api,·<%= at('2026-02-20') %>,·<%= at('2026-04-02') %>¤⟩);
    await addOn(⟨api,·<%= at('2026-02-20') %>,·<%= at('2026-02-28') %>¤⟩);

    expect(await api.ids(march)).toEqual([lasting]);
  });
<% endif %>

  test('refuses times that are none', async () => {
    const api = await createTestApi();

    expect((await api.get(`${path}/yesterday/today`)).status).toBe(422);
  });
});
