<% import "api.jinja" as api %>
<% import "tests.jinja" as tests %>
<% set unknown = "'00000000-0000-4000-8000-000000000000'" %>
<% set ns = namespace(good=[], bad=[]) %>
<% macro of(quoted, rule, value) %>{⟪field: '<%= quoted %>',·rule: '<%= rule %>',·value: <%= value %>¤⟫}<% endmacro %>
<% for f in entity.fields %>
<% set optional = api.nullable(f) %>
<% if f.type in ['string', 'text'] %>
<% set least = f.min_length if f.min_length is not none and f.min_length > 1 else 1 %>
<% set ns.good = ns.good + [of(f.name, 'min_length', "'x'" if least == 1 else "'x'.repeat(" ~ least ~ ")"), of(f.name, 'max_length', "'x'.repeat(" ~ f.max_length ~ ")")] %>
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
<% endfor %>
<% for x in entity.relations %>
<% if x.required %>
<% set ns.bad = ns.bad + [of(x.key, 'required', 'null')] %>
<% else %>
<% set ns.good = ns.good + [of(x.key, 'optional', 'null')] %>
<% endif %>
<% set ns.bad = ns.bad + [of(x.key, 'existing', unknown)] %>
<% endfor %>
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

  test.each(refusedCases)('refuse a row: $field, $rule', async ({ field, value }) => {
    const api = await createTestApi();
    const valid = <%= values %>;
    await api.insert(<%= entity.vars %>, valid);

    const insertion = api.insert(<%= entity.vars %>, {⟪...valid,·[field]: value¤⟫});

    await expect(insertion).rejects.toMatchObject(refusal);
  });
<% endif %>
});
