<% set filtered = entity.has.filters or entity.has.date %>
import type { ReactNode } from 'react';
<% if entity.has.boolean %>
import { BooleanFilter } from '../../components/BooleanFilter';
<% endif %>
<% if entity.has.date %>
import { DateRangeFilter } from '../../components/DateRangeFilter';
<% endif %>
<% if filtered %>
import { Filters } from '../../components/Filters';
<% endif %>
<% if entity.relations or entity.links %>
import { RelationFilter } from '../../components/RelationFilter';
<% endif %>
<% if entity.has.search %>
import { SearchBox } from '../../components/SearchBox';
<% endif %>
<% if entity.has.enum %>
import { SelectFilter } from '../../components/SelectFilter';
<% endif %>
import type { ListParams } from '../../lib/list-params';
<% if entity.has.search %>
import { texts } from '../../texts';
<% endif %>
<% for target in entity.targets %>
import { <%= target.var %>Options } from '../<%= target.folder %>/options';
<% endfor %>
import { labels } from './labels';
<% if entity.self_relation %>
import { <%= entity.var %>Options } from './options';
<% endif %>

interface Props {
  list: ListParams;
  /** What a page needs besides the search and the filters. */
  children?: ReactNode;
}

export function <%= entity.name %>Toolbar({ list, children }: Props) {
  return (
    <div className="toolbar">
<% if entity.has.search %>
      <SearchBox list={list} label={texts.searchIn(labels.plural)} />
<% endif %>
      {children}
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
<% for l in entity.links %>
        <RelationFilter⟪list={list}·name="<%= l.key %>"·label={labels.fields.<%= l.name %>}·source={<%= l.target.var %>Options}⟫/>
<% endfor %>
      </Filters>
<% endif %>
    </div>
  );
}
