<% import "api.jinja" as api %>
<% set dash = has.dashboard %>
<% set has = entity.has %>
<% set d = entity.dashboard %>
<% set helpers = (['countOfRows'] if not d.sums and (d.by_month or d.category) else []) + (['fillYear', 'firstOfYear'] if d.by_month else []) + (['largest'] if d.category else []) + (['monthOf'] if d.date and (d.sums or d.by_month) else []) + (['onlyRow', 'sumOf'] if d.sums else []) %>
<% set ranges = has.integer or has.decimal or has.money or has.date or has.datetime %>
<% set wheres = entity.search or ranges or has.boolean or has.enum or entity.relations or entity.links %>
<% set many_wheres = ranges or has.boolean or has.enum or entity.relations or entity.links %>
<% set filters = [] %>
<% set uses = namespace(names=[]) %>
<% set links = has.image or entity.relations or entity.links %>
<% set linked %><% for l in entity.links %><%= l.key %>,·<% endfor %><% endset %>
<% set filtered = has.board or has.calendar or (has.export_csv and wheres) %>
<% set ns = namespace(named=false, nocase=false, label=false, tables=[entity.vars], terms=[], refs=[]) %>
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
<% set named_by = namespace(others=[], own=false) %>
<% for r in entity.relations + entity.links if api.is_special(r.target.display) %>
<% if r.target.name == entity.name %><% set named_by.own = true %>
<% elif r.target.index not in named_by.others %><% set named_by.others = named_by.others + [r.target.index] %>
<% endif %>
<% endfor %>
<% macro member(m) %>{⟪name: '<%= m.key %>',·column: <%= entity.vars %>.<%= m.key %><% if not m.is_relation and m.folded %>,·folded: true<% endif %>¤⟫}<% endmacro %>
<% set owned = has.ownership %>
<% set wheres = wheres or owned %>
<% macro same(id) %><% if has.ownership %>this.#own(eq(⟨<%= entity.vars %>.id,·<%= id %>¤⟩))<% else %>eq(<%= entity.vars %>.id, <%= id %>)<% endif %><% endmacro %>
<% macro released() %>[⟨<% for f in entity.fields if f.type == 'image' %>current.<%= f.name %><% if not loop.last %>,·<% endif %><% endfor %>¤⟩]<% endmacro %>
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
<% if m.is_relation or m.type == 'image' %>
<% set to = m.target.vars if m.is_relation else 'images' %>
<% set among = '' %>
<% if m.is_relation and entities[m.target.index].has.ownership %>
<% set among = ',·among: eq(⟨' ~ m.target.vars ~ '.' ~ owner.key ~ ',·this.#accountId¤⟩)' %>
<% elif not m.is_relation and has.per_account %>
<% set among = ',·among: this.#imageStore.visibleTo(this.#accountId)' %>
<% endif %>
<% set ns.refs = ns.refs + ["{⟪path: '" ~ m.key ~ "',·column: " ~ to ~ '.id,·id: row.' ~ m.key ~ among ~ '¤⟫}'] %>
<% endif %>
<% endfor %>
<% for l in entity.links %>
<% set ns.terms = ns.terms + ['linkedTo(⟨' ~ entity.vars ~ '.id,·' ~ l.name ~ 'Links,·query.' ~ l.key ~ '¤⟩)'] %>
<% set among = '' %>
<% if entities[l.target.index].has.ownership %>
<% set among = ',·among: eq(⟨' ~ l.target.vars ~ '.' ~ owner.key ~ ',·this.#accountId¤⟩)' %>
<% endif %>
<% set ns.refs = ns.refs + ["...(row." ~ l.key ~ " ?? []).map((id, index) => ({⟪path: `" ~ l.key ~ ".${index}`,·column: " ~ l.target.vars ~ ".id,·id" ~ among ~ "¤⟫}))"] %>
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
<% if has.image %><% set ns.tables = ns.tables + ['images'] %><% endif %>
<% for e in entities if e.has.import_csv %>
<% for r in e.relations + e.links if r.target.name == entity.name %><% set ns.named = true %><% endfor %>
<% endfor %>
<% set special = api.is_special(entity.display) %>
<% if ns.named and special %><% set named_by.own = true %><% endif %>
<% if ns.named and not special and entity.display is not none and api.nullable(entity.display) %><% set ns.label = true %><% endif %>
<% macro new_row(pad, head) %>
<%= pad %><%= head %>(⟨input: <%= entity.name %>Input,·at: Date¤⟩) {
<%= pad %>  const now = at.toISOString();
<%= pad %>  return {
<%= pad %>    ...input,
<%= pad %>    id: randomUUID(),
<% if owned %>
<%= pad %>    <%= owner.key %>: this.#accountId,
<% endif %>
<% if entity.search %>
<%= pad %>    searchText: <%= entity.var %>SearchText(input),
<% endif %>
<% if has.board %>
<%= pad %>    boardPosition: topOf(⟨board,·<% if owned %>this.#own(⟨<% endif %>inColumn(⟨<%= entity.vars %>.<%= entity.board.name %>,·input.<%= entity.board.name %>¤⟩)<% if owned %>¤⟩)<% endif %>¤⟩),
<% endif %>
<%= pad %>    createdAt: now,
<%= pad %>    updatedAt: now,
<%= pad %>  };
<%= pad %>}
<% endmacro %>
import { randomUUID } from 'node:crypto';
import {⟪<% if many_wheres or owned %>and,·<% endif %><% if has.calendar %>asc,·<% endif %><% if dash and entity.dashboard.by_month %>between,·<% endif %><% if dash and entity.dashboard.category %>desc,·<% endif %>eq,·getTableColumns<% if has.calendar %>,·gte<% endif %><% if has.export_csv or entity.relations or (ns.named and not special) %>,·inArray<% endif %><% if has.calendar %>,·lte<% endif %><% if (ns.named and not special) or (has.calendar and entity.calendar.end) %>,·or<% endif %><% if ns.label %>,·sql<% endif %><% if filtered or owned %>,·type SQL<% endif %>¤⟫} from 'drizzle-orm';
<% if entity.relations %>
import { alias } from 'drizzle-orm/sqlite-core';
<% endif %>
<% for e in entities|sort(attribute='file') if e.index in named_by.others %>
import { <%= e.var %>Label } from '#shared/<%= e.file %>';
<% endfor %>
<% set valued = has.enum or named_by.own %>
import <% if not valued %>type <% endif %>{⟪<% if named_by.own %><%= entity.var %>Label,·<% endif %><% if has.enum %><%= entity.var %>Options,·<% endif %><% set t = 'type ' if valued else '' %><%= t %><%= entity.name %>,·<% if has.board %><%= t %><%= entity.name %>BoardQuery,·<%= t %><%= entity.name %>Column,·<%= t %><%= entity.name %>ColumnPage,·<% endif %><% if has.export_csv %><%= t %><%= entity.name %>ExportQuery,·<% endif %><% if filtered %><%= t %><%= entity.name %>Filters,·<% endif %><%= t %><%= entity.name %>Input,·<% if has.board %><%= t %><%= entity.name %>Move,·<% endif %><%= t %><%= entity.name %>Page,·<%= t %><%= entity.name %>Patch,·<%= t %><%= entity.name %>Query<% if has.calendar %>,·<%= t %><%= entity.name %>Span,·<%= t %><%= entity.name %>SpanPage<% endif %>¤⟫} from '#shared/<%= entity.file %>';
<% if has.export_csv %>
import { inBatches } from '../csv/batches';
<% endif %>
<% if has.import_csv and entity.uniques %>
import { findDuplicates, unique, type Duplicate } from '../csv/duplicates';
<% endif %>
<% if dash %>
import type { Dashboard } from '#shared/dashboard';
<% endif %>
import type { Database } from '../db/client';
import {⟪<% for table in ns.tables|sort %><%= table %><% if not loop.last %>,·<% endif %><% endfor %><% if ns.tables|length > 1 %>¤<% endif %>⟫} from '../db/schema';
<% if has.board %>
import { below, cardOrder, inColumn, renumber, topOf } from '../lib/board';
<% endif %>
import { countRows } from '../lib/count';
<% if many_wheres %>
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
<% if has.image %>
import type { ImageStore } from '../lib/images';
<% endif %>
<% if named_by.own or named_by.others %>
import { labelled } from '../lib/labels';
<% endif %>
<% if entity.links %>
import { findLinks, placed } from '../lib/links';
<% endif %>
import { <% if entity.search %>contains, <% endif %><% if ns.nocase %>ignoringCase, <% endif %><% if has.enum %>inOrder, <% endif %><% if entity.search %>narrowed, <% endif %>orderBy, paginate } from '../lib/query';
<% if links %>
import { requireExisting } from '../lib/references';
<% endif %>
<% if dash and helpers %>
import { <%= helpers|join(', ') %> } from '../lib/summary';
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
const related = {
<% for r in entity.relations %>
  <%= r.name %>: alias(⟨<%= r.target.vars %>,·'<%= r.name %>'¤⟩),
<% endfor %>
};

const selection = {
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
const <%= l.name %>Links = {
  own: <%= l.vars %>.<%= l.own %>,
  other: <%= l.vars %>.<%= l.other %>,
  position: <%= l.vars %>.position,
  target: <%= l.target.vars %>.id,
  label:<%= label_of(l.target.vars, l.target, true) %>,
};

<% endfor %>
const sortColumns = {
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

<% if filtered %>
/** What records are narrowed to. */
function filtersOf(query: <%= entity.name %>Filters): SQL | undefined {
<% if many_wheres %>
  return and(⟨<%= ns.terms|join(',·') %>¤⟩);
<% else %>
  return contains(searchText, query.q);
<% endif %>
}

<% endif %>
<% if has.board %>
const board = { table: <%= entity.vars %>, position: boardPosition };

<% if not entity.board.required %>
function valueOf(column: <%= entity.name %>Column) {
  return column === <%= api.unset(entity.board) %> ? null : column;
}

<% endif %>
/** The cards of a column of the board. */
function cardsOf(column: <%= entity.name %>Column): SQL {
  return inColumn(⟨<%= entity.vars %>.<%= entity.board.name %>,·<% if entity.board.required %>column<% else %>valueOf(column)<% endif %>¤⟩);
}

<% endif %>
<% if has.import_csv and entity.uniques %>
const uniques = [⟨<% for u in entity.uniques %><% if u.members|length == 1 %>unique(<%= member(u.members[0]) %>)<% else %>unique(⟨<% for m in u.members %><%= member(m) %><% if not loop.last %>,·<% endif %><% endfor %>¤⟩)<% endif %><% if not loop.last %>,·<% endif %><% endfor %>¤⟩];

<% endif %>
<% if ns.named %>
const recordName =<%= label_of(entity.vars, entity) %>;

<% endif %>
<% if has.import_csv and not has.board %>
const batchSize = 50;

<% endif %>
<% if has.calendar %>
/** The most records that a calendar shows at once. */
const maxVisible = 1000;

<% endif %>
<% if owned %>
/** All access to the table `<%= entity.table %>`: to the records of one account. */
<% else %>
/** All access to the table `<%= entity.table %>`. */
<% endif %>
export class <%= entity.name %>Repository {
  readonly #db: Database;
<% if has.image %>
  readonly #imageStore: ImageStore;
<% endif %>
<% if has.per_account %>
  readonly #accountId: string;
<% endif %>

  constructor(db: Database<% if has.image %>, imageStore: ImageStore<% endif %><% if has.per_account %>, accountId: string<% endif %>) {
    this.#db = db;
<% if has.image %>
    this.#imageStore = imageStore;
<% endif %>
<% if has.per_account %>
    this.#accountId = accountId;
<% endif %>
  }

  async list(⟨query: <%= entity.name %>Query¤⟩): Promise<<%= entity.name %>Page> {
<% if owned %>
    const where = this.#own(⟨<% if filtered %>filtersOf(query)<% else %><%= ns.terms|join(',·') %><% endif %>¤⟩);
<% elif filtered %>
    const where = filtersOf(query);
<% elif many_wheres %>
    const where = and(⟨<%= ns.terms|join(',·') %>¤⟩);
<% elif entity.search %>
    const where = contains(searchText, query.q);
<% endif %>
<% if entity.search %>
    const found = query.q ? await narrowed(⟨this.#db,·<%= entity.vars %>,·where¤⟩) : where;
<% endif %>
    const total = await countRows(⟨this.#db,·<%= entity.vars %><% if wheres %>,·<% if entity.search %>found<% else %>where<% endif %><% endif %>¤⟩);
    const { meta, offset } = paginate(query, total);
    const order = orderBy(⟨sortColumns,·query.sort,·<%= entity.vars %>.id¤⟩);
<% if entity.relations %>
    const page = this.#ids()
<% if wheres %>
      .where(<% if entity.search %>found<% else %>where<% endif %>)
<% endif %>
      .orderBy(...order)
      .limit(meta.pageSize)
      .offset(offset);
    const <%= 'rows' if entity.links else 'data' %> = await this.#select()
      .where(⟨inArray(⟨<%= entity.vars %>.id,·page¤⟩)¤⟩)
      .orderBy(...order);
<% else %>
    const <%= 'rows' if entity.links else 'data' %> = await this.#select()
<% if wheres %>
      .where(<% if entity.search %>found<% else %>where<% endif %>)
<% endif %>
      .orderBy(...order)
      .limit(meta.pageSize)
      .offset(offset);
<% endif %>
    return { <% if entity.links %>data: await this.#withLinks(rows)<% else %>data<% endif %>, meta };
  }

<% if has.export_csv %>
  /** All records of a list, in its order; in batches, as there may be more than memory holds. */
  async *all(⟨query: <%= entity.name %>ExportQuery¤⟩): AsyncGenerator<<%= entity.name %>[]> {
<% if entity.relations %>
    const all = this.#ids()
<% else %>
    const all = this.#db
      .select({ id: <%= entity.vars %>.id })
      .from(<%= entity.vars %>)
<% endif %>
<% if owned %>
      .where(this.#own(<% if filtered %>filtersOf(query)<% endif %>))
<% elif wheres %>
      .where(filtersOf(query))
<% endif %>
      .orderBy(⟨...orderBy(⟨sortColumns,·query.sort,·<%= entity.vars %>.id¤⟩)¤⟩);
    for await (const ids of inBatches(this.#db, all.getSQL())) {
<% if entity.links %>
      const found = await this.#select().where(⟨inArray(⟨<%= entity.vars %>.id,·ids¤⟩)¤⟩);
      const rows = await this.#withLinks(found);
<% else %>
      const rows = await this.#select().where(⟨inArray(⟨<%= entity.vars %>.id,·ids¤⟩)¤⟩);
<% endif %>
      const rowById = new Map(rows.map((row) => [row.id, row]));
      yield ids.flatMap((id) => rowById.get(id) ?? []);
    }
  }

<% endif %>
  async find(id: string): Promise<<%= entity.name %> | undefined> {
<% if entity.links %>
    const rows = await this.#select().where(⟨<%= same('id') %>¤⟩);
    const [found] = await this.#withLinks(rows);
<% else %>
    const [found] = await this.#select().where(⟨<%= same('id') %>¤⟩);
<% endif %>
    return found;
  }

<% if ns.named %>
  /** The ids of records by their names, and by the ids themselves. */
  async idsByName(names: string[]): Promise<Map<string, string[]>> {
    const ids = new Map<string, string[]>();
<% if special %>
    const wanted = new Set(names);
<% if owned %>
    const found = await this.#db
      .select({ id: <%= entity.vars %>.id, name: recordName })
      .from(<%= entity.vars %>)
      .where(this.#own());
<% else %>
    const found = await this.#db‹°.select({ id: <%= entity.vars %>.id, name: recordName })°.from(<%= entity.vars %>)›;
<% endif %>
    for (const { id, name } of found) {
      for (const key of [id, name].filter((known) => wanted.has(known))) {
        ids.set(key, [...(ids.get(key) ?? []), id]);
      }
    }
<% else %>
    const found = await this.#db
      .select({ id: <%= entity.vars %>.id, name: recordName })
      .from(<%= entity.vars %>)
<% if owned %>
      .where(⟨this.#own(⟨or(⟨inArray(recordName, names),·inArray(⟨<%= entity.vars %>.id,·names¤⟩)¤⟩)¤⟩)¤⟩);
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
  async create(input: <%= entity.name %>Input): Promise<string> {
<% if links %>
    await this.#checkReferences(input);
<% endif %>
<% if has.import_csv %>
    const row = <% if owned %>this.#<% endif %>newRow(input, new Date());
<% if entity.links %>
    await this.#db.batch([⟨this.#db.insert(<%= entity.vars %>).values(row)<% for l in entity.links %>,·...this.#link<%= l.Name %>(⟨row.id,·input.<%= l.key %>¤⟩)<% endfor %>¤⟩]);
<% else %>
    await this.#db.insert(<%= entity.vars %>).values(row);
<% endif %>
    return row.id;
  }

<% if entity.uniques %>
  /** Which of the records could not be added because another has what must be unique. */
  async findDuplicates(⟨inputs: <%= entity.name %>Input[]¤⟩): Promise<Duplicate[]> {
    return findDuplicates(⟨this.#db,·uniques,·inputs<% if owned %>,·this.#own()<% endif %>¤⟩);
  }

<% endif %>
  /** Adds records whose references are known to exist: all of them, or none if one is refused. */
  async createAll(inputs: <%= entity.name %>Input[]): Promise<void> {
    // Lists begin with the newest, which the first of these shall be.
    const now = Date.now();
    const rows = inputs.map((input, index) => <% if owned %>this.#<% endif %>newRow(⟨input,·new Date(now - index)¤⟩));
    const inserts = [];
<% if has.board %>
    // One by one, the last first: each in turn becomes the top card of its column.
    for (const row of rows.toReversed()) {
      inserts.push(this.#db.insert(<%= entity.vars %>).values(row));
    }
<% else %>
    for (let start = 0; start < rows.length; start += batchSize) {
      const batch = rows.slice(start, start + batchSize);
      inserts.push(this.#db.insert(<%= entity.vars %>).values(batch));
    }
<% endif %>
<% if entity.links %>
    for (const [index, { id }] of rows.entries()) {
<% for l in entity.links %>
      inserts.push(⟨...this.#link<%= l.Name %>(⟨id,·inputs[index]?.<%= l.key %> ?? []¤⟩)¤⟩);
<% endfor %>
    }
<% endif %>
    const [first, ...others] = inserts;
    if (first) {
      await this.#db.batch([first, ...others]);
    }
  }
<% else %>
    const id = randomUUID();
    const now = new Date().toISOString();
<% if entity.links %>
    const {⟪<%= linked %>...values⟫} = input;
<% endif %>
    const row = {
      ...<%= 'values' if entity.links else 'input' %>,
      id,
<% if owned %>
      <%= owner.key %>: this.#accountId,
<% endif %>
<% if entity.search %>
      searchText: <%= entity.var %>SearchText(input),
<% endif %>
<% if has.board %>
      boardPosition: topOf(⟨board,·<% if owned %>this.#own(⟨<% endif %>inColumn(⟨<%= entity.vars %>.<%= entity.board.name %>,·input.<%= entity.board.name %>¤⟩)<% if owned %>¤⟩)<% endif %>¤⟩),
<% endif %>
      createdAt: now,
      updatedAt: now,
    };
<% if entity.links %>
    await this.#db.batch([⟨this.#db.insert(<%= entity.vars %>).values(row)<% for l in entity.links %>,·...this.#link<%= l.Name %>(⟨id,·<%= l.key %>¤⟩)<% endfor %>¤⟩]);
<% else %>
    await this.#db.insert(<%= entity.vars %>).values(row);
<% endif %>
    return id;
  }
<% endif %>

  async update(⟨current: <%= entity.name %>,·patch: <%= entity.name %>Patch¤⟩): Promise<void> {
<% if links %>
    await this.#checkReferences(patch);
<% endif %>
<% if has.board %>
    const { <%= entity.board.name %>: column = current.<%= entity.board.name %> } =‹·patch›;
<% endif %>
<% if entity.links %>
    const {⟪<%= linked %>...values⟫} = patch;
<% endif %>
    const changes = {
      ...<%= 'values' if entity.links else 'patch' %>,
<% if entity.search %>
      searchText: <%= entity.var %>SearchText({ ...current, ...patch }),
<% endif %>
<% if has.board %>
      ...(column !== current.<%= entity.board.name %> && {
        boardPosition: topOf(⟨board,·<% if owned %>this.#own(⟨<% endif %>inColumn(⟨<%= entity.vars %>.<%= entity.board.name %>,·column¤⟩)<% if owned %>¤⟩)<% endif %>¤⟩),
      }),
<% endif %>
      updatedAt: new Date().toISOString(),
    };
<% if entity.links %>
    await this.#db.batch([
<% if owned %>
      this.#db
        .update(<%= entity.vars %>)
        .set(changes)
        .where(<%= same('current.id') %>),
<% else %>
      this.#db‹°.update(<%= entity.vars %>)°.set(changes)°.where(<%= same('current.id') %>)›,
<% endif %>
<% for l in entity.links %>
      ...(<%= l.key %>‹·? this.#link<%= l.Name %>(current.id, <%= l.key %>)·: []›),
<% endfor %>
    ]);
<% elif owned %>
    await this.#db
      .update(<%= entity.vars %>)
      .set(changes)
      .where(<%= same('current.id') %>);
<% else %>
    await this.#db‹°.update(<%= entity.vars %>)°.set(changes)°.where(<%= same('current.id') %>)›;
<% endif %>
<% if has.image %>
    await this.#imageStore.release(<%= released() %>);
<% endif %>
  }

<% if has.board %>
  /** The first cards of a column of the board, in the order in which people have put them. */
  async column(⟨column: <%= entity.name %>Column,·query: <%= entity.name %>BoardQuery¤⟩): Promise<<%= entity.name %>ColumnPage> {
    const where = <% if owned %>this.#own<% else %>and<% endif %>(⟨filtersOf(query),·cardsOf(column)¤⟩);
    const total = await countRows(⟨this.#db,·<%= entity.vars %>,·where¤⟩);
    const <%= 'rows' if entity.links else 'data' %> = await this.#select()
      .where(where)
      .orderBy(...cardOrder(board))
      .limit(query.pageSize);
    return { <% if entity.links %>data: await this.#withLinks(rows)<% else %>data<% endif %>, total };
  }

  /** Puts a card into a column: below another card, or on top if that one is not there. */
  async move(⟨current: <%= entity.name %>,·{ column, after }: <%= entity.name %>Move¤⟩): Promise<void> {
    const cards = <% if owned %>this.#own(cardsOf(column))<% else %>cardsOf(column)<% endif %>;
<% if not entity.board.required %>
    const value = valueOf(column);
<% endif %>
    const changes = {
      boardPosition: below(board, cards, after),
      ...(<%= 'column' if entity.board.required else 'value' %> !== current.<%= entity.board.name %> && {
        <%= entity.board.name %>: <%= 'column' if entity.board.required else 'value' %>,
        updatedAt: new Date().toISOString(),
      }),
    };
    await this.#db.batch([
      this.#db.run(renumber(board, cards)),
<% if owned %>
      this.#db
        .update(<%= entity.vars %>)
        .set(changes)
        .where(<%= same('current.id') %>),
<% else %>
      this.#db‹°.update(<%= entity.vars %>)°.set(changes)°.where(eq(<%= entity.vars %>.id, current.id))›,
<% endif %>
    ]);
  }

<% endif %>
<% if has.calendar %>
<% set start = entity.vars ~ '.' ~ entity.calendar.start.name %>
  /** What a calendar shows from one <% if entity.calendar.start.type == 'date' %>day<% else %>moment<% endif %> to another, the earliest first. */
  async within(⟨{ from: first, to: last }: <%= entity.name %>Span,·query: <%= entity.name %>Filters¤⟩): Promise<<%= entity.name %>SpanPage> {
<% if entity.calendar.end %>
    const lasts = or(⟨gte(⟨<%= start %>,·first¤⟩),·gte(⟨<%= entity.vars %>.<%= entity.calendar.end.name %>,·first¤⟩)¤⟩);
    const where = <% if owned %>this.#own<% else %>and<% endif %>(⟨filtersOf(query),·lte(⟨<%= start %>,·last¤⟩),·lasts¤⟩);
<% else %>
    const where = <% if owned %>this.#own<% else %>and<% endif %>(⟨filtersOf(query),·gte(⟨<%= start %>,·first¤⟩),·lte(⟨<%= start %>,·last¤⟩)¤⟩);
<% endif %>
    const total = await countRows(⟨this.#db,·<%= entity.vars %>,·where¤⟩);
    const <%= 'rows' if entity.links else 'data' %> = await this.#select()
      .where(where)
      .orderBy(⟨asc(⟨<%= start %>¤⟩),·asc(<%= entity.vars %>.id)¤⟩)
      .limit(maxVisible);
    return { <% if entity.links %>data: await this.#withLinks(rows)<% else %>data<% endif %>, total };
  }

<% endif %>
<% if dash %>
<% set d = entity.dashboard %>
  /** What the dashboard tells about the records. */
  async summary(<% if d.date and (d.sums or d.by_month) %>month: string<% endif %>): Promise<⟨Dashboard['<%= entity.vars %>']⟩> {
    const count = await countRows(⟨this.#db,·<%= entity.vars %><% if owned %>,·this.#own()<% endif %>¤⟩);
<% if d.sums %>
    const sums = {
<% for f in d.sums %>
      <%= f.name %>: sumOf(⟨<%= entity.vars %>.<%= f.name %>¤⟩),
<% endfor %>
    };
<% endif %>
<% if d.date and (d.sums or d.by_month) %>
    const recordMonth = monthOf(⟨<%= entity.vars %>.<%= d.date.name %>¤⟩);
<% endif %>
<% if d.date and d.sums %>
    const inMonth =‹·<% if owned %>this.#own(eq(recordMonth, month))<% else %>eq(recordMonth, month)<% endif %>›;
<% endif %>
<% if d.by_month or d.category %>
    const value = <% if d.sums %>sums.<%= d.sums[0].name %><% else %>countOfRows<% endif %>;
<% endif %>
<% if d.by_month %>
    const months = await this.#db
      .select({ month: recordMonth, value })
      .from(<%= entity.vars %>)
      .where(<% if owned %>this.#own(between(recordMonth, firstOfYear(month), month))<% else %>between(recordMonth, firstOfYear(month), month)<% endif %>)
      .groupBy(recordMonth);
<% endif %>
<% if d.category %>
<% set c = d.category %>
    const groups = await this.#db
<% if c.is_relation %>
      .select({ name:‹·selection.<%= c.name %>.label›, value })
      .from(<%= entity.vars %>)
      .leftJoin(⟨related.<%= c.name %>,·eq(⟨related.<%= c.name %>.id,·<%= entity.vars %>.<%= c.key %>¤⟩)¤⟩)
<% if owned %>
      .where(this.#own())
<% endif %>
      .groupBy(<%= entity.vars %>.<%= c.key %>)
<% else %>
      .select({ name:‹·<%= entity.vars %>.<%= c.name %>›, value })
      .from(<%= entity.vars %>)
<% if owned %>
      .where(this.#own())
<% endif %>
      .groupBy(<%= entity.vars %>.<%= c.name %>)
<% endif %>
      .orderBy(desc(value));
<% endif %>
    return {
      count,
<% if d.sums %>
      sums: onlyRow(⟨await this.#db.select(sums).from(<%= entity.vars %>)<% if owned %>.where(this.#own())<% endif %>¤⟩),
<% if d.date %>
      sumsOfMonth: onlyRow(⟨await this.#db.select(sums).from(<%= entity.vars %>).where(inMonth)¤⟩),
<% endif %>
<% endif %>
<% if d.by_month %>
      byMonth: fillYear(month, months),
<% endif %>
<% if d.category %>
      byCategory: largest(groups),
<% endif %>
    };
  }

<% endif %>
  async remove(current: <%= entity.name %>): Promise<void> {
    await this.#db‹°.delete(<%= entity.vars %>)°.where(<%= same('current.id') %>)›;
<% if has.image %>
    await this.#imageStore.release(<%= released() %>);
<% endif %>
  }

<% for l in entity.links %>
  /** Replaces what a record is linked to. */
  #link<%= l.Name %>(id: string, ids: string[]) {
    const links = placed(ids).map((other) => ({
      <%= l.own %>: id,
      <%= l.other %>: other.id,
      position: other.position,
    }));
    const removal = this.#db‹°.delete(<%= l.vars %>)°.where(eq(<%= l.vars %>.<%= l.own %>, id))›;
    if (links.length === 0) return [removal];
    return [removal, this.#db.insert(<%= l.vars %>).values(links)];
  }

<% endfor %>
<% if links %>
  async #checkReferences(row: <%= entity.name %>Patch): Promise<void> {
<% if ns.refs|length == 1 and ns.refs[0] is startingwith('...') %>
    const references = <%= ns.refs[0][3:] %>;
    await requireExisting(this.#db, references);
<% elif ns.refs|length == 1 %>
    await requireExisting(this.#db, [⟨<%= ns.refs[0] %>¤⟩]);
<% else %>
    await requireExisting(this.#db, [
<% for reference in ns.refs %>
      <%= reference %>,
<% endfor %>
    ]);
<% endif %>
  }

<% endif %>
<% if entity.links %>
  /** Adds to rows what they are linked to. */
  async #withLinks<Row extends { id: string }>(rows: Row[]) {
    const ids = rows.map(({ id }) => id);
<% for l in entity.links %>
    const <%= l.name %>Of = await findLinks(⟨this.#db,·<%= l.name %>Links,·ids¤⟩);
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
<% if owned and has.import_csv %>
<%= new_row('  ', '#newRow') %>
<% endif %>
<% if owned %>
  /** The condition of every query: what belongs to somebody else is not there. */
  #own(...conditions: (SQL | undefined)[]): SQL {
    const isOwn = eq(<%= owner.key %>, this.#accountId);
    return and(isOwn, ...conditions) ?? isOwn;
  }

<% endif %>
<% if entity.relations %>
  /** The ids of records; the database passes over the relations that a query makes no use of. */
  #ids() {
    return this.#db‹°.select({ id: <%= entity.vars %>.id })°.from(<%= entity.vars %>)<% for r in entity.relations %>°.leftJoin(⟨related.<%= r.name %>,·eq(⟨related.<%= r.name %>.id,·<%= entity.vars %>.<%= r.key %>¤⟩)¤⟩)<% endfor %>›;
  }

<% endif %>
  #select() {
<% if entity.relations %>
    return this.#db‹°.select(selection)°.from(<%= entity.vars %>)<% for r in entity.relations %>°.<% if r.required %>inner<% else %>left<% endif %>Join(⟨related.<%= r.name %>,·eq(⟨related.<%= r.name %>.id,·<%= entity.vars %>.<%= r.key %>¤⟩)¤⟩)<% endfor %>›;
<% else %>
    return this.#db.select(stored).from(<%= entity.vars %>);
<% endif %>
  }
}
<% if entity.search %>

/** The words of a record that searches look through. */
export function <%= entity.var %>SearchText(⟨row: <%= entity.name %>Patch¤⟩): string {
  return fold(⟨<% for f in entity.search %>row.<%= f.name %><% if not loop.last %>,·<% endif %><% endfor %>¤⟩);
}
<% endif %>
<% if has.import_csv and not owned %>

<%= new_row('', 'function newRow') -%>
<% endif %>
