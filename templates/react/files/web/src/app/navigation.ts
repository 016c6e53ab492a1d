<% for e in entities %>
import { labels as <%= e.var %>Labels } from '../features/<%= e.folder %>/labels';
<% endfor %>

export const navigation = [
<% for e in entities %>
  {
    path: '/<%= e.folder %>',
    label: <%= e.var %>Labels.plural,
  },
<% endfor %>
];
