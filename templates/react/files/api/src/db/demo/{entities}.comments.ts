import type { CommentInput } from '#shared/comments';

interface Row extends CommentInput {
  id: string;
  recordId: string;
}

export const demo<%= entity.comments.name %>s: Row[] = [
<% for row in entity.comments.rows %>
  {
    id: '<%= row.id %>',
    recordId: '<%= row.row %>',
<% if not has.auth %>
    <%= entry('author', row.author) %>
<% endif %>
    <%= entry('text', row.text) %>
  },
<% endfor %>
];
