<% import "web.jinja" as web %>
<% set toolbar = entity.filters or entity.has.date or entity.has.search %>
<% set cells = entity.columns[1:] if entity.display else entity.columns %>
<% set facts = cells[:2] %>
<% set ns = namespace(sorts=[]) %>
<% for m in entity.columns if not (m.is_relation and not m.target.display) and (m.is_relation or m.type not in ['text', 'image']) %><% set ns.sorts = ns.sorts + [m] %><% endfor %>
import {⟪<%= entity.var %>Label,·<%= entity.var %>Query<% if facts %>,·type <%= entity.name %><% endif %>¤⟫} from '#shared/<%= entity.file %>';
import { Gallery } from '../../components/Gallery';
import { ListHeader } from '../../components/ListHeader';
<% if ns.sorts %>
import { SortSelect } from '../../components/SortSelect';
<% endif %>
<%= web.value_imports(facts) -%>
import { useListParams } from '../../lib/list-params';
import { use<%= entity.name %>List } from './api';
import { labels } from './labels';
<% if toolbar %>
import { <%= entity.name %>Toolbar } from './<%= entity.name %>Toolbar';
<% endif %>
<%= web.tones_import(facts) -%>
import { views } from './views';

/** As many as fill whole rows of two, three, four and six pictures. */
const pageSize = '24';

<% if ns.sorts|length == 1 %>
const sorts = [{⟪name: '<%= ns.sorts[0].name %>',·label: labels.fields.<%= ns.sorts[0].name %>¤⟫}];
<% elif ns.sorts %>
const sorts = [
<% for m in ns.sorts %>
  {⟪name: '<%= m.name %>',·label: labels.fields.<%= m.name %>¤⟫},
<% endfor %>
];
<% endif %>
<% if ns.sorts %>

<% endif %>
<% if facts %>
function facts(row: <%= entity.name %>) {
  return (
    <>
<% for m in facts %>
      <%= web.value(m, 'row') %>
<% endfor %>
    </>
  );
}

<% endif %>
export function <%= entity.name %>GalleryPage() {
  const list = useListParams(<%= entity.var %>Query);
  const query = new URLSearchParams(list.query);
  query.set('pageSize', pageSize);
  const result = use<%= entity.name %>List(query.toString());

  return (
    <div className="page">
      <ListHeader⟪labels={labels}·path="/<%= entity.folder %>"·views={views}⟫/>
<% if toolbar and ns.sorts %>
      <<%= entity.name %>Toolbar list={list}>
        <SortSelect list={list} columns={sorts} />
      </<%= entity.name %>Toolbar>
<% elif toolbar %>
      <<%= entity.name %>Toolbar list={list} />
<% elif ns.sorts %>
      <div className="toolbar">
        <SortSelect list={list} columns={sorts} />
      </div>
<% endif %>
      <Gallery
        labels={labels}
        path="/<%= entity.folder %>"
        list={list}
        result={result}
        title={<%= entity.var %>Label}
        image={(row) => row.<%= entity.gallery.name %>}
<% if facts %>
        facts={facts}
<% endif %>
      />
    </div>
  );
}
