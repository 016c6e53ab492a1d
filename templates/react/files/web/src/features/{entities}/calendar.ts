<% set start = entity.calendar.start %>
<% set end = entity.calendar.end %>
<% set isDate = start.type == 'date' %>
import {⟪<%= entity.var %>Label,·<%= entity.var %>SpanPage,·type <%= entity.name %>¤⟫} from '#shared/<%= entity.file %>';
<% if isDate %>
import { onDays, type CalendarSource, type Entry } from '../../components/calendar/entries';
<% else %>
import {
  atMoments,
  momentsOf,
  type CalendarSource,
  type Entry,
} from '../../components/calendar/entries';
<% endif %>
import { apiClient } from '../../lib/api';

const path = '/<%= entity.folder %>';

function toEntry(record: <%= entity.name %>): Entry {
  return {
    id: record.id,
    title: <%= entity.var %>Label(record),
    ...<%= 'onDays' if isDate else 'atMoments' %>(⟨record.<%= start.name %><% if not start.required %> ?? ''<% endif %><% if end %>,·record.<%= end.name %><% endif %>¤⟩),
  };
}

export const <%= entity.var %>Calendar: CalendarSource = {
  key: path,
  async load(first, last, query, signal) {
<% if isDate %>
    const address = `${path}/calendar/${first}/${last}?${query}`;
<% else %>
    const { from, to } = momentsOf(first, last);
    const address = `${path}/calendar/${from}/${to}?${query}`;
<% endif %>
    const { data, total } = await apiClient.get(⟨address,·<%= entity.var %>SpanPage,·signal¤⟩);
    return { entries: data.map(toEntry), total };
  },
<% if isDate %>
  createPath: (day) =>‹·`${path}/new?<%= start.name %>=${day}`›,
<% else %>
  createPath(day) {
    const morning = new Date(`${day}T09:00`).toISOString();
    return `${path}/new?<%= start.name %>=${morning}`;
  },
<% endif %>
};
