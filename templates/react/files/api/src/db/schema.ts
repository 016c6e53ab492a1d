<% import "api.jinja" as api %>
<% macro columns_of(i) -%>
<%- for c in i.columns %><% if c.nocase %>sql`${table.<%= c.key %>} COLLATE NOCASE`<% else %>table.<%= c.key %><% endif %><% if not loop.last %>,·<% endif %><% endfor -%>
<%- endmacro %>
<% set ns = namespace(sql=has.auth or has.comments, check=has.auth or has.comments, foreign=has.auth or has.comments, unique=has.auth, ahead=false) %>
<% for e in entities %>
<% for i in e.indexes %><% for c in i.columns if c.nocase %><% set ns.sql = true %><% endfor %><% endfor %>
<% for f in e.fields %>
<% if api.check(f) %><% set ns.check = true %><% endif %>
<% if f.type == 'image' %><% set ns.foreign = true %><% endif %>
<% endfor %>
<% if e.links %><% set ns.foreign = true %><% endif %>
<% for u in e.uniques %><% set ns.unique = true %><% if u.folded %><% set ns.sql = true %><% endif %><% endfor %>
<% for r in e.relations %><% set ns.foreign = true %><% if r.target.index >= e.index %><% set ns.ahead = true %><% endif %><% endfor %>
<% endfor %>
<% if ns.check or ns.sql %>
import { sql } from 'drizzle-orm';
<% endif %>
import {⟪<% if ns.check %>check,·<% endif %><% if ns.foreign %>foreignKey,·<% endif %>index,·<% if has.integer or has.money or has.boolean or has.board or has.many %>integer,·<% endif %><% if has.many %>primaryKey,·<% endif %><% if has.decimal %>real,·<% endif %>sqliteTable,·text<% if has.comments %>,·type AnySQLiteColumn<% endif %><% if ns.ahead %>,·type SQLiteTableExtraConfigValue<% endif %><% if ns.unique %>,·uniqueIndex<% endif %>¤⟫} from 'drizzle-orm/sqlite-core';
<% for e in entities if e.has.enum %>
import { <%= e.var %>Options } from '#shared/<%= e.file %>';
<% endfor %>

<% if has.boolean %>
const flag = (name: string) => integer(name, { mode: 'boolean' });

<% endif %>
<% if has.enum %>
/** A text that is one of the options. */
function choice<const Options extends readonly [string, ...string[]]>(
  name: string,
  options: Options,
) {
  return text(name, { enum: options });
}

<% endif %>
<% if has.auth %>
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

<% endif %>
<% if has.image %>
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

<% endif %>
<% for e in entities %>
<% set own = namespace(checks=false, ahead=false) %>
<% for r in e.relations if r.target.index >= e.index %><% set own.ahead = true %><% endfor %>
<% for f in e.fields %><% if api.check(f) %><% set own.checks = true %><% endif %><% endfor %>
<% set ruled = own.checks or e.has.image or e.relations or e.uniques or e.has.ownership or e.indexes|length > 1 %>
export const <%= e.vars %> = sqliteTable(
  '<%= e.table %>',
  {
    id: text('id').primaryKey().notNull(),
<% if e.has.ownership %>
    <%= owner.key %>: text('<%= owner.column %>').notNull(),
<% endif %>
<% for m in e.members %>
    <%= m.key %>: <%= api.column(e.var, m) %>,
<% endfor %>
<% if e.search %>
    searchText: text('search_text').notNull(),
<% endif %>
<% if e.has.board %>
    boardPosition: integer('board_position').notNull().default(0),
<% endif %>
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
  },
<% if ruled %>
  (table)<% if own.ahead %>: SQLiteTableExtraConfigValue[]<% endif %> => [
<% for f in e.fields if api.check(f) %>
    check(⟨'<%= e.table %>_<%= f.column %>',·sql`<%= api.check(f) %>`¤⟩),
<% endfor %>
<% if e.has.ownership %>
    foreignKey({
      columns: [table.<%= owner.key %>],
      foreignColumns: [accounts.id],
    }).onDelete('cascade'),
<% endif %>
<% for m in e.members if m.is_relation or m.type == 'image' %>
    foreignKey({
      columns: [table.<%= m.key %>],
<% if m.is_relation %>
      foreignColumns: [<%= m.target.vars %>.id],
    }).onDelete('<%= m.on_delete|replace('_', ' ') %>'),
<% else %>
      foreignColumns: [images.id],
    }).onDelete('restrict'),
<% endif %>
<% endfor %>
<% for u in e.uniques %>
    uniqueIndex(⟨'<%= u.name %>'¤⟩).on(⟨<% if e.has.ownership %>table.<%= owner.key %>,·<% endif %><% for m in u.members %><%= api.unique_column(m) %><% if not loop.last %>,·<% endif %><% endfor %>¤⟩),
<% endfor %>
<% for i in e.indexes %>
    index(⟨'<%= i.name %>'¤⟩).on(⟨<%= columns_of(i) %>¤⟩),
<% endfor %>
  ],
<% else %>
  (table) => [index(⟨'<%= e.indexes[0].name %>'¤⟩).on(⟨<%= columns_of(e.indexes[0]) %>¤⟩)],
<% endif %>
);
<% if not loop.last %>

<% endif %>
<% endfor %>
<% for e in entities %>
<% for l in e.links %>

export const <%= l.vars %> = sqliteTable(
  '<%= l.table %>',
  {
    <%= l.own %>: text(⟨'<%= l.own_column %>'¤⟩).notNull(),
    <%= l.other %>: text(⟨'<%= l.other_column %>'¤⟩).notNull(),
    position: integer('position').notNull(),
  },
  (table) => [
    primaryKey({⟪columns: [⟨table.<%= l.own %>,·table.<%= l.other %>¤⟩]¤⟫}),
    foreignKey({
      columns: [table.<%= l.own %>],
      foreignColumns: [<%= e.vars %>.id],
    }).onDelete('cascade'),
    foreignKey({
      columns: [table.<%= l.other %>],
      foreignColumns: [<%= l.target.vars %>.id],
    }).onDelete('<%= l.on_other_delete %>'),
    index(⟨'<%= l.table %>_<%= l.other_column %>_index'¤⟩).on(⟨table.<%= l.other %>¤⟩),
  ],
);
<% endfor %>
<% endfor %>
<% if has.comments %>

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
<% endif %>
