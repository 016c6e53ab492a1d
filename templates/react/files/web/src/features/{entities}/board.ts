<% import "api.jinja" as api %>
import {⟪<%= entity.var %>ColumnPage,·<%= entity.var %>Record,·type <%= entity.name %>¤⟫} from '#shared/<%= entity.file %>';
import type { BoardSource<% if not entity.board.required %>, ColumnSetup<% endif %> } from '../../components/board/board';
import { apiClient } from '../../lib/api';
<% if not entity.board.required %>
import { texts } from '../../texts';
<% endif %>
import { labels } from './labels';

const path = '/<%= entity.folder %>';
const options =‹·labels.values.<%= entity.board.name %>›;

function toColumn([name, label]: [string, string]) {
  return { name, label, createPath:‹·`${path}/new?<%= entity.board.name %>=${name}`› };
}

<% if entity.board.required %>
export const columns = Object.entries(options).map(toColumn);
<% else %>
export const columns: ColumnSetup[] = [
  ...Object.entries(options).map(toColumn),
  { name: <%= api.unset(entity.board) %>, label: texts.notSet },
];
<% endif %>

export const <%= entity.var %>Board: BoardSource<<%= entity.name %>> = {
  key: path,
  load(column, query, size, signal) {
    const address = new URLSearchParams(query);
    address.set('pageSize', String(size));
    const columnPath = `${path}/board/${column}?${address}`;
    return apiClient.get(columnPath, <%= entity.var %>ColumnPage, signal);
  },
  move(id, place) {
    return apiClient.patch(`${path}/${id}/move`, <%= entity.var %>Record, place);
  },
};
