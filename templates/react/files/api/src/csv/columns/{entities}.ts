<% set ns = namespace(cells=[]) %>
<% macro cells(m) -%>
<%- if m.is_relation %>link
<%- elif m.type in ['integer', 'decimal'] %>number
<%- elif m.type == 'money' %>money(<%= m.digits %>)
<%- elif m.type == 'boolean' %>flag
<%- elif m.type == 'enum' %>choice(labels.values.<%= m.name %>)
<%- elif m.type == 'image' %>image
<%- elif m.type in ['date', 'time'] and has.import_csv %><%= m.type %>
<%- else %>text
<%- endif -%>
<%- endmacro %>
<% for m in entity.form %>
<% set name = cells(m)|split('(')|first %>
<% if name not in ns.cells %><% set ns.cells = ns.cells + [name] %><% endif %>
<% endfor %>
<% if entity.links %><% set ns.cells = ns.cells + ['links'] %><% endif %>
import type { <%= entity.name %> } from '#shared/<%= entity.file %>';
import { labels } from '#shared/labels/<%= entity.file %>';
import {⟪<%= ns.cells|sort|join(',·') %>¤⟫} from '../cells';
import { columnsFor } from '../columns';

const column = columnsFor<<%= entity.name %>>();

<% macro columns_of(m) %>column(⟨'<%= m.name %>',·labels.fields.<%= m.name %>,·<%= cells(m) %><% if m.is_relation and has.import_csv %>,·'<%= m.key %>'<% endif %>¤⟩)<% endmacro %>
<% if entity.form|length == 1 and not entity.links %>
export const <%= entity.var %>Columns = [⟨<%= columns_of(entity.form[0]) %>¤⟩];
<% else %>
export const <%= entity.var %>Columns = [
<% for m in entity.form %>
  <%= columns_of(m) %>,
<% endfor %>
<% for l in entity.links %>
  column(⟨'<%= l.name %>',·labels.fields.<%= l.name %>,·links<% if has.import_csv %>,·'<%= l.key %>'<% endif %>¤⟩),
<% endfor %>
];
<% endif %>
