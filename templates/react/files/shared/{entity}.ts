<% import "api.jinja" as api %>
<% set has = entity.has %>
<% set names = namespace(filters=entity.search or entity.filters or entity.links) %>
import {⟪<% if entity.has.board %>columnSize,·<% endif %>pageOf,·pagingQuery<% if entity.has.board or entity.has.calendar %>,·partOf<% endif %><% if has.relation %>,·recordId<% if has.many %>,·recordIds<% endif %>,·recordLink<% endif %>,·recordMeta<% if names.filters %>,·type PagingQuery<% endif %>¤⟫} from './common';
<% if has.color %>
import { color } from './fields/color';
<% endif %>
<% if has.date %>
import { date } from './fields/date';
<% endif %>
<% if has.datetime %>
import { datetime } from './fields/datetime';
<% endif %>
<% if has.decimal %>
import { decimal } from './fields/decimal';
<% endif %>
<% if has.email %>
import { email } from './fields/email';
<% endif %>
<% if has.image %>
import { image } from './fields/image';
<% endif %>
<% if has.integer %>
import { integer } from './fields/integer';
<% endif %>
<% if has.money %>
import { money } from './fields/money';
<% endif %>
<% if has.pattern %>
import { matching } from './fields/pattern';
<% endif %>
<% if has.phone %>
import { phone } from './fields/phone';
<% endif %>
<% if has.string and has.text %>
import { line, paragraph } from './fields/text';
<% elif has.string %>
import { line } from './fields/text';
<% elif has.text %>
import { paragraph } from './fields/text';
<% endif %>
<% if has.time %>
import { time } from './fields/time';
<% endif %>
<% if has.url %>
import { url } from './fields/url';
<% endif %>
<% if has.enum %>
import { choices } from './filters/choices';
<% endif %>
<% if has.boolean %>
import { flag } from './filters/flag';
<% endif %>
<% if has.integer or has.decimal or has.money %>
import { number } from './filters/number';
<% endif %>
<% if has.named_date %>
import { formatDate } from './format/date';
<% elif has.named_datetime %>
import { formatUniversal } from './format/datetime';
<% elif has.named_money %>
import { formatMoney } from './format/money';
<% elif has.named_number %>
import { formatNumber } from './format/number';
<% elif has.named_time %>
import { formatTime } from './format/time';
<% endif %>
<% if has.named_by_label %>
import { labels } from './labels/<%= entity.file %>';
<% endif %>
<% if has.named_boolean %>
import { words } from './messages';
<% endif %>
import { z } from './zod';

<% if has.enum %>
export const <%= entity.var %>Options = {
<% for f in entity.fields if f.type == 'enum' %>
  <%= f.name %>: [⟨<% for v in f.values %><%= v.name|js %><% if not loop.last %>,·<% endif %><% endfor %>¤⟩],
<% endfor %>
} as const;

<% endif %>
<% if entity.members or entity.links %>
const fields = {
<% for f in entity.fields %>
  <%= f.name %>: <%= api.schema(entity.var, f) %>,
<% endfor %>
<% for r in entity.relations %>
  <%= r.key %>: recordId<% if not r.required %>.nullable()<% endif %>,
<% endfor %>
<% for l in entity.links %>
  <%= l.key %>: recordIds<% if l.required %>.min(1)<% endif %>,
<% endfor %>
};
<% else %>
const fields = {};
<% endif %>

/** What a client sends to add a record. */
<% set ns = namespace(given=false) %>
<% for m in entity.members if not m.required or (not m.is_relation and m.default is not none) %><% set ns.given = true %><% endfor %>
<% for l in entity.links if not l.required %><% set ns.given = true %><% endfor %>
<% if ns.given %>
export const <%= entity.var %>Input = z.object({
  ...fields,
<% for f in entity.fields if not f.required or f.default is not none %>
  <%= f.name %>: fields.<%= f.name %>.default(⟨<%= api.default(f) %>¤⟩),
<% endfor %>
<% for r in entity.relations if not r.required %>
  <%= r.key %>: fields.<%= r.key %>.default(⟨null¤⟩),
<% endfor %>
<% for l in entity.links if not l.required %>
  <%= l.key %>: fields.<%= l.key %>.default([]),
<% endfor %>
});
<% else %>
export const <%= entity.var %>Input = z.object(fields);
<% endif %>

/** What a client sends to change a record: any part of it. */
export const <%= entity.var %>Patch = z.object(fields).partial();

export const <%= entity.var %>Record = z.object({
  ...recordMeta.shape,
  ...fields,
<% for r in entity.relations %>
  <%= r.name %>: recordLink<% if not r.required %>.nullable()<% endif %>,
<% endfor %>
<% for l in entity.links %>
  <%= l.name %>: z.array(recordLink),
<% endfor %>
});

export const <%= entity.var %>Page = pageOf(⟨<%= entity.var %>Record¤⟩);

const <%= entity.var %>Sorts = [⟨<% for f in entity.sorts %>'<%= f.name %>',·'-<%= f.name %>',·<% endfor %><% for r in entity.relations if r.target.display is not none %>'<%= r.name %>',·'-<%= r.name %>',·<% endfor %>'createdAt',·'-createdAt'¤⟩] as const;

