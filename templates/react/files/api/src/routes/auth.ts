import { createRoute } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { accountRecord, passwordInput, sessionState, signInInput, signUpInput } from '#shared/auth';
import { messages, problems } from '#shared/messages';
import type { Auth } from '../auth';
import { clientAddress } from '../auth/client-address';
import {
  created,
  createRouter,
  json,
  jsonRequest,
  named,
  publiclyRefusedWith,
  publicOperation,
  refusedWith,
  requireBody,
} from '../lib/openapi';
import { ApiError, invalid } from '../lib/problem';

const tags = ['auth'];
const schema = named('Account', accountRecord);
const signedIn = json('The account; its session is in the cookie', schema);

const signUp = createRoute({
  method: 'post',
  path: '/sign-up',
  operationId: 'signUp',
  tags,
  ...publicOperation,
  middleware: requireBody,
  request: { body: jsonRequest(named('SignUpInput', signUpInput)) },
  responses: {
    201: created(schema),
    ...publiclyRefusedWith(400, 403, 413, 415, 422, 429),
  },
});

const signIn = createRoute({
  method: 'post',
  path: '/sign-in',
  operationId: 'signIn',
  tags,
  ...publicOperation,
  middleware: requireBody,
  request: { body: jsonRequest(named('SignInInput', signInInput)) },
  responses: {
    200: signedIn,
    ...publiclyRefusedWith(400, 401, 403, 413, 415, 422, 429),
  },
});

const signOut = createRoute({
  method: 'post',
  path: '/sign-out',
  operationId: 'signOut',
  tags,
  responses: {
    204: { description: 'Signed out' },
    ...refusedWith(403),
  },
});

const session = createRoute({
  method: 'get',
  path: '/session',
  operationId: 'getSession',
  tags,
  ...publicOperation,
  responses: {
    200: json('The account that is signed in, if any', named('Session', sessionState)),
    ...publiclyRefusedWith(),
  },
});

const password = createRoute({
  method: 'post',
  path: '/password',
  operationId: 'changePassword',
  tags,
  middleware: requireBody,
  request: { body: jsonRequest(named('PasswordInput', passwordInput)) },
  responses: {
    204: { description: 'Changed; all other sessions are over' },
    ...refusedWith(400, 403, 413, 415, 422, 429),
  },
});

export function authRoutes({ accounts, sessions, cookie, throttle, trustProxy }: Auth) {
  const router = createRouter();

  /** Every sign-in gets a token that nobody has seen before. */
  async function openSession(context: Context, accountId: string) {
    const previous = cookie.read(context);
    if (previous) await sessions.close(previous);
    cookie.write(context, await sessions.open(accountId));
  }

  router.openapi(signUp, async (context) => {
    const input = context.req.valid('json');
    await throttle.countSignUp(context, clientAddress(context, trustProxy));
    const added = await accounts.create(input);
    if (!added) throw invalid([{ path: 'email', message: messages.emailTaken }]);
    await openSession(context, added.id);
    return context.json(added, 201, { Location: '/api/auth/session' });
  });

  router.openapi(signIn, async (context) => {
    const input = context.req.valid('json');
    await throttle.countPassword(context, clientAddress(context, trustProxy), input.email);
    const found = await accounts.signIn(input);
    if (!found) throw new ApiError(401, problems.wrongCredentials);
    await throttle.forgive(input.email);
    await openSession(context, found.id);
    return context.json(found, 200);
  });

  router.openapi(signOut, async (context) => {
    const token = cookie.read(context);
    if (token) await sessions.close(token);
    cookie.clear(context);
    return context.body(null, 204);
  });

  router.openapi(session, async (context) => {
    const token = cookie.read(context);
    const found = token && (await sessions.find(token));
    context.header('Cache-Control', 'no-store');
    return context.json({ account: found ? found.account : null }, 200);
  });

  router.openapi(password, async (context) => {
    const { currentPassword, newPassword } = context.req.valid('json');
    const { id, email } = context.var.session.account;
    await throttle.countPassword(context, clientAddress(context, trustProxy), email);
    if (!(await accounts.hasPassword(id, currentPassword))) {
      throw invalid([{ path: 'currentPassword', message: messages.wrongPassword }]);
    }
    await throttle.forgive(email);
    await accounts.changePassword(id, newPassword);
    await sessions.closeAll(id);
    await openSession(context, id);
    return context.body(null, 204);
  });

  return router;
}
