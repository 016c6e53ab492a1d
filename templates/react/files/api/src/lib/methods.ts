import type { OpenAPIHono } from '@hono/zod-openapi';
<% if has.auth and has.export_csv %>
import type { Env } from 'hono';
<% endif %>
import { problems } from '#shared/messages';
import { ApiError } from './problem';

/** Answers 405 where an address exists, but not for the method of the request. */
<% if has.auth and has.export_csv %>
export function refuseOtherMethods<E extends Env>(app: OpenAPIHono<E>): void {
<% else %>
export function refuseOtherMethods(app: OpenAPIHono): void {
<% endif %>
  const methodsByPath = new Map<string, Set<string>>();
  for (const { path, method } of app.routes) {
    if (method !== 'ALL') {
      const methods = methodsByPath.get(path) ?? new Set();
      // Whatever can be read can also be asked for without its body.
      methodsByPath.set(path, methods.add(method).add(method === 'GET' ? 'HEAD' : method));
    }
  }
  for (const [path, methods] of methodsByPath) {
    const allowed = [...methods].join(', ');
    app.all(path, (context) => {
      context.header('Allow', allowed);
      throw new ApiError(405, problems.methodNotAllowed);
    });
  }
}
