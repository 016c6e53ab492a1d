<% import "web.jinja" as web %>
<% set cells = entity.columns[1:] if entity.display else entity.columns %>
<% set toolbar = entity.has.filters or entity.has.date or entity.has.search %>
import {⟪<%= entity.var %>Label,·<%= entity.var %>Query,·type <%= entity.name %>¤⟫} from '#shared/<%= entity.file %>';
<% if entity.has.import_csv %>
import { ButtonLink } from '../../components/ButtonLink';
<% endif %>
import type { TableColumn } from '../../components/DataTable';
<% if entity.has.export_csv %>
import { ExportLink } from '../../components/ExportLink';
<% endif %>
<% if entity.has.import_csv %>
import { UploadIcon } from '../../components/icons';
<% endif %>
import { ListHeader } from '../../components/ListHeader';
import { RecordList } from '../../components/RecordList';
import { RowTitle } from '../../components/RowTitle';
import { SortSelect } from '../../components/SortSelect';
<% if entity.image %>
import { Thumbnail } from '../../components/Thumbnail';
<% endif %>
<% set linked = entity.links[:5 - entity.columns|length] if entity.columns|length < 5 else [] %>
<%= web.value_imports(cells) ~ web.links_import(linked) -%>
import { useListParams } from '../../lib/list-params';
<% if entity.has.import_csv %>
import { texts } from '../../texts';
<% endif %>
import {⟪delete<%= entity.name %>,·use<%= entity.name %>List¤⟫} from './api';
import { labels } from './labels';
<% if toolbar %>
import { <%= entity.name %>Toolbar } from './<%= entity.name %>Toolbar';
<% endif %>
<%= web.tones_import(cells) -%>
<% if entity.has.views %>
import { views } from './views';
<% endif %>

const columns: TableColumn<<%= entity.name %>>[] = [
  {
<% if entity.display %>
    name: '<%= entity.display.name %>',
    label: labels.fields.<%= entity.display.name %>,
<% else %>
    name: 'id',
    label: labels.singular,
<% endif %>
<% if not entity.display or entity.display.type == 'text' %>
    sortable: false,
<% endif %>
<% if entity.image %>
    cell: (row) => (
      <RowTitle⟪to={`/<%= entity.folder %>/${row.id}`}·text={<%= entity.var %>Label(row)}⟩>
        <Thumbnail image={row.<%= entity.image.name %>} />
      </RowTitle>
    ),
<% else %>
    cell: (row) => ⦅<RowTitle⟪to={`/<%= entity.folder %>/${row.id}`}·text={<%= entity.var %>Label(row)}⟫/>⦆,
<% endif %>
  },
<% for m in cells %>
  {
    name: '<%= m.name %>',
    label: labels.fields.<%= m.name %>,
<% if m.is_relation and not m.target.display %>
    sortable: false,
<% endif %>
<% if not m.is_relation and m.type in ['integer', 'decimal', 'money'] %>
    numeric: true,
<% endif %>
    cell: (row) => ⦅<%= web.value(m, 'row') %>⦆,
  },
<% endfor %>
<% for l in linked %>
  {
    name: '<%= l.name %>',
    label: labels.fields.<%= l.name %>,
    sortable: false,
    cell: (row) => ⦅<RelationsValue⟪value={row.<%= l.name %>}·path="/<%= l.target.folder %>"⟫/>⦆,
  },
<% endfor %>
];

export function <%= entity.name %>ListPage() {
  const list = useListParams(<%= entity.var %>Query);
  const result = use<%= entity.name %>List(list.query);

  return (
    <div className="page">
<% if entity.has.export_csv %>
      <ListHeader⟪labels={labels}·path="/<%= entity.folder %>"<% if entity.has.views %>·views={views}<% endif %>⟩>
        <ExportLink path="/<%= entity.folder %>" list={list} />
<% if entity.has.import_csv %>
        <ButtonLink to="/<%= entity.folder %>/import">
          <UploadIcon />
          {texts.importCsv}
        </ButtonLink>
<% endif %>
      </ListHeader>
<% else %>
      <ListHeader⟪labels={labels}·path="/<%= entity.folder %>"<% if entity.has.views %>·views={views}<% endif %>⟫/>
<% endif %>
<% if toolbar %>
      <<%= entity.name %>Toolbar list={list}>
        <SortSelect list={list} columns={columns} />
      </<%= entity.name %>Toolbar>
<% else %>
      <div className="toolbar">
        <SortSelect list={list} columns={columns} />
      </div>
<% endif %>
      <RecordList
        labels={labels}
        path="/<%= entity.folder %>"
        list={list}
        result={result}
        columns={columns}
        rowTitle={<%= entity.var %>Label}
        remove={delete<%= entity.name %>}
      />
    </div>
  );
}
