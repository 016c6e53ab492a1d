<% import "api.jinja" as api %>
<% import "tests.jinja" as tests %>
<% set unknown = "'00000000-0000-4000-8000-000000000000'" %>
<% set ns = namespace(good=[], bad=[], rows=[], needed=[]) %>
<% macro of(quoted, rule, value) %>{⟪field: '<%= quoted %>',·rule: '<%= rule %>',·value:‹·<%= value %>›¤⟫}<% endmacro %>
<% macro case(f, c) %><% set value = c.value|jsval %><%= of(f.name, c.rule, value ~ '.repeat(' ~ c.repeat ~ ')' if c.repeat else value) %><% endmacro %>
<% for f in entity.fields %>
<% if f.required and f.default is none %><% set ns.needed = ns.needed + [f.name] %><% endif %>
<% for c in f.good %><% set ns.good = ns.good + [case(f, c)] %><% endfor %>
<% for c in f.bad %>
<% set ns.bad = ns.bad + [case(f, c)] %>
<% if c.row %><% set ns.rows = ns.rows + [case(f, c)] %><% endif %>
<% endfor %>
<% endfor %>
<% for x in entity.relations %>
<% if x.required %>
<% set ns.needed = ns.needed + [x.key] %>
<% set ns.bad = ns.bad + [of(x.key, 'required', 'null')] %>
<% set ns.rows = ns.rows + [of(x.key, 'required', 'null')] %>
<% else %>
<% set ns.good = ns.good + [of(x.key, 'optional', 'null')] %>
<% endif %>
<% set ns.bad = ns.bad + [of(x.key, 'existing', unknown)] %>
<% set ns.rows = ns.rows + [of(x.key, 'existing', unknown)] %>
<% endfor %>
<% for l in entity.links if l.required %><% set ns.needed = ns.needed + [l.key] %><% endfor %>
<% set values = tests.values(entity) %>
import { describe, expect, test } from 'vitest';
<% if ns.bad %>
import { <%= entity.vars %> } from '../src/db/schema';
import {⟪add<%= entity.name %>,·<%= entity.var %>Values¤⟫} from './factories/<%= entity.file %>';
import { createTestApi, <% if ns.good %>recordIn, <% endif %>refusal, refusedPaths } from './helpers';
<% else %>
import { <%= entity.var %>Values } from './factories/<%= entity.file %>';
import { createTestApi, recordIn } from './helpers';
<% endif %>

const path = '/api/<%= entity.folder %>';

describe('the rules of <%= entity.folder %>', () => {
<% if ns.good %>
<%= tests.cases('acceptedCases', ns.good) %>
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
<%= tests.cases('refusedCases', ns.bad) %>
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

<% if ns.needed %>
  const needed = [⟨'<%= ns.needed|join("',·'") %>'¤⟩];

  test.each(needed)('refuse a request without %s', async (field) => {
    const api = await createTestApi();
    const valid = <%= values %>;

    const created = await api.post(path, { ...valid, [field]: undefined });

    expect(created.status).toBe(422);
    expect(await refusedPaths(created)).toEqual([field]);
  });

<% endif %>
<% set rows = 'refusedCases' %>
<% if ns.rows|length != ns.bad|length %>
<% set rows = 'refusedRows' %>
  // The database leaves the other rules to the API.
<%= tests.cases('refusedRows', ns.rows) %>
<% endif %>
  test.each(<%= rows %>)('refuse a row: $field, $rule', async ({ field, value }) => {
    const api = await createTestApi();
    await api.insert(⟨<%= entity.vars %>,·<%= values %>¤⟩);
    const valid = <%= values %>;

    const insertion = api.insert(<%= entity.vars %>, {⟪...valid,·[field]: value¤⟫});

    await expect(insertion).rejects.toMatchObject(refusal);
  });
<% endif %>
});
