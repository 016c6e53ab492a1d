import { createMiddleware } from 'hono/factory';
import { problems } from '#shared/messages';
<% if has.auth %>
import type { SignedIn } from '../auth/guard';
<% endif %>
import { ApiError } from '../lib/problem';

/** Describes a request whose body is a CSV file. */
export const csvRequest = {
  body: {
    required: true,
    content: { 'text/csv': { schema: { type: 'string' } } },
  },
} as const;

/** Refuses bodies that do not say they are CSV files. */
export const requireCsv = createMiddleware<% if has.auth %><SignedIn><% endif %>(async (context, next) => {
  const [type = ''] = (context.req.header('Content-Type') ?? '').split(';');
  if (type.trim().toLowerCase() !== 'text/csv') {
    throw new ApiError(415, problems.unsupportedMediaType);
  }
  await next();
});
