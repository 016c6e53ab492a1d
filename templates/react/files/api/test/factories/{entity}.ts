<% set ns = namespace(targets=[]) %>
<% for x in entity.relations if x.required and x.target.name not in ns.targets %>
<% set ns.targets = ns.targets + [x.target.name] %>
<% endfor %>
<% for x in entity.links if x.required and x.target.name not in ns.targets %>
<% set ns.targets = ns.targets + [x.target.name] %>
<% endfor %>
<% set needs_api = ns.targets or entity.has.image %>
import type { TestApi } from '../helpers';
<% if entity.has.image %>
import { addImage } from '../sample-image';
<% endif %>
<% for e in entities|sort(attribute='file') if e.name in ns.targets %>
import { add<%= e.name %> } from './<%= e.file %>';
<% endfor %>

<% for f in entity.fields if f.vary and f.vary.list %>
const <%= f.name %>Values = [
<% for text in f.vary.list %>
  <%= text|js %>,
<% endfor %>
];

<% endfor %>
/** Values that keep every rule<% if entity.has.vary %>, and differ each time where they must<% endif %>. */
<% if needs_api %>
export async function <%= entity.var %>Values(api: TestApi) {
<% else %>
export function <%= entity.var %>Values(<% if entity.has.vary %>api: TestApi<% endif %>) {
<% endif %>
<% if entity.has.vary %>
  const number = api.next('<%= entity.folder %>');

<% endif %>
<% if entity.members or entity.links %>
  return {
<% for f in entity.fields %>
<% if f.type == 'image' %>
    <%= f.name %>: await addImage(api),
<% elif f.vary and f.vary.list %>
    <%= f.name %>:‹·<%= f.name %>Values[number % <%= f.name %>Values.length]›,
<% elif f.vary %>
    <%= f.name %>: <%= f.vary.by %>,
<% elif f.example is string %>
    <%= entry(f.name, f.example) %>
<% else %>
    <%= f.name %>: <%= f.example|jsval %>,
<% endif %>
<% endfor %>
<% for x in entity.relations %>
<% if x.required %>
    <%= x.key %>: (⟨await add<%= x.target.name %>(api)⟩).id,
<% else %>
    <%= x.key %>: null,
<% endif %>
<% endfor %>
<% for l in entity.links %>
    <%= l.key %>: [⟨<% if l.required %>(⟨await add<%= l.target.name %>(api)⟩).id¤<% endif %>⟩],
<% endfor %>
  };
<% else %>
  return {};
<% endif %>
}

export async function add<%= entity.name %>(api: TestApi, changes = {}) {
<% if needs_api %>
  return api.add('/api/<%= entity.folder %>', {⟪...(await <%= entity.var %>Values(api)),·...changes¤⟫});
<% else %>
  return api.add('/api/<%= entity.folder %>', {⟪...<%= entity.var %>Values(<% if entity.has.vary %>api<% endif %>),·...changes¤⟫});
<% endif %>
}