export const <%= entity.var %>Query = pagingQuery.extend({
<% if entity.search %>
  q: z.string().max(200).default(''),
<% endif %>
  sort: z.enum(<%= entity.var %>Sorts).default('-createdAt'),
<% for f in entity.fields %>
<% if f.type in ['integer', 'decimal', 'money'] %>
  <%= f.name %>From: number,
  <%= f.name %>To: number,
<% elif f.type in ['date', 'datetime'] %>
  <%= f.name %>From: <%= f.type %>.optional(),
  <%= f.name %>To: <%= f.type %>.optional(),
<% elif f.type == 'boolean' %>
  <%= f.name %>: flag,
<% elif f.type == 'enum' %>
  <%= f.name %>: choices(⟨<%= api.options(entity.var, f) %>¤⟩),
<% endif %>
<% endfor %>
<% for r in entity.relations %>
  <%= r.key %>: recordId.optional(),
<% endfor %>
<% for l in entity.links %>
  <%= l.key %>: recordId.optional(),
<% endfor %>
});

<% if has.board %>
/** The columns of the board: <% if entity.board.required %>one for each option<% else %>one for each option, and one for records without any<% endif %>. */
export const <%= entity.var %>Column = z.enum(<% if entity.board.required %>⟨<%= api.options(entity.var, entity.board) %>¤⟩<% else %>[⟨...<%= api.options(entity.var, entity.board) %>,·<%= api.unset(entity.board) %>¤⟩]<% endif %>);

export const <%= entity.var %>BoardQuery = z.object({
  ...<%= entity.var %>Query.omit({ page: true, sort: true }).shape,
  pageSize: columnSize,
});

export const <%= entity.var %>ColumnPage = partOf(⟨<%= entity.var %>Record¤⟩);

/** Where a card goes: below another one of that column, or to its top. */
export const <%= entity.var %>Move = z.object({
  column: <%= entity.var %>Column,
  after: z.string().nullable(),
});

<% endif %>
<% if entity.has.export_csv %>
/** What a list shows, on all of its pages. */
<% if entity.var|length > 30 %>
export const <%= entity.var %>ExportQuery =
  <%= entity.var %>Query.omit({ page: true, pageSize: true });
<% else %>
export const <%= entity.var %>ExportQuery = <%= entity.var %>Query.omit({
  page: true,
  pageSize: true,
});
<% endif %>

<% endif %>
<% if has.calendar %>
<% set moment = entity.calendar.start.type %>
/** What a calendar shows: all between two <% if moment == 'date' %>days<% else %>moments<% endif %>, both of them included. */
export const <%= entity.var %>Span = z.object({ from: <%= moment %>, to: <%= moment %> });

export const <%= entity.var %>SpanQuery = <%= entity.var %>Query.omit({⟪page: true,·pageSize: true,·sort: true¤⟫});

export const <%= entity.var %>SpanPage = partOf(⟨<%= entity.var %>Record¤⟩);

<% endif %>
export type <%= entity.name %> = z.output<⟨typeof <%= entity.var %>Record⟩>;
<% if entity.has.export_csv %>
export type <%= entity.name %>ExportQuery = z.output<⟨typeof <%= entity.var %>ExportQuery⟩>;
<% endif %>
export type <%= entity.name %>FormValues = z.input<⟨typeof <%= entity.var %>Input⟩>;
export type <%= entity.name %>Input = z.output<⟨typeof <%= entity.var %>Input⟩>;
export type <%= entity.name %>Page = z.output<⟨typeof <%= entity.var %>Page⟩>;
export type <%= entity.name %>Patch = z.output<⟨typeof <%= entity.var %>Patch⟩>;
export type <%= entity.name %>Query = z.output<⟨typeof <%= entity.var %>Query⟩>;
<% if names.filters %>
export type <%= entity.name %>Filters = Omit<⟨<%= entity.name %>Query,·keyof PagingQuery | 'sort'⟩>;
<% endif %>
<% if has.calendar %>
export type <%= entity.name %>Span = z.output<⟨typeof <%= entity.var %>Span⟩>;
export type <%= entity.name %>SpanPage = z.output<⟨typeof <%= entity.var %>SpanPage⟩>;
<% endif %>
<% if has.board %>
export type <%= entity.name %>BoardQuery = z.output<⟨typeof <%= entity.var %>BoardQuery⟩>;
export type <%= entity.name %>Column = z.output<⟨typeof <%= entity.var %>Column⟩>;
export type <%= entity.name %>ColumnPage = z.output<⟨typeof <%= entity.var %>ColumnPage⟩>;
export type <%= entity.name %>Move = z.output<⟨typeof <%= entity.var %>Move⟩>;
<% endif %>

/** How a record is called where another one mentions it. */
<% set d = entity.display %>
<% if api.is_special(d) %>
<% set value = 'record.' ~ d.name %>
<% if api.nullable(d) %>
export function <%= entity.var %>Label(⟨record: Pick<<%= entity.name %>, 'id' | '<%= d.name %>'>¤⟩): string {
<% if d.type == 'enum' %>
  if (<%= value %> === null) return record.id;
  return <%= api.written(d, value) %>;
<% else %>
  return <%= value %> === null‹·? record.id·: <%= api.written(d, value) %>›;
<% endif %>
}
<% else %>
export function <%= entity.var %>Label(⟨record: Pick<<%= entity.name %>, '<%= d.name %>'>¤⟩): string {
  return <%= api.written(d, value) %>;
}
<% endif %>
<% else %>
export function <%= entity.var %>Label(⟨record: <%= entity.name %>¤⟩): string {
  return <%= api.label(entity.display, 'record') %>;
}
<% endif %>
