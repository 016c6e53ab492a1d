import { sql } from 'drizzle-orm';
import {⟪check,·foreignKey,·index,·sqliteTable,·text,·type AnySQLiteColumn¤⟫} from 'drizzle-orm/sqlite-core';
<% if has.auth %>
import { accounts } from './accounts';
<% endif %>
<% for e in entities|sort(attribute='folder') if e.comments %>
import { <%= e.vars %> } from './<%= entities[e.schema].folder %>';
<% endfor %>

/** Comments on the records of another table. */
function commentsOn(name: string, recordColumn: string, record: AnySQLiteColumn) {
  return sqliteTable(
    name,
    {
      id: text('id').primaryKey().notNull(),
      recordId: text(recordColumn).notNull(),
<% if has.auth %>
      accountId: text('account_id').notNull(),
<% else %>
      author: text('author'),
<% endif %>
      text: text('text').notNull(),
      createdAt: text('created_at').notNull(),
      updatedAt: text('updated_at').notNull(),
    },
    (table) => [
<% if not has.auth %>
      check(`${name}_author`, sql`length("author") BETWEEN 1 AND 100`),
<% endif %>
      check(`${name}_text`, sql`length("text") BETWEEN 1 AND 2000`),
      foreignKey({ columns: [table.recordId], foreignColumns: [record] }).onDelete('cascade'),
<% if has.auth %>
      foreignKey({
        columns: [table.accountId],
        foreignColumns: [accounts.id],
      }).onDelete('cascade'),
<% endif %>
      index(`${name}_${recordColumn}_index`).on(table.recordId, table.createdAt),
<% if has.auth %>
      index(`${name}_account_id_index`).on(table.accountId),
<% endif %>
    ],
  );
}

export type CommentTable = ReturnType<typeof commentsOn>;

<% for e in entities if e.comments %>
export const <%= e.comments.vars %> = commentsOn(⟨'<%= e.comments.table %>',·'<%= e.comments.column %>',·<%= e.vars %>.id¤⟩);
<% endfor %>
