<% import "api.jinja" as api %>
<% set dash = has.dashboard %>
<% set has = entity.has %>
<% set owned = has.ownership %>
<% set summed = dash and entity.dashboard.category and entity.dashboard.category.is_relation %>
<% set ranges = has.integer or has.decimal or has.money or has.date or has.datetime %>
<% set narrows = ranges or has.boolean or has.enum or entity.relations or entity.links %>
<% set uses = namespace(names=[]) %>
<% set ns = namespace(named=false, nocase=false, label=false, tables=[entity.vars], terms=[]) %>
<% macro label_of(own, target, wrap=false) -%>
<% set display = target.display %>
<% if display is none and wrap %> sql<string>`${<%= own %>.id}`
<%- elif display is none %> <%= own %>.id
<%- elif api.is_special(display) %> labelled(⟨<%= own %>,·'<%= display.name %>',·<%= target.var %>Label¤⟩)
<%- elif api.nullable(display) %> sql<string>`coalesce(${<%= own %>.<%= display.name %>}, ${<%= own %>.id})`
<%- elif wrap %> sql<string>`${<%= own %>.<%= display.name %>}`
<%- else %>‹·<%= own %>.<%= display.name %>›
<%- endif -%>
<% endmacro %>
<% macro member(m) %>{⟪name: '<%= m.key %>',·column: <%= entity.vars %>.<%= m.key %><% if not m.is_relation and m.folded %>,·folded: true<% endif %>¤⟫}<% endmacro %>
<% set named_by = namespace(others=[], own=false) %>
<% for r in entity.relations + entity.links if api.is_special(r.target.display) %>
<% if r.target.name == entity.name %><% set named_by.own = true %>
<% elif r.target.index not in named_by.others %><% set named_by.others = named_by.others + [r.target.index] %>
<% endif %>
<% endfor %>
<% if entity.search %><% set ns.terms = ['contains(searchText, query.q)'] %><% endif %>
<% for m in entity.members %>
<% set pair = entity.vars ~ '.' ~ m.key ~ ',·query.' ~ m.key %>
<% if m.is_relation or m.type == 'boolean' %>
<% set ns.terms = ns.terms + ['equals(⟨' ~ pair ~ '¤⟩)'] %>
<% elif m.type == 'enum' %>
<% set ns.terms = ns.terms + ['oneOf(⟨' ~ pair ~ '¤⟩)'] %>
<% elif api.is_range(m) %>
<% set ns.terms = ns.terms + ['from(⟨' ~ pair ~ 'From¤⟩)', 'to(⟨' ~ pair ~ 'To¤⟩)'] %>
<% endif %>
<% endfor %>
<% for l in entity.links %>
<% set ns.terms = ns.terms + ['linkedTo(⟨' ~ entity.vars ~ '.id,·' ~ l.name ~ 'Links,·query.' ~ l.key ~ '¤⟩)'] %>
<% if l.target.vars not in ns.tables %><% set ns.tables = ns.tables + [l.target.vars] %><% endif %>
<% set ns.tables = ns.tables + [l.vars] %>
<% if not api.is_special(l.target.display) %><% set ns.label = true %><% endif %>
<% endfor %>
<% for f in entity.sorts if api.is_text(f) %><% set ns.nocase = true %><% endfor %>
<% for r in entity.relations %>
<% if r.target.display is not none and api.is_text(r.target.display) %><% set ns.nocase = true %><% endif %>
<% if r.target.display is not none and api.nullable(r.target.display) and not api.is_special(r.target.display) %><% set ns.label = true %><% endif %>
<% if r.target.vars not in ns.tables %><% set ns.tables = ns.tables + [r.target.vars] %><% endif %>
<% endfor %>
<% for e in entities if e.has.import_csv %>
<% for r in e.relations + e.links if r.target.name == entity.name %><% set ns.named = true %><% endfor %>
<% endfor %>
<% set special = api.is_special(entity.display) %>
<% if ns.named and special %><% set named_by.own = true %><% endif %>
<% if ns.named and not special and entity.display is not none and api.nullable(entity.display) %><% set ns.label = true %><% endif %>
import {⟪<% if narrows or (ns.named and owned and not special) %>and,·<% endif %><% if owned or entity.relations %>eq,·<% endif %>getTableColumns<% if ns.named and not special %>,·inArray,·or<% endif %><% if ns.label %>,·sql<% endif %><% if ns.terms or owned %>,·type SQL<% endif %>¤⟫} from 'drizzle-orm';
<% if entity.relations %>
import { alias } from 'drizzle-orm/sqlite-core';
<% endif %>
<% for e in entities|sort(attribute='file') if e.index in named_by.others %>
import { <%= e.var %>Label } from '#shared/<%= e.file %>';
<% endfor %>
<% set valued = has.enum or named_by.own %>
<% set t = 'type ' if valued else '' %>
<% set names = ([entity.var ~ 'Label'] if named_by.own else []) + ([entity.var ~ 'Options'] if has.enum else []) + ([t ~ entity.name ~ 'Column'] if has.board else []) + ([t ~ entity.name ~ 'Filters'] if ns.terms else []) + ([t ~ entity.name ~ 'Patch'] if entity.search else []) %>
<% if names %>
import <% if not valued %>type <% endif %>{⟪<%= names|join(',·') %>¤⟫} from '#shared/<%= entity.file %>';
<% endif %>
<% if has.import_csv and entity.uniques %>
import { unique } from '../csv/duplicates';
<% endif %>
import type { Database } from '../db/client';
import {⟪<% for table in ns.tables|sort %><%= table %><% if not loop.last %>,·<% endif %><% endfor %><% if ns.tables|length > 1 %>¤<% endif %>⟫} from '../db/schema';
<% if has.board %>
import { inColumn } from '../lib/board';
<% endif %>
<% if narrows %>
<% if has.boolean or entity.relations %><% set uses.names = uses.names + ['equals'] %><% endif %>
<% if ranges %><% set uses.names = uses.names + ['from'] %><% endif %>
<% if entity.links %><% set uses.names = uses.names + ['linkedTo'] %><% endif %>
<% if has.enum %><% set uses.names = uses.names + ['oneOf'] %><% endif %>
<% if ranges %><% set uses.names = uses.names + ['to'] %><% endif %>
import { <%= uses.names|join(', ') %> } from '../lib/filters';
<% endif %>
<% if entity.search %>
import { fold } from '../lib/fold';
<% endif %>
<% if named_by.own or named_by.others %>
import { labelled } from '../lib/labels';
<% endif %>
<% if entity.links %>
import { findLinks } from '../lib/links';
<% endif %>
<% set uses.names = (['contains'] if entity.search else []) + (['ignoringCase'] if ns.nocase else []) + (['inOrder'] if has.enum else []) %>
<% if uses.names %>
import { <%= uses.names|join(', ') %> } from '../lib/query';
<% endif %>

