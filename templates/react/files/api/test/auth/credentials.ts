import { sessionState, type Account } from '#shared/auth';
import type { TestApi } from '../helpers';

export const credentials = {
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  password: 'correct horse battery staple',
};

/** A request without a session, or with the one that a cookie stands for. */
export async function post(api: TestApi, path: string, body: unknown, cookie = '') {
  return api.app.request(path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', ...(cookie && { Cookie: cookie }) },
  });
}

export async function signUp(api: TestApi, changes = {}) {
  return post(api, '/api/auth/sign-up', { ...credentials, ...changes });
}

export async function signIn(api: TestApi, changes = {}, cookie = '') {
  const { email, password } = credentials;
  return post(api, '/api/auth/sign-in', { email, password, ...changes }, cookie);
}

/** What the browser would send back. */
export function cookieOf(response: Response): string {
  return response.headers.get('Set-Cookie')?.split(';')[0] ?? '';
}

/** Whose session a cookie stands for. */
export async function accountOf(api: TestApi, cookie: string): Promise<Account | null> {
  const response = await api.app.request('/api/auth/session', { headers: { Cookie: cookie } });
  return sessionState.parse(await response.json()).account;
}

/** Whether the session that a cookie stands for is still there. */
export async function isSignedIn(api: TestApi, cookie: string): Promise<boolean> {
  return (await accountOf(api, cookie)) !== null;
}
