import { z } from './zod';

const maxPageSize = 100;

<% if has.relation %>
/** The id of a record. */
export const recordId = z.guid().toLowerCase().meta({ minLength: 1 });

<% if has.many %>
/** The ids of any number of records. */
export const recordIds = z.array(recordId).max(100);

<% endif %>
/** Another record as a list needs to show it. */
export const recordLink = z.object({
  id: z.string(),
  label: z.string(),
});

<% endif %>
/** What every stored record carries besides its own fields. */
export const recordMeta = z.object({
  id: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

/** The part of a list query that all lists share. */
export const pagingQuery = z.object({
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(maxPageSize).default(10),
});

export const pagingMeta = z.object({
  page: z.int(),
  pageSize: z.int(),
  total: z.int(),
  totalPages: z.int(),
});

/** One page of a list. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ data: z.array(item), meta: pagingMeta });
}

<% if has.board %>
/** How many cards a column of a board asks for: the first ones, and more of them on demand. */
export const columnSize = z.coerce.number().int().min(1).max(1000).default(20);

<% endif %>
<% if has.board or has.calendar %>
/** The first of some records, and how many there are. */
export function partOf<Item extends z.ZodType>(item: Item) {
  return z.object({ data: z.array(item), total: z.int() });
}

<% endif %>
/** An error answer, as in RFC 9457. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});

<% if has.relation %>
export type RecordLink = z.infer<typeof recordLink>;
<% endif %>
export type PagingQuery = z.infer<typeof pagingQuery>;
export type PagingMeta = z.infer<typeof pagingMeta>;
export type Problem = z.infer<typeof problem>;
export interface Page<Item> {
  data: Item[];
  meta: PagingMeta;
}