<% if owned %>
const {⟪<% if entity.search %>searchText,·<% endif %><% if has.board %>boardPosition,·<% endif %><%= owner.key %>,·...stored⟫} = getTableColumns(⟨<%= entity.vars %>¤⟩);
<% elif entity.search and has.board %>
const { searchText, boardPosition, ...stored } = getTableColumns(<%= entity.vars %>);
<% elif entity.search %>
const { searchText, ...stored } = getTableColumns(<%= entity.vars %>);
<% elif has.board %>
const { boardPosition, ...stored } = getTableColumns(<%= entity.vars %>);
<% else %>
const stored = getTableColumns(<%= entity.vars %>);
<% endif %>

<% if entity.relations %>
<% if summed %>export <% endif %>const related = {
<% for r in entity.relations %>
  <%= r.name %>: alias(⟨<%= r.target.vars %>,·'<%= r.name %>'¤⟩),
<% endfor %>
};

<% if summed %>export <% endif %>const selection = {
  ...stored,
<% for r in entity.relations %>
  <%= r.name %>: {
    id: related.<%= r.name %>.id,
    label:<%= label_of('related.' ~ r.name, r.target) %>,
  },
<% endfor %>
};

<% endif %>
<% for l in entity.links %>
export const <%= l.name %>Links = {
  own: <%= l.vars %>.<%= l.own %>,
  other: <%= l.vars %>.<%= l.other %>,
  position: <%= l.vars %>.position,
  target: <%= l.target.vars %>.id,
  label:<%= label_of(l.target.vars, l.target, true) %>,
};

<% endfor %>
/** What lists can be sorted by. */
export const sortColumns = {
<% for f in entity.sorts %>
<% if api.is_text(f) %>
  <%= f.name %>: ignoringCase(⟨<%= entity.vars %>.<%= f.name %>¤⟩),
<% elif f.type == 'enum' %>
  <%= f.name %>: inOrder(⟨<%= entity.vars %>.<%= f.name %>,·<%= api.options(entity.var, f) %>¤⟩),
<% else %>
  <%= f.name %>:‹·<%= entity.vars %>.<%= f.name %>›,
<% endif %>
<% endfor %>
<% for r in entity.relations if r.target.display is not none %>
<% if api.is_text(r.target.display) %>
  <%= r.name %>: ignoringCase(⟨related.<%= r.name %>.<%= r.target.display.name %>¤⟩),
<% else %>
  <%= r.name %>:‹·related.<%= r.name %>.<%= r.target.display.name %>›,
<% endif %>
<% endfor %>
  createdAt: <%= entity.vars %>.createdAt,
};
<% if ns.terms %>

/** What records are narrowed to. */
export function filtersOf(query: <%= entity.name %>Filters): SQL | undefined {
<% if narrows %>
  return and(⟨<%= ns.terms|join(',·') %>¤⟩);
<% else %>
  return contains(searchText, query.q);
<% endif %>
}
<% endif %>
<% if entity.relations %>

