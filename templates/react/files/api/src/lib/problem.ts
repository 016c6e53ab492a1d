import type { ErrorHandler, NotFoundHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Problem } from '#shared/common';
import { problems } from '#shared/messages';
<% if has.unique %>
import { takenErrors } from './taken';
<% endif %>

type Text = (typeof problems)[keyof typeof problems];
type FieldErrors = NonNullable<Problem['errors']>;

const statusTexts: Record<number, Text> = {
  400: problems.badJson,
  404: problems.notFound,
  405: problems.methodNotAllowed,
  413: problems.tooLarge,
  415: problems.unsupportedMediaType,
};

// Deleting a record that others must have ends in a trigger's error, other broken references don't.
const brokenReference = ['SQLITE_CONSTRAINT_FOREIGNKEY', 'SQLITE_CONSTRAINT_TRIGGER'];

/** An error the client can do something about. */
export class ApiError extends Error {
  readonly status: ContentfulStatusCode;
  readonly text: Text;
  readonly errors: FieldErrors | undefined;

  constructor(status: ContentfulStatusCode, text: Text, errors?: FieldErrors) {
    super(text.title);
    this.status = status;
    this.text = text;
    this.errors = errors;
  }
}

export function notFound() {
  return new ApiError(404, problems.notFound);
}

export function invalid(errors: FieldErrors) {
  return new ApiError(422, problems.validation, errors);
}

/** Answers every error as `application/problem+json`, and keeps the details of a fault inside. */
export const answerError: ErrorHandler = (error, context) => {
  const known = asApiError(error, context.req.method);
  if (!known) {
    console.error(error);
  }
  const { status, text, errors } = known ?? new ApiError(500, problems.internal);
  const body: Problem = {
    type: 'about:blank',
    ...text,
    status,
    instance: context.req.path,
    ...(errors && { errors }),
  };
  return context.body(JSON.stringify(body), status, { 'Content-Type': 'application/problem+json' });
};

export const answerNotFound: NotFoundHandler = (context) => answerError(notFound(), context);

function asApiError(error: unknown, method: string): ApiError | undefined {
  if (error instanceof ApiError) return error;
  if (error instanceof HTTPException) {
    const text = statusTexts[error.status];
    return text && new ApiError(error.status as ContentfulStatusCode, text);
  }
<% if has.unique %>
  const { code, message } = databaseError(error);
  if (code === 'SQLITE_CONSTRAINT_UNIQUE') {
    return invalid(takenErrors(message));
  }
  if (brokenReference.includes(code)) {
<% else %>
  if (brokenReference.includes(databaseErrorCode(error))) {
<% endif %>
    return new ApiError(409, method === 'DELETE' ? problems.inUse : problems.conflict);
  }
  return undefined;
}

<% if has.unique %>
/** The database's own error, which the query builder wraps. */
function databaseError(error: unknown): { code: string; message: string } {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('extendedCode' in cause && typeof cause.extendedCode === 'string') {
      return { code: cause.extendedCode, message: cause.message };
    }
  }
  return { code: '', message: '' };
}
<% else %>
/** The code of the database's own error, which the query builder wraps. */
function databaseErrorCode(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('extendedCode' in cause && typeof cause.extendedCode === 'string') {
      return cause.extendedCode;
    }
  }
  return '';
}
<% endif %>
