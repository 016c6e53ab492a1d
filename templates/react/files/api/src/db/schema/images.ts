<% if has.ownership %>
import { foreignKey, index, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { accounts } from './accounts';
<% else %>
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
<% endif %>

/** Uploaded pictures; the files themselves lie in a folder beside the database. */
<% if has.ownership %>
export const images = sqliteTable(
  'images',
  {
    id: text('id').primaryKey().notNull(),
    ownerId: text('owner_id'),
    type: text('type').notNull(),
    createdAt: text('created_at').notNull(),
  },
  (table) => [
    foreignKey({
      columns: [table.ownerId],
      foreignColumns: [accounts.id],
    }).onDelete('set null'),
    index('images_owner_id_index').on(table.ownerId),
  ],
);
<% else %>
export const images = sqliteTable('images', {
  id: text('id').primaryKey().notNull(),
  type: text('type').notNull(),
  createdAt: text('created_at').notNull(),
});
<% endif %>
