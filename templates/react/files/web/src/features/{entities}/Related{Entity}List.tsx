<% set keys = (entity.relations + entity.links)|map(attribute='key') %>
<% set union %>'<%= keys|join("' | '") %>'<% endset %>
import { <%= entity.var %>Label } from '#shared/<%= entity.file %>';
import { RelatedList } from '../../components/RelatedList';
import { texts } from '../../texts';
import { use<%= entity.name %>List } from './api';
import { labels } from './labels';

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
      createLabel={texts.createTitle(labels.singular)}
<% if entity.has.one_to_one %>
      single={single}
<% endif %>
    />
  );
}
