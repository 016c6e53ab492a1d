<% import "api.jinja" as api %>
<% set has = entity.has %>
<% set ranges = has.integer or has.decimal or has.money or has.date or has.datetime %>
<% set narrows = ranges or has.boolean or has.enum or entity.relations or entity.links %>
<% set wheres = entity.search or narrows %>
<% set links = has.image or entity.relations or entity.links %>
<% set linked %><% for l in entity.links %><%= l.key %>,·<% endfor %><% endset %>
<% set ns = namespace(tables=[entity.vars], refs=[]) %>
<% set owned = has.ownership %>
<% macro same(id) %><% if has.ownership %>this.#own(eq(⟨<%= entity.vars %>.id,·<%= id %>¤⟩))<% else %>eq(<%= entity.vars %>.id, <%= id %>)<% endif %><% endmacro %>
<% macro released() %>[⟨<% for f in entity.fields if f.type == 'image' %>current.<%= f.name %><% if not loop.last %>,·<% endif %><% endfor %>¤⟩]<% endmacro %>
<% for m in entity.members if m.is_relation or m.type == 'image' %>
<% set to = m.target.vars if m.is_relation else 'images' %>
<% set among = '' %>
<% if m.is_relation and entities[m.target.index].has.ownership %>
<% set among = ',·among: eq(⟨' ~ m.target.vars ~ '.' ~ owner.key ~ ',·this.#accountId¤⟩)' %>
<% elif not m.is_relation and has.per_account %>
<% set among = ',·among: this.#imageStore.visibleTo(this.#accountId)' %>
<% endif %>
<% set ns.refs = ns.refs + ["{⟪path: '" ~ m.key ~ "',·column: " ~ to ~ '.id,·id: row.' ~ m.key ~ among ~ '¤⟫}'] %>
<% if to not in ns.tables %><% set ns.tables = ns.tables + [to] %><% endif %>
<% endfor %>
<% for l in entity.links %>
<% set among = '' %>
<% if entities[l.target.index].has.ownership %>
<% set among = ',·among: eq(⟨' ~ l.target.vars ~ '.' ~ owner.key ~ ',·this.#accountId¤⟩)' %>
<% endif %>
<% set ns.refs = ns.refs + ["...(row." ~ l.key ~ " ?? []).map((id, index) => ({⟪path: `" ~ l.key ~ ".${index}`,·column: " ~ l.target.vars ~ ".id,·id" ~ among ~ "¤⟫}))"] %>
<% if l.target.vars not in ns.tables %><% set ns.tables = ns.tables + [l.target.vars] %><% endif %>
<% endfor %>
<% set links_query %><% for l in entity.links %><%= l.name %>Links,·<% endfor %><% endset %>
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
import {⟪<% if owned or has.board or has.calendar %>and,·<% endif %><% if has.calendar %>asc,·<% endif %>eq<% if has.calendar %>,·gte<% endif %><% if has.export_csv or entity.relations %>,·inArray<% endif %><% if has.calendar %>,·lte<% endif %><% if has.calendar and entity.calendar.end %>,·or<% endif %><% if owned %>,·type SQL<% endif %>¤⟫} from 'drizzle-orm';
import type {⟪<%= entity.name %>,·<% if has.board %><%= entity.name %>BoardQuery,·<%= entity.name %>Column,·<%= entity.name %>ColumnPage,·<% endif %><% if has.export_csv %><%= entity.name %>ExportQuery,·<% endif %><% if has.calendar %><%= entity.name %>Filters,·<% endif %><%= entity.name %>Input,·<% if has.board %><%= entity.name %>Move,·<% endif %><%= entity.name %>Page,·<%= entity.name %>Patch,·<%= entity.name %>Query<% if has.calendar %>,·<%= entity.name %>Span,·<%= entity.name %>SpanPage<% endif %>¤⟫} from '#shared/<%= entity.file %>';
<% if has.export_csv %>
import { inBatches } from '../csv/batches';
<% endif %>
<% if has.import_csv and entity.uniques %>
import { findDuplicates, type Duplicate } from '../csv/duplicates';
<% endif %>
import type { Database } from '../db/client';
import {⟪<% for table in ns.tables|sort %><%= table %><% if not loop.last %>,·<% endif %><% endfor %><% if ns.tables|length > 1 %>¤<% endif %>⟫} from '../db/schema';
<% if has.board %>
import { below, cardOrder, inColumn, renumber, topOf } from '../lib/board';
<% endif %>
import { countRows } from '../lib/count';
<% if has.image %>
import type { ImageStore } from '../lib/images';
<% endif %>
<% if entity.links %>
import { replaceLinks } from '../lib/links';
<% endif %>
import { <% if has.calendar %>maxVisible, <% endif %><% if entity.search %>narrowed, <% endif %>orderBy, paginate } from '../lib/query';
<% if links %>
import { requireExisting } from '../lib/references';
<% endif %>
import {⟪<% if has.board %>board,·cardsOf,·<% endif %><% if wheres %>filtersOf,·<% endif %><%= links_query %><% if owned %>ownedBy,·<% endif %><% if entity.search %><%= entity.var %>SearchText,·<% endif %><% if entity.relations %>selectIds,·<% endif %>selectRecords,·sortColumns<% if has.import_csv and entity.uniques %>,·uniques<% endif %><% if has.board and not entity.board.required %>,·valueOf<% endif %><% if entity.links %>,·withLinks<% endif %>¤⟫} from './<%= entity.folder %>.query';

