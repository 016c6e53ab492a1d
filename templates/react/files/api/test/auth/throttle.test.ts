import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { attempts } from '../../src/auth/throttle';
import { createTestApi, type TestApi } from '../helpers';
import { cookieOf, credentials, post, signIn, signUp } from './credentials';

const wrong = { password: 'not the password' };

/** Signs in from an address, as the socket or a proxy tells it. */
async function signInFrom(api: TestApi, remoteAddress: string, email: string, forwarded = '') {
  const init = {
    method: 'POST',
    body: JSON.stringify({ email, password: wrong.password }),
    headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': forwarded },
  };
  const env = { incoming: { socket: { remoteAddress } } };
  return (await api.app.request('/api/auth/sign-in', init, env)).status;
}

/** Uses up all that an address may try; each time with another account. */
async function exhaust(api: TestApi, address: (attempt: number) => [string, string?]) {
  for (let attempt = 0; attempt < attempts.address.points; attempt += 1) {
    const [socket, forwarded] = address(attempt);
    expect(await signInFrom(api, socket, `nobody${attempt}@example.com`, forwarded)).toBe(401);
  }
}

describe('guessing the password of an account', () => {
  test('ends with 429, even for the right one, and may go on later', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const api = await createTestApi();
    await signUp(api);
    for (let attempt = 0; attempt < attempts.account.points; attempt += 1) {
      expect((await signIn(api, wrong)).status).toBe(401);
    }

    const response = await signIn(api);

    expect(response.status).toBe(429);
    expect(response.headers.get('Content-Type')).toBe('application/problem+json');
    const wait = Number(response.headers.get('Retry-After'));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(attempts.account.duration);
    expect((await signIn(api, { email: 'other@example.com' })).status).toBe(401);

    vi.setSystemTime(Date.now() + (wait + 1) * 1000);
    expect((await signIn(api)).status).toBe(200);
  });

  test('counts the same address in any case as one', async () => {
    const api = await createTestApi();
    for (let attempt = 0; attempt < attempts.account.points; attempt += 1) {
      await signIn(api, wrong);
    }

    expect((await signIn(api, { ...wrong, email: 'ADA@example.com' })).status).toBe(429);
  });

  test('is forgotten once it was right', async () => {
    const api = await createTestApi();
    await signUp(api);
    for (let attempt = 0; attempt < 2 * attempts.account.points; attempt += 1) {
      const isLast = attempt % attempts.account.points === attempts.account.points - 1;
      expect((await signIn(api, isLast ? {} : wrong)).status).toBe(isLast ? 200 : 401);
    }
  });

  test('is as limited where the password is changed', async () => {
    const api = await createTestApi();
    const cookie = cookieOf(await signUp(api));
    const change = { currentPassword: wrong.password, newPassword: 'a password that is new' };
    for (let attempt = 0; attempt < attempts.account.points; attempt += 1) {
      expect((await post(api, '/api/auth/password', change, cookie)).status).toBe(422);
    }

    const right = { ...change, currentPassword: credentials.password };
    expect((await post(api, '/api/auth/password', right, cookie)).status).toBe(429);
  });
});

describe('attempts from one address', () => {
  test('are limited whatever the account', async () => {
    const api = await createTestApi();
    await exhaust(api, () => ['192.0.2.1']);

    expect(await signInFrom(api, '192.0.2.1', 'ada@example.com')).toBe(429);
    expect(await signInFrom(api, '192.0.2.2', 'ada@example.com')).toBe(401);
  });

  test('are not hidden by a header that anyone can write', async () => {
    const api = await createTestApi();
    await exhaust(api, (attempt) => ['192.0.2.1', `198.51.100.${attempt}`]);

    expect(await signInFrom(api, '192.0.2.1', 'ada@example.com', '203.0.113.1')).toBe(429);
  });

  test('are told apart by what a trusted proxy has appended', async () => {
    const api = await createTestApi({ trustProxy: true });
    await exhaust(api, (attempt) => ['10.0.0.1', `198.51.100.${attempt}, 192.0.2.1`]);

    expect(await signInFrom(api, '10.0.0.1', 'ada@example.com', '192.0.2.1')).toBe(429);
    expect(await signInFrom(api, '10.0.0.1', 'ada@example.com', '192.0.2.1, 192.0.2.2')).toBe(401);
  });

  test('are counted by network with IPv6', async () => {
    const api = await createTestApi();
    await exhaust(api, (attempt) => [`2001:db8::${attempt.toString(16)}:1`]);

    expect(await signInFrom(api, '2001:db8:0:0:ffff::1', 'ada@example.com')).toBe(429);
    expect(await signInFrom(api, '2001:db8:0:1::1', 'ada@example.com')).toBe(401);
  });

  test('to sign up are limited too', async () => {
    const api = await createTestApi();
    for (let attempt = 0; attempt < attempts.signUp.points; attempt += 1) {
      expect((await signUp(api, { email: `${attempt}@example.com` })).status).toBe(201);
    }

    expect((await signUp(api)).status).toBe(429);
  });
});
