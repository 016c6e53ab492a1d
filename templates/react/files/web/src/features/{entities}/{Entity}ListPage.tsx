<% import "web.jinja" as web %>
<% set cells = entity.columns[1:] if entity.display else entity.columns %>
<% set filtered = entity.filters or entity.has.date %>
import {⟪<%= entity.var %>Label,·<%= entity.var %>Query,·type <%= entity.name %>¤⟫} from '#shared/<%= entity.file %>';
<% if entity.has.boolean %>
import { BooleanFilter } from '../../components/BooleanFilter';
<% endif %>
import type { TableColumn } from '../../components/DataTable';
<% if entity.has.date %>
import { DateRangeFilter } from '../../components/DateRangeFilter';
<% endif %>
<% if filtered %>
import { Filters } from '../../components/Filters';
<% endif %>
import { ListHeader } from '../../components/ListHeader';
import { RecordList } from '../../components/RecordList';
<% if entity.relations %>
import { RelationFilter } from '../../components/RelationFilter';
<% endif %>
import { RowTitle } from '../../components/RowTitle';
<% if entity.has.search %>
import { SearchBox } from '../../components/SearchBox';
<% endif %>
<% if entity.has.enum %>
import { SelectFilter } from '../../components/SelectFilter';
<% endif %>
import { SortSelect } from '../../components/SortSelect';
<% if entity.image %>
import { Thumbnail } from '../../components/Thumbnail';
<% endif %>
<%= web.value_imports(cells) -%>
import { useListParams } from '../../lib/list-params';
<% if entity.has.search %>
import { texts } from '../../texts';
<% endif %>
<% for target in entity.targets %>
import { <%= target.var %>Options } from '../<%= target.folder %>/options';
<% endfor %>
import {⟪delete<%= entity.name %>,·use<%= entity.name %>List¤⟫} from './api';
import { labels } from './labels';
<% if entity.self_relation %>
import { <%= entity.var %>Options } from './options';
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
];

export function <%= entity.name %>ListPage() {
  const list = useListParams(<%= entity.var %>Query);
  const result = use<%= entity.name %>List(list.query);

  return (
    <div className="page">
      <ListHeader labels={labels} path="/<%= entity.folder %>" />
      <div className="toolbar">
<% if entity.has.search %>
        <SearchBox list={list} label={texts.searchIn(labels.plural)} />
<% endif %>
        <SortSelect list={list} columns={columns} />
<% if filtered %>
        <Filters list={list}>
<% for m in entity.form %>
<% if m.is_relation %>
          <RelationFilter⟪list={list}·name="<%= m.key %>"·label={labels.fields.<%= m.name %>}·source={<%= m.target.var %>Options}⟫/>
<% elif m.type == 'enum' %>
          <SelectFilter⟪list={list}·name="<%= m.name %>"·label={labels.fields.<%= m.name %>}·options={labels.values.<%= m.name %>}⟫/>
<% elif m.type == 'boolean' %>
          <BooleanFilter⟪list={list}·name="<%= m.name %>"·label={labels.fields.<%= m.name %>}⟫/>
<% elif m.type == 'date' %>
          <DateRangeFilter⟪list={list}·name="<%= m.name %>"·label={labels.fields.<%= m.name %>}⟫/>
<% endif %>
<% endfor %>
        </Filters>
<% endif %>
      </div>
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
