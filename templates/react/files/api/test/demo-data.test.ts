import { expect, test } from 'vitest';
<% for e in entities|sort(attribute='file') %>
import { <%= e.var %>Page } from '#shared/<%= e.file %>';
<% endfor %>
import { addDemoData } from '../src/db/demo';
import { add<%= main.name %> } from './factories/<%= main.file %>';
import { createTestApi } from './helpers';

<% if entities|length == 1 %>
const resources = [⟨{⟪path: '/api/<%= main.folder %>',·schema: <%= main.var %>Page¤⟫}¤⟩];
<% else %>
const resources = [
<% for e in entities %>
  {⟪path: '/api/<%= e.folder %>',·schema: <%= e.var %>Page¤⟫},
<% endfor %>
];
<% endif %>

test.each(resources)('the example records of $path keep all rules', async ({ path, schema }) => {
  const api = await createTestApi();

  expect(await addDemoData(api.db<% if has.image %>, api.imageStore<% endif %><% if has.demo_account %>, api.account.id<% endif %>)).toBe(true);

  const response = await api.get(`${path}?pageSize=100`);
  const { data } = schema.parse(await response.json());
  expect(data).not.toHaveLength(0);
});

test('example records are added to an empty database only', async () => {
  const api = await createTestApi();
  await add<%= main.name %>(api);

  expect(await addDemoData(api.db<% if has.image %>, api.imageStore<% endif %><% if has.demo_account %>, api.account.id<% endif %>)).toBe(false);
  expect(await api.ids('/api/<%= main.folder %>')).toHaveLength(1);
});