<% if has.import_csv and not has.board %>
const batchSize = 50;

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
    const where = this.#own(<% if wheres %>filtersOf(query)<% endif %>);
<% elif wheres %>
    const where = filtersOf(query);
<% endif %>
<% if entity.search %>
    const found = query.q ? await narrowed(⟨this.#db,·<%= entity.vars %>,·where¤⟩) : where;
<% endif %>
    const total = await countRows(⟨this.#db,·<%= entity.vars %><% if wheres or owned %>,·<% if entity.search %>found<% else %>where<% endif %><% endif %>¤⟩);
    const { meta, offset } = paginate(query, total);
    const order = orderBy(⟨sortColumns,·query.sort,·<%= entity.vars %>.id¤⟩);
<% if entity.relations %>
    const page = selectIds(this.#db)
<% if wheres or owned %>
      .where(<% if entity.search %>found<% else %>where<% endif %>)
<% endif %>
      .orderBy(...order)
      .limit(meta.pageSize)
      .offset(offset);
    const <%= 'rows' if entity.links else 'data' %> = await selectRecords(this.#db)
      .where(⟨inArray(⟨<%= entity.vars %>.id,·page¤⟩)¤⟩)
      .orderBy(...order);
<% else %>
    const <%= 'rows' if entity.links else 'data' %> = await selectRecords(this.#db)
<% if wheres or owned %>
      .where(<% if entity.search %>found<% else %>where<% endif %>)
<% endif %>
      .orderBy(...order)
      .limit(meta.pageSize)
      .offset(offset);
<% endif %>
    return { <% if entity.links %>data: await withLinks(this.#db, rows)<% else %>data<% endif %>, meta };
  }

<% if has.export_csv %>
  /** All records of a list, in its order; in batches, as there may be more than memory holds. */
  async *all(⟨query: <%= entity.name %>ExportQuery¤⟩): AsyncGenerator<<%= entity.name %>[]> {
<% if entity.relations %>
    const all = selectIds(this.#db)
<% else %>
    const all = this.#db
      .select({ id: <%= entity.vars %>.id })
      .from(<%= entity.vars %>)
<% endif %>
<% if owned %>
      .where(this.#own(<% if wheres %>filtersOf(query)<% endif %>))
<% elif wheres %>
      .where(filtersOf(query))
<% endif %>
      .orderBy(⟨...orderBy(⟨sortColumns,·query.sort,·<%= entity.vars %>.id¤⟩)¤⟩);
    for await (const ids of inBatches(this.#db, all.getSQL())) {
<% if entity.links %>
      const found = await selectRecords(this.#db).where(⟨inArray(⟨<%= entity.vars %>.id,·ids¤⟩)¤⟩);
      const rows = await withLinks(this.#db, found);
<% else %>
      const rows = await selectRecords(this.#db).where(⟨inArray(⟨<%= entity.vars %>.id,·ids¤⟩)¤⟩);
<% endif %>
      const rowById = new Map(rows.map((row) => [row.id, row]));
      yield ids.flatMap((id) => rowById.get(id) ?? []);
    }
  }

<% endif %>
  async find(id: string): Promise<<%= entity.name %> | undefined> {
<% if entity.links %>
    const rows = await selectRecords(this.#db).where(⟨<%= same('id') %>¤⟩);
    const [found] = await withLinks(this.#db, rows);
<% else %>
    const [found] = await selectRecords(this.#db).where(⟨<%= same('id') %>¤⟩);
<% endif %>
    return found;
  }

  async create(input: <%= entity.name %>Input): Promise<string> {
<% if links %>
    await this.#checkReferences(input);
<% endif %>
<% if has.import_csv %>
    const row = <% if owned %>this.#<% endif %>newRow(input, new Date());
<% if entity.links %>
    await this.#db.batch([⟨this.#db.insert(<%= entity.vars %>).values(row)<% for l in entity.links %>,·...replaceLinks(⟨this.#db,·<%= l.name %>Links,·row.id,·input.<%= l.key %>¤⟩)<% endfor %>¤⟩]);
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
      inserts.push(⟨...replaceLinks(⟨this.#db,·<%= l.name %>Links,·id,·inputs[index]?.<%= l.key %>¤⟩)¤⟩);
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
    await this.#db.batch([⟨this.#db.insert(<%= entity.vars %>).values(row)<% for l in entity.links %>,·...replaceLinks(⟨this.#db,·<%= l.name %>Links,·id,·<%= l.key %>¤⟩)<% endfor %>¤⟩]);
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
      ...replaceLinks(⟨this.#db,·<%= l.name %>Links,·current.id,·<%= l.key %>¤⟩),
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
    const <%= 'rows' if entity.links else 'data' %> = await selectRecords(this.#db)
      .where(where)
      .orderBy(...cardOrder(board))
      .limit(query.pageSize);
    return { <% if entity.links %>data: await withLinks(this.#db, rows)<% else %>data<% endif %>, total };
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
    const <%= 'rows' if entity.links else 'data' %> = await selectRecords(this.#db)
      .where(where)
      .orderBy(⟨asc(⟨<%= start %>¤⟩),·asc(<%= entity.vars %>.id)¤⟩)
      .limit(maxVisible);
    return { <% if entity.links %>data: await withLinks(this.#db, rows)<% else %>data<% endif %>, total };
  }

<% endif %>
  async remove(current: <%= entity.name %>): Promise<void> {
    await this.#db‹°.delete(<%= entity.vars %>)°.where(<%= same('current.id') %>)›;
<% if has.image %>
    await this.#imageStore.release(<%= released() %>);
<% endif %>
  }
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
<% if owned and has.import_csv %>

<%= new_row('  ', '#newRow') -%>
<% endif %>
<% if owned %>

  /** The condition of every query: what belongs to somebody else is not there. */
  #own(...conditions: (SQL | undefined)[]): SQL {
    const isOwn = ownedBy(this.#accountId);
    return and(isOwn, ...conditions) ?? isOwn;
  }
<% endif %>
}
<% if has.import_csv and not owned %>

<%= new_row('', 'function newRow') -%>
<% endif %>