/** The ids of records; the database passes over the relations that a query makes no use of. */
export function selectIds(db: Database) {
  return db‹°.select({ id: <%= entity.vars %>.id })°.from(<%= entity.vars %>)<% for r in entity.relations %>°.leftJoin(⟨related.<%= r.name %>,·eq(⟨related.<%= r.name %>.id,·<%= entity.vars %>.<%= r.key %>¤⟩)¤⟩)<% endfor %>›;
}
<% endif %>

/** All that is read of records. */
export function selectRecords(db: Database) {
<% if entity.relations %>
  return db‹°.select(selection)°.from(<%= entity.vars %>)<% for r in entity.relations %>°.<% if r.required %>inner<% else %>left<% endif %>Join(⟨related.<%= r.name %>,·eq(⟨related.<%= r.name %>.id,·<%= entity.vars %>.<%= r.key %>¤⟩)¤⟩)<% endfor %>›;
<% else %>
  return db.select(stored).from(<%= entity.vars %>);
<% endif %>
}
<% if entity.links %>

/** Adds to rows what they are linked to. */
export async function withLinks<Row extends { id: string }>(db: Database, rows: Row[]) {
  const ids = rows.map(({ id }) => id);
<% for l in entity.links %>
  const <%= l.name %>Of = await findLinks(⟨db,·<%= l.name %>Links,·ids¤⟩);
<% endfor %>
  return rows.map((row) => {
    const linked = {
<% for l in entity.links %>
      <%= l.name %>: <%= l.name %>Of(row.id),
<% endfor %>
    };
    return {
      ...row,
      ...linked,
<% for l in entity.links %>
      <%= l.key %>: linked.<%= l.name %>.map(⟨({ id }) => id¤⟩),
<% endfor %>
    };
  });
}
<% endif %>
<% if owned %>

/** What belongs to an account. */
export function ownedBy(id: string): SQL {
  return eq(<%= owner.key %>, id);
}
<% endif %>
<% if has.board %>

export const board = { table: <%= entity.vars %>, position: boardPosition };
<% if not entity.board.required %>

export function valueOf(column: <%= entity.name %>Column) {
  return column === <%= api.unset(entity.board) %> ? null : column;
}
<% endif %>

/** The cards of a column of the board. */
export function cardsOf(column: <%= entity.name %>Column): SQL {
  return inColumn(⟨<%= entity.vars %>.<%= entity.board.name %>,·<% if entity.board.required %>column<% else %>valueOf(column)<% endif %>¤⟩);
}
<% endif %>
<% if has.import_csv and entity.uniques %>

/** What no two records have alike. */
export const uniques = [⟨<% for u in entity.uniques %><% if u.members|length == 1 %>unique(<%= member(u.members[0]) %>)<% else %>unique(⟨<% for m in u.members %><%= member(m) %><% if not loop.last %>,·<% endif %><% endfor %>¤⟩)<% endif %><% if not loop.last %>,·<% endif %><% endfor %>¤⟩];
<% endif %>
<% if ns.named %>

/** The ids of records by their names, and by the ids themselves. */
export async function <%= entity.var %>IdsByName(⟨db: Database,·names: string[]<% if owned %>,·accountId: string<% endif %>¤⟩): Promise<Map<string, string[]>> {
  const ids = new Map<string, string[]>();
  const recordName =<%= label_of(entity.vars, entity) %>;
<% if special %>
  const wanted = new Set(names);
<% if owned %>
  const found = await db
    .select({ id: <%= entity.vars %>.id, name: recordName })
    .from(<%= entity.vars %>)
    .where(ownedBy(accountId));
<% else %>
  const found = await db‹°.select({ id: <%= entity.vars %>.id, name: recordName })°.from(<%= entity.vars %>)›;
<% endif %>
  for (const { id, name } of found) {
    for (const key of [id, name].filter((known) => wanted.has(known))) {
      ids.set(key, [...(ids.get(key) ?? []), id]);
    }
  }
<% else %>
  const found = await db
    .select({ id: <%= entity.vars %>.id, name: recordName })
    .from(<%= entity.vars %>)
<% if owned %>
    .where(⟨and(⟨ownedBy(accountId),·or(⟨inArray(recordName, names),·inArray(⟨<%= entity.vars %>.id,·names¤⟩)¤⟩)¤⟩)¤⟩);
<% else %>
    .where(⟨or(⟨inArray(recordName, names),·inArray(⟨<%= entity.vars %>.id,·names¤⟩)¤⟩)¤⟩);
<% endif %>
  for (const { id, name } of found) {
    for (const key of new Set([id, name])) {
      ids.set(key, [...(ids.get(key) ?? []), id]);
    }
  }
<% endif %>
  return ids;
}
<% endif %>
<% if entity.search %>

/** The words of a record that searches look through. */
export function <%= entity.var %>SearchText(⟨row: <%= entity.name %>Patch¤⟩): string {
  return fold(⟨<% for f in entity.search %>row.<%= f.name %><% if not loop.last %>,·<% endif %><% endfor %>¤⟩);
}
<% endif %>
