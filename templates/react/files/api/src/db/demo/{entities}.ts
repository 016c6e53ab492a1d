<% set ns = namespace(images=[], kinds={}) %>
<% for f in entity.fields if f.type == 'image' %><% set ns.images = ns.images + ["'" ~ f.name ~ "'"] %><% endfor %>
<% if entity.members or entity.links %>
import type { <%= entity.name %>Input } from '#shared/<%= entity.file %>';
<% endif %>
<% if entity.calls %>
import { <%= entity.calls|join(', ') %> } from './today';
<% endif %>
<% if entity.members or entity.links %>

<% endif %>
<% if not entity.members and not entity.links %>
interface Row {
<% elif ns.images %>
interface Row extends Omit<⟨<%= entity.name %>Input,·<%= ns.images|join(' | ') %>⟩> {
<% else %>
interface Row extends <%= entity.name %>Input {
<% endif %>
  id: string;
}

export const demo<%= entity.vars[:1]|upper %><%= entity.vars[1:] %>: Row[] = [
<% for row in entity.rows %>
  {
    id: '<%= row.id %>',
<% for cell in row.values if not cell.is_image %>
<% if cell.call %>
    <%= cell.name %>: <%= cell.call.name %>(<%= cell.call.arguments|join(', ') %>),
<% elif cell.value is string %>
    <%= entry(cell.name, cell.value) %>
<% else %>
    <%= cell.name %>: <%= cell.value|jsval %>,
<% endif %>
<% endfor %>
<% for link in row.links %>
    <%= link[0] %>: [⟨<% for id in link[1] %>'<%= id %>'<% if not loop.last %>,·<% endif %><% endfor %><% if link[1] %>¤<% endif %>⟩],
<% endfor %>
  },
<% endfor %>
];
