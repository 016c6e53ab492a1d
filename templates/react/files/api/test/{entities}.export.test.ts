<% set ns = namespace(cells=[], narrow=none, link=false) %>
<% for f in entity.fields if f.type in ['boolean', 'enum'] and f.example != f.example_other and ns.narrow is none %><% set ns.narrow = f %><% endfor %>
<% for r in entity.relations + entity.links if r.required %><% set ns.link = true %><% endfor %>
<% set recorded = ns.link or entity.has.image or entity.has.vary %>
<% set ns.cells = ['text'] if ns.link or entity.has.enum else [] %>
<% for f in entity.fields if f.vary %>
<% set kind = 'money' if f.type == 'money' else 'number' if f.type in ['integer', 'decimal'] else 'text' %>
<% if kind not in ns.cells %><% set ns.cells = ns.cells + [kind] %><% endif %>
<% endfor %>
<% macro decimal(text) %><%= (text|replace('.', ',') if ru else text)|js %><% endmacro %>
<% macro cell(m) -%>
<%- if m.is_relation and not m.required %>''
<%- elif m.is_relation %>nameOf(⟨record['<%= m.name %>']¤⟩)
<%- elif m.vary and m.type == 'money' %>money(<%= m.digits %>).write(Number(⟨record['<%= m.name %>']¤⟩))
<%- elif m.vary and m.type in ['integer', 'decimal'] %>number.write(Number(⟨record['<%= m.name %>']¤⟩))
<%- elif m.vary %>text.write(String(⟨record['<%= m.name %>']¤⟩))
<%- elif m.type == 'image' %>`/api/images/${String(⟨record['<%= m.name %>']¤⟩)}`
<%- elif m.type == 'boolean' %>words.<% if m.example %>yes<% else %>no<% endif %>
<%- elif m.type == 'enum' %>text.write(⟨labels.values.<%= m.name %>.<%= m.example %>¤⟩)
<%- elif m.type == 'money' %><%= decimal(m.example|major(m.digits)) %>
<%- elif m.type in ['integer', 'decimal'] %><%= decimal(m.example|jsval) %>
<%- elif m.example[:1] in ['=', '+', '-', '@'] %><%= ("'" ~ m.example)|js %>
<%- else %><%= m.example|js %>
<%- endif -%>
<%- endmacro %>
import { describe, expect, test } from 'vitest';
<% if ns.link %>
import type { RecordLink } from '#shared/common';
<% endif %>
import { labels } from '#shared/labels/<%= entity.file %>';
<% if entity.has.boolean %>
import { words } from '#shared/messages';
<% endif %>
<% if ns.cells %>
import { <%= ns.cells|sort|join(', ') %> } from '../src/csv/cells';
<% endif %>
import { csvFile } from './csv-file';
import { add<%= entity.name %> } from './factories/<%= entity.file %>';
import { createTestApi } from './helpers';

const path = '/api/<%= entity.folder %>/export.csv';

<% if ns.link %>
/** How a file names a related record. */
function nameOf(link: unknown): string {
  return text.write((link as RecordLink).label);
}

<% endif %>
describe('the file of <%= entity.folder %>', () => {
  test('has a column for each value', async () => {
    const api = await createTestApi();
<% if recorded %>
    const record = await add<%= entity.name %>(api);
<% else %>
    await add<%= entity.name %>(api);
<% endif %>

    const response = await api.get(path);

    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toContain('text/csv');
<% if entity.form|length == 1 and not entity.links %>
    const cells = [{⟪label: labels.fields.<%= entity.form[0].name %>,·cell: <%= cell(entity.form[0]) %>¤⟫}];
<% else %>
    const cells = [
<% for m in entity.form %>
      {⟪label: labels.fields.<%= m.name %>,·cell: <%= cell(m) %>¤⟫},
<% endfor %>
<% for l in entity.links %>
      {⟪label: labels.fields.<%= l.name %>,·cell: <% if l.required %>nameOf(⟨(⟨record['<%= l.name %>'] as unknown[]⟩)[0]¤⟩)<% else %>''<% endif %>¤⟫},
<% endfor %>
    ];
<% endif %>
    expect(await response.text()).toBe(csvFile(cells));
  });
<% if ns.narrow is not none %>

  test('holds what the list shows', async () => {
    const api = await createTestApi();
    const query =‹·'<%= ns.narrow.name %>=<%= ns.narrow.example %>'›;
    await add<%= entity.name %>(api, {⟪<%= ns.narrow.name %>: <%= ns.narrow.example|jsval %>¤⟫});
    const before = await (await api.get(`${path}?${query}`)).text();
    await add<%= entity.name %>(api, {⟪<%= ns.narrow.name %>: <%= ns.narrow.example_other|jsval %>¤⟫});

    const narrowed = await (await api.get(`${path}?${query}`)).text();
    const all = await (await api.get(path)).text();

    expect(narrowed).toBe(before);
    expect(all).not.toBe(before);
  });
<% endif %>

  test('is refused for an unknown order', async () => {
    const api = await createTestApi();

    expect((await api.get(`${path}?sort=nothing`)).status).toBe(422);
  });
});
