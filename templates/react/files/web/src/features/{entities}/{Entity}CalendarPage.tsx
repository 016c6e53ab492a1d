<% set toolbar = entity.filters or entity.has.date or entity.has.search %>
import { <%= entity.var %>SpanQuery } from '#shared/<%= entity.file %>';
import { Calendar } from '../../components/calendar/Calendar';
import { ListHeader } from '../../components/ListHeader';
import { useListParams } from '../../lib/list-params';
import { <%= entity.var %>Calendar } from './calendar';
import { labels } from './labels';
<% if toolbar %>
import { <%= entity.name %>Toolbar } from './<%= entity.name %>Toolbar';
<% endif %>
import { views } from './views';

export function <%= entity.name %>CalendarPage() {
  const list = useListParams(<%= entity.var %>SpanQuery);

  return (
    <div className="page page-wide">
      <ListHeader⟪labels={labels}·path="/<%= entity.folder %>"·views={views}⟫/>
<% if toolbar %>
      <<%= entity.name %>Toolbar list={list} />
<% endif %>
      <Calendar⟪source={<%= entity.var %>Calendar}·query={list.query}·path="/<%= entity.folder %>"·label={labels.plural}⟫/>
    </div>
  );
}
