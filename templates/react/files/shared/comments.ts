import { pageOf, pagingQuery, recordMeta } from './common';
<% if has.auth %>
import { paragraph } from './fields/text';
<% else %>
import { line, paragraph } from './fields/text';
<% endif %>
import { z } from './zod';

const text = paragraph({ max: 2000 });

/** What a client sends to add a comment. */
<% if has.auth %>
export const commentInput = z.object({ text });
<% else %>
export const commentInput = z.object({
  author: line({ max: 100 }).nullable().default(null),
  text,
});
<% endif %>

/** What a client sends to change a comment. */
export const commentPatch = z.object({ text });

export const commentRecord = z.object({
  ...recordMeta.shape,
<% if has.auth %>
  author: z.object({ id: z.string(), name: z.string() }),
<% else %>
  author: z.string().nullable(),
<% endif %>
  text: z.string(),
});

export const commentPage = pageOf(commentRecord);

export const commentQuery = pagingQuery.extend({
  sort: z.enum(['createdAt', '-createdAt']).default('createdAt'),
});

export type CommentInput = z.output<typeof commentInput>;
export type CommentPatch = z.output<typeof commentPatch>;
export type Comment = z.output<typeof commentRecord>;
export type CommentPage = z.output<typeof commentPage>;
export type CommentQuery = z.output<typeof commentQuery>;
