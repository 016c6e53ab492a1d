<% import "api.jinja" as api %>
<% set tables = entities|selectattr('schema', 'eq', entity.index)|list %>
<% macro columns_of(i) -%>
<%- for c in i.columns %><% if c.nocase %>sql`${table.<%= c.key %>} COLLATE NOCASE`<% else %>table.<%= c.key %><% endif %><% if not loop.last %>,·<% endif %><% endfor -%>
<%- endmacro %>
<% set ns = namespace(sql=false, check=false, foreign=false, unique=false, ahead=false, flag=false, choice=false, integer=false, real=false, many=false, image=false, owned=false, others=[]) %>
<% for e in tables %>
<% for i in e.indexes %><% for c in i.columns if c.nocase %><% set ns.sql = true %><% endfor %><% endfor %>
<% for f in e.fields %>
<% if api.check(f) %><% set ns.check = true %><% set ns.sql = true %><% endif %>
<% endfor %>
<% for u in e.uniques %><% set ns.unique = true %><% if u.folded %><% set ns.sql = true %><% endif %><% endfor %>
<% if e.has.boolean %><% set ns.flag = true %><% endif %>
<% if e.has.enum %><% set ns.choice = true %><% endif %>
<% if e.has.integer or e.has.money or e.has.board or e.links %><% set ns.integer = true %><% endif %>
<% if e.has.decimal %><% set ns.real = true %><% endif %>
<% if e.has.image %><% set ns.image = true %><% endif %>
<% if e.has.image or e.has.ownership or e.links or e.relations %><% set ns.foreign = true %><% endif %>
<% if e.has.ownership %><% set ns.owned = true %><% endif %>
<% if e.links %><% set ns.many = true %><% endif %>
<% for r in e.relations + e.links %>
<% set target = entities[r.target.index] %>
<% if target.schema != entity.index and target.vars not in ns.others %><% set ns.others = ns.others + [target.vars] %><% endif %>
<% endfor %>
<% for r in e.relations if r.target.index >= e.index and entities[r.target.index].schema == entity.index %><% set ns.ahead = true %><% endfor %>
<% endfor %>
<% if ns.sql %>
import { sql } from 'drizzle-orm';
<% endif %>
import {⟪<% if ns.check %>check,·<% endif %><% if ns.foreign %>foreignKey,·<% endif %>index,·<% if ns.integer %>integer,·<% endif %><% if ns.many %>primaryKey,·<% endif %><% if ns.real %>real,·<% endif %>sqliteTable,·text<% if ns.unique %>,·uniqueIndex<% endif %><% if ns.ahead %>,·type SQLiteTableExtraConfigValue<% endif %>¤⟫} from 'drizzle-orm/sqlite-core';
<% for e in tables if e.has.enum %>
import { <%= e.var %>Options } from '#shared/<%= e.file %>';
<% endfor %>
<% if ns.flag and ns.choice %>
import { choice, flag } from '../columns';
<% elif ns.flag %>
import { flag } from '../columns';
<% elif ns.choice %>
import { choice } from '../columns';
<% endif %>
<% if ns.owned %>
import { accounts } from './accounts';
<% endif %>
<% if ns.image %>
import { images } from './images';
<% endif %>
<% for e in entities|sort(attribute='folder') if e.vars in ns.others %>
import { <%= e.vars %> } from './<%= entities[e.schema].folder %>';
<% endfor %>

<% for e in tables %>
<% set own = namespace(checks=false, ahead=false) %>
<% for r in e.relations if r.target.index >= e.index and entities[r.target.index].schema == entity.index %><% set own.ahead = true %><% endfor %>
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
<% for e in tables %>
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
