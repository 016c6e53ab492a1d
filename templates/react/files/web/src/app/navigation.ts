<% if has.dashboard %>
import { texts } from '../texts';
<% endif %>
<% for e in entities %>
import { labels as <%= e.var %>Labels } from '../features/<%= e.folder %>/labels';
<% endfor %>

export const navigation = [
<% if has.dashboard %>
  {
    path: '/dashboard',
    label: texts.dashboard,
  },
<% endif %>
<% for e in entities %>
  {
    path: '/<%= e.folder %>',
    label: <%= e.var %>Labels.plural,
  },
<% endfor %>
];
