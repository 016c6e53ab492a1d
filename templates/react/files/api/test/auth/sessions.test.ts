import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { sessionTimes } from '../../src/auth/sessions';
import { sessions } from '../../src/db/schema';
import { createTestApi } from '../helpers';
import { cookieOf, isSignedIn, post, signIn, signUp } from './credentials';

const hour = 60 * 60 * 1000;

/** Lets time pass for all that asks what time it is. */
function useClock() {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  return { pass: (time: number) => vi.setSystemTime(Date.now() + time) };
}

describe('the cookie of a session', () => {
  test('is out of reach of scripts and other sites', async () => {
    const api = await createTestApi();

    const cookie = (await signUp(api)).headers.get('Set-Cookie');

    expect(cookie?.split('; ').slice(1).toSorted()).toEqual([
      'HttpOnly',
      `Max-Age=${sessionTimes.lifetime / 1000}`,
      'Path=/',
      'SameSite=Lax',
    ]);
  });

  test('never leaves https where the application is opened over https', async () => {
    const api = await createTestApi({ publicUrl: 'https://app.example.com' });

    const response = await signUp(api);

    const cookie = response.headers.get('Set-Cookie');
    expect(cookie).toMatch(/^__Host-/);
    expect(cookie?.split('; ')).toEqual(expect.arrayContaining(['Secure', 'Path=/', 'HttpOnly']));
    expect(await isSignedIn(api, cookieOf(response))).toBe(true);
    expect(await isSignedIn(api, cookieOf(response).replace('__Host-', ''))).toBe(false);
  });

  test('holds a long random token, of which the database has only a hash', async () => {
    const api = await createTestApi();

    const [first, second] = [cookieOf(await signUp(api)), cookieOf(await signIn(api))];

    const token = first.split('=')[1] ?? '';
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(second).not.toBe(first);
    const stored = JSON.stringify(await api.db.select().from(sessions));
    expect(stored).not.toContain(token);
  });
});

describe('a session', () => {
  test('ends with signing out, in the browser and on the server', async () => {
    const api = await createTestApi();
    const cookie = cookieOf(await signUp(api));
    const other = cookieOf(await signIn(api));

    const response = await post(api, '/api/auth/sign-out', {}, cookie);

    expect(response.status).toBe(204);
    expect(response.headers.get('Set-Cookie')).toContain('Max-Age=0');
    expect(await isSignedIn(api, cookie)).toBe(false);
    expect(await isSignedIn(api, other)).toBe(true);
  });

  test('is replaced when somebody signs in again', async () => {
    const api = await createTestApi();
    const before = cookieOf(await signUp(api));

    const after = cookieOf(await signIn(api, {}, before));

    expect(await isSignedIn(api, after)).toBe(true);
    expect(await isSignedIn(api, before)).toBe(false);
  });

  test('is over when nobody has used it for long', async () => {
    const clock = useClock();
    const api = await createTestApi();
    const cookie = cookieOf(await signUp(api));

    clock.pass(sessionTimes.idle - hour);
    expect(await isSignedIn(api, cookie)).toBe(true);
    clock.pass(sessionTimes.idle - hour);
    expect(await isSignedIn(api, cookie)).toBe(true);
    clock.pass(sessionTimes.idle + hour);
    expect(await isSignedIn(api, cookie)).toBe(false);
  });

  test('is over some day, however much it is used', async () => {
    const clock = useClock();
    const api = await createTestApi();
    const cookie = cookieOf(await signUp(api));

    const end = Date.now() + sessionTimes.lifetime;
    while (Date.now() + 24 * hour < end) {
      clock.pass(24 * hour);
      expect(await isSignedIn(api, cookie)).toBe(true);
    }
    clock.pass(25 * hour);
    expect(await isSignedIn(api, cookie)).toBe(false);
  });

  test('does not stay in the database for ever', async () => {
    const clock = useClock();
    const api = await createTestApi();
    await signUp(api);

    clock.pass(sessionTimes.lifetime + hour);
    await signIn(api);

    expect(await api.db.$count(sessions)).toBe(1);
  });
});
