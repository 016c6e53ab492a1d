<% import "web.jinja" as web %>
<% set keys = (entity.relations + entity.links)|map(attribute='key')|list %>
<% set ns = namespace(facts=[], by_relation=false) %>
<% for m in (entity.columns[1:] if entity.display else entity.columns) %>
<% if (m.is_relation and keys|length > 1) or (not m.is_relation and m.type != 'boolean') %><% set ns.facts = (ns.facts + [m])[:3] %><% endif %>
<% endfor %>
<% for m in ns.facts if m.is_relation %><% set ns.by_relation = true %><% endfor %>
<% set union %>'<%= keys|join("' | '") %>'<% endset %>
import {⟪<%= entity.var %>Label<% if ns.facts %>,·type <%= entity.name %><% endif %>¤⟫} from '#shared/<%= entity.file %>';
import { RelatedList } from '../../components/RelatedList';
<%= web.value_imports(ns.facts) -%>
import { texts } from '../../texts';
import { use<%= entity.name %>List } from './api';
import { labels } from './labels';
<% if '/EnumValue' in web.value_imports(ns.facts) %>
import { tones } from './tones';
<% endif %>

interface Props {
  title: string;
  /** The relation that leads to the record, and the record's id. */
<% if union|length + 5 > 100 %>
  relation:‹·<% for key in keys %><% if loop.first %>¦<% else %>·| <% endif %>'<%= key %>'<% endfor %>›;
<% else %>
  relation:‹·<%= union %>›;
<% endif %>
  id: string;
<% if entity.has.one_to_one %>
  single?: boolean;
<% endif %>
}

<% if ns.facts %>
<% if ns.by_relation %>
/** What leads back to the record is not told. */
function facts(⟨row: <%= entity.name %>,·relation: Props['relation']¤⟩) {
<% else %>
function facts(row: <%= entity.name %>) {
<% endif %>
<% if ns.facts|length == 1 %>
<% if ns.by_relation %>
  if (relation === '<%= ns.facts[0].key %>') return null;
<% endif %>
  return ⦅<%= web.value(ns.facts[0], 'row') %>⦆;
<% else %>
  return (
    <>
<% for m in ns.facts %>
<% if m.is_relation %>
      {relation !== '<%= m.key %>' && ⦅<%= web.value(m, 'row') %>⦆}
<% else %>
      <%= web.value(m, 'row') %>
<% endif %>
<% endfor %>
    </>
  );
<% endif %>
}

<% endif %>
export function Related<%= entity.name %>List({⟪title,·relation,·id<% if entity.has.one_to_one %>,·single = false<% endif %>¤⟫}: Props) {
  const filter = `${relation}=${id}`;
  const result = use<%= entity.name %>List(`${filter}&pageSize=5`);

  return (
    <RelatedList
      title={title}
      path="/<%= entity.folder %>"
      filter={filter}
      result={result}
      rowTitle={<%= entity.var %>Label}
<% if ns.facts %>
<% if ns.by_relation %>
      facts={(row) => facts(row, relation)}
<% else %>
      facts={facts}
<% endif %>
<% endif %>
      createLabel={texts.createTitle(labels.singular)}
<% if entity.has.one_to_one %>
      single={single}
<% endif %>
    />
  );
}
