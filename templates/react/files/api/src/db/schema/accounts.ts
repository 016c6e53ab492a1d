import { sql } from 'drizzle-orm';
import { check, foreignKey, index, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

export const accounts = sqliteTable(
  'accounts',
  {
    id: text('id').primaryKey().notNull(),
    name: text('name').notNull(),
    email: text('email').notNull(),
    passwordHash: text('password_hash').notNull(),
    createdAt: text('created_at').notNull(),
  },
  (table) => [
    check('accounts_email', sql`"email" = lower("email")`),
    uniqueIndex('accounts_email_index').on(table.email),
  ],
);

/** Who is signed in; the id is the hash of the token in the browser's cookie. */
export const sessions = sqliteTable(
  'sessions',
  {
    id: text('id').primaryKey().notNull(),
    accountId: text('account_id').notNull(),
    createdAt: text('created_at').notNull(),
    usedAt: text('used_at').notNull(),
  },
  (table) => [
    foreignKey({
      columns: [table.accountId],
      foreignColumns: [accounts.id],
    }).onDelete('cascade'),
    index('sessions_account_id_index').on(table.accountId),
  ],
);
