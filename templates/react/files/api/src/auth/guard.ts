import { createMiddleware } from 'hono/factory';
import { problems } from '#shared/messages';
import { ApiError } from '../lib/problem';
import type { SessionCookie } from './cookie';
import type { Session, SessionStore } from './sessions';

/** What a request knows once it has passed the guard. */
export interface SignedIn {
  Variables: { session: Session };
}

<% if has.ownership or has.comments %>
/** Whose request it is. */
export function accountId(context: { var: SignedIn['Variables'] }): string {
  return context.var.session.account.id;
}

<% endif %>
/** Everything else is for those who have signed in. */
const publicPaths = [
  '/api/health',
  '/api/openapi.json',
  '/api/auth/session',
  '/api/auth/sign-in',
  '/api/auth/sign-up',
];

/** Refuses requests without a session, and says whose session it is. */
export function requireSession(sessions: SessionStore, cookie: SessionCookie) {
  return createMiddleware<SignedIn>(async (context, next) => {
    if (publicPaths.includes(context.req.path)) {
      await next();
      return;
    }
    const token = cookie.read(context);
    const session = token && (await sessions.find(token));
    if (!session) throw new ApiError(401, problems.signInRequired);
    context.set('session', session);
    await next();
    // What one person may see, no cache keeps for the next one.
    if (!context.res.headers.has('Cache-Control')) {
      context.header('Cache-Control', 'no-store');
    }
  });
}
