import { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import { problem } from '#shared/common';
import { problems } from '#shared/messages';
import { z } from '#shared/zod';
<% if has.auth %>
import type { SignedIn } from '../auth/guard';
<% endif %>
import { ApiError, invalid } from './problem';

const refusals = {
  400: problems.badJson.title,
<% if has.auth %>
  401: problems.signInRequired.title,
  403: problems.crossSite.title,
<% endif %>
  404: problems.notFound.title,
  409: problems.conflict.title,
  413: problems.tooLarge.title,
  415: problems.unsupportedMediaType.title,
  422: problems.validation.title,
<% if has.auth %>
  429: problems.tooManyAttempts.title,
<% endif %>
  500: problems.internal.title,
};

type Refusal = <% if has.auth %>keyof typeof refusals<% else %>Exclude<keyof typeof refusals, 500><% endif %>;

/** The id in the path of a record. */
export const idParam = z.object({ id: z.string() });

/** Gives a schema the name by which the API description refers to it. */
export function named<Schema extends z.ZodType>(name: string, schema: Schema): Schema {
  // A copy, because only schemas made after the import of this module's library can be named.
  return schema.clone().openapi(name);
}

/** A router that limits request bodies, and whose validation errors name their fields. */
export function createRouter({ maxBodyBytes = 1024 * 1024 } = {}) {
  const router = new OpenAPIHono<% if has.auth %><SignedIn><% endif %>({
    defaultHook: (result) => {
      if (!result.success) {
        const { issues } = result.error;
        throw invalid(issues.map(({ path, message }) => ({ path: path.join('.'), message })));
      }
    },
  });
  router.use(bodyLimit({ maxSize: maxBodyBytes }));
  return router;
}

/** Refuses a request that does not say what its body is, be it because there is none. */
export const requireBody = createMiddleware<% if has.auth %><SignedIn><% endif %>(async (context, next) => {
  if (!context.req.header('Content-Type')) {
    throw new ApiError(415, problems.unsupportedMediaType);
  }
  await next();
});

/** Describes a JSON body that a request must have. */
export function jsonRequest<Schema extends z.ZodType>(schema: Schema) {
  return { required: true, content: { 'application/json': { schema } } };
}

/** Describes a JSON answer. */
export function json<Schema extends z.ZodType>(description: string, schema: Schema) {
  return { description, content: { 'application/json': { schema } } };
}

/** Describes the answer to a creation, which says where the record is. */
export function created<Schema extends z.ZodType>(schema: Schema) {
  return {
    ...json('Created', schema),
    headers: z.object({ Location: z.string() }),
  };
}

const problemContent = {
  'application/problem+json': { schema: named('ProblemDetails', problem) },
};

<% if has.auth %>
/** Describes the ways an operation can be refused; any of them needs a session and can also fail. */
export function refusedWith(...statuses: Refusal[]) {
  return describe([401, ...statuses, 500]);
}

<% if has.comments %>
/** The refusal to change what somebody else has written, beside the usual reason for a 403. */
export const notAuthorRefusal = {
  description: `${problems.crossSite.title}; ${problems.notAuthor.title}`,
  content: problemContent,
};

<% endif %>
/** Marks an operation that needs no session. */
export const publicOperation = { security: [] };

/** Describes the ways in which such an operation can be refused. */
export function publiclyRefusedWith(...statuses: Refusal[]) {
  return describe([...statuses, 500]);
}

function describe(statuses: Refusal[]) {
  const responses = statuses.map((status) => [
    status,
    { description: refusals[status], content: problemContent },
  ]);
<% else %>
/** Describes the ways an operation can be refused; any of them can also fail unexpectedly. */
export function refusedWith(...statuses: Refusal[]) {
  const responses = [...statuses, 500 as const].map((status) => [
    status,
    { description: refusals[status], content: problemContent },
  ]);
<% endif %>
  // Handlers throw these answers and never return them, so the types need not know them.
  return Object.fromEntries(responses) as Record<never, never>;
}
