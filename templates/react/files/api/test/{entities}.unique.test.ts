<% import "tests.jinja" as tests %>
<% set ns = namespace(targets=[], keys=[], folded=[], optional=[], parts=[]) %>
<% for r in entity.unique_links %>
<% if not r.self and r.target.name not in ns.targets %><% set ns.targets = ns.targets + [r.target.name] %><% endif %>
<% endfor %>
<% for u in entity.uniques %>
<% set fields %>fields: [⟨<% for m in u.members %>'<%= m.key %>'<% if not loop.last %>,·<% endif %><% endfor %>¤⟩]<% endset %>
<% set ns.keys = ns.keys + ['{⟪' ~ fields ~ '¤⟫}'] %>
<% for m in u.members %>
<% if not m.is_relation and m.folded and not m.pattern %><% set ns.folded = ns.folded + ['{⟪' ~ fields ~ ",·text: '" ~ m.key ~ "'¤⟫}"] %><% endif %>
<% if not m.required and (m.is_relation or m.type != 'boolean') %><% set ns.optional = ns.optional + ['{⟪' ~ fields ~ ",·missing: '" ~ m.key ~ "'¤⟫}"] %><% endif %>
<% endfor %>
<% if u.members|length > 1 %><% set ns.parts = ns.parts + ['{⟪' ~ fields ~ ",·other: '" ~ u.free ~ "'¤⟫}"] %><% endif %>
<% endfor %>
<% set plain = tests.values(entity) %>
<% set values = 'await linkedValues(api)' if entity.unique_links else plain %>
import { describe, expect, test } from 'vitest';
<% if entity.has.import_csv %>
import { <%= entity.var %>Input } from '#shared/<%= entity.file %>';
<% endif %>
import { <%= entity.vars %> } from '../src/db/schema';
<% if entity.has.import_csv %>
import { <%= entity.name %>Repository } from '../src/repositories/<%= entity.folder %>';
<% endif %>
<% set own = ([('add' ~ entity.name)] if entity.self_relation and entity.unique_links|selectattr('self')|list else []) + [entity.var ~ 'Values'] %>
<%= tests.factories(entities, entity, ns.targets, own) -%>
import { createTestApi, refusal, refusedPaths<% if entity.unique_links %>, type TestApi<% endif %> } from './helpers';

const path = '/api/<%= entity.folder %>';

<% if entity.unique_links %>
/** Values with the relations that can be left out, but count when they are there. */
async function linkedValues(api: TestApi) {
  return {
    ...<% if plain is startingwith('await') %>(<%= plain %>)<% else %><%= plain %><% endif %>,
<% for r in entity.unique_links %>
    <%= r.key %>: (⟨await add<%= r.target.name %>(api)⟩).id,
<% endfor %>
  };
}

<% endif %>
function pick(values: Record<string, unknown>, fields: string[]) {
  return Object.fromEntries(fields.map((field) => [field, values[field]]));
}

describe('what is unique among <%= entity.folder %>', () => {
  const keys = [⟨<%= ns.keys|join(',·') %>¤⟩];

  test.each(keys)('refuses a request that repeats $fields', async ({ fields }) => {
    const api = await createTestApi();
    const first = await api.add(path, <%= values %>);
    const second = await api.add(path, <%= values %>);
    const taken = pick(first, fields);

    const created = await api.post(path, {⟪...<% if values is startingwith('await') %>(<%= values %>)<% else %><%= values %><% endif %>,·...taken¤⟫});
    expect(created.status).toBe(422);
    expect(await refusedPaths(created)).toEqual(fields);

    const changed = await api.patch(`${path}/${second.id}`, taken);
    expect(changed.status).toBe(422);
    expect(await refusedPaths(changed)).toEqual(fields);

    expect((await api.patch(`${path}/${first.id}`, taken)).status).toBe(200);
  });

  test.each(keys)('refuses one of two requests at once with $fields', async ({ fields }) => {
    const api = await createTestApi();
    const first = <%= values %>;
    const second = {⟪...<% if values is startingwith('await') %>(<%= values %>)<% else %><%= values %><% endif %>,·...pick(first, fields)¤⟫};

    const answers = await Promise.all([api.post(path, first), api.post(path, second)]);

    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 422]);
  });

  test.each(keys)('refuses a row that repeats $fields', async ({ fields }) => {
    const api = await createTestApi();
    const first = <%= values %>;
    const second = {⟪...<% if values is startingwith('await') %>(<%= values %>)<% else %><%= values %><% endif %>,·...pick(first, fields)¤⟫};
    await api.insert(<%= entity.vars %>, first);

    await expect(api.insert(<%= entity.vars %>, second)).rejects.toMatchObject(⟨refusal¤⟩);
  });
<% if entity.has.import_csv %>

  test.each(keys)('are known before records with $fields are added', async ({ fields }) => {
    const api = await createTestApi();
    const first = <%= values %>;
    await api.add(path, first);
    const same = pick(first, fields);
    const second = <%= entity.var %>Input.parse({⟪...<% if values is startingwith('await') %>(<%= values %>)<% else %><%= values %><% endif %>,·...same¤⟫});

    const repository = new <%= entity.name %>Repository(⟨api.db<% if entity.has.image %>,·api.imageStore<% endif %><% if entity.has.per_account %>,·api.account.id<% endif %>¤⟩);

    expect(await repository.findDuplicates([second])).toEqual([{ index: 0, names: fields }]);
  });
<% endif %>
<% if ns.folded %>

<%= tests.cases('texts', ns.folded) %>
  test.each(texts)('ignores capitals: $text of $fields', async ({ fields, text }) => {
    const api = await createTestApi();
    const first = await api.add(path, <%= values %>);
    const loud = { ...pick(first, fields), [text]: String(first[text]).toUpperCase() };

    const created = await api.post(path, {⟪...<% if values is startingwith('await') %>(<%= values %>)<% else %><%= values %><% endif %>,·...loud¤⟫});

    expect(created.status).toBe(422);
  });
<% endif %>
<% if ns.optional %>

<%= tests.cases('gaps', ns.optional) %>
  test.each(gaps)('allows any number without $missing', async ({ fields, missing }) => {
    const api = await createTestApi();
    const first = await api.add(path, <%= values %>);
    const gap = { ...pick(first, fields), [missing]: null };

    for (const valid of [⟨<%= values %>,·<%= values %>¤⟩]) {
      expect((await api.post(path, { ...valid, ...gap })).status).toBe(201);
    }
  });
<% endif %>
<% if ns.parts %>

<%= tests.cases('parts', ns.parts) %>
  test.each(parts)('allows $fields that differ in $other', async ({ fields, other }) => {
    const api = await createTestApi();
    const first = await api.add(path, <%= values %>);
    const others = fields.filter((field) => field !== other);
    const shared = pick(first, others);

    const created = await api.post(path, {⟪...<% if values is startingwith('await') %>(<%= values %>)<% else %><%= values %><% endif %>,·...shared¤⟫});

    expect(created.status).toBe(201);
  });
<% endif %>
});
