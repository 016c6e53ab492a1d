<% if entity.has.export_csv or entity.has.named_by_label %>
export { labels } from '#shared/labels/<%= entity.file %>';
<% else %>
export const labels = {
  <%= entry('singular', entity.label) %>
  <%= entry('plural', entity.label_plural) %>
<% if entity.members or entity.links %>
  fields: {
<% for m in entity.members %>
    <%= entry(m.name, m.label) %>
<% endfor %>
<% for l in entity.links %>
    <%= entry(l.name, l.label) %>
<% endfor %>
  },
<% endif %>
<% if entity.has.enum %>
  values: {
<% for f in entity.fields if f.type == 'enum' %>
    <%= f.name %>: {
<% for value in f['values'] %>
      <%= entry(value.name, value.label) %>
<% endfor %>
    },
<% endfor %>
  },
<% endif %>
<% if entity.has.unit %>
  units: {
<% for f in entity.fields if f.unit %>
    <%= entry(f.name, f.unit) %>
<% endfor %>
  },
<% endif %>
};
<% endif %>
