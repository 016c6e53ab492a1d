import { describe, expect, test } from 'vitest';
import { demoAccount, passwordLength } from '#shared/auth';
import { messages } from '#shared/messages';
import { problem } from '#shared/common';
import { PasswordHasher } from '../../src/auth/passwords';
import { accounts } from '../../src/db/schema';
import { createTestApi, refusal, refusedPaths } from '../helpers';
import { accountOf, cookieOf, credentials, isSignedIn, post, signIn, signUp } from './credentials';

describe('signing up', () => {
  test('makes an account and signs in to it', async () => {
    const api = await createTestApi();

    const response = await signUp(api);

    expect(response.status).toBe(201);
    const account = await response.json();
    expect(account).toEqual({
      id: expect.any(String),
      name: credentials.name,
      email: credentials.email,
      createdAt: expect.any(String),
    });
    expect(await accountOf(api, cookieOf(response))).toEqual(account);
  });

  test('keeps no password, only a hash that differs each time', async () => {
    const api = await createTestApi();
    await signUp(api);
    await signUp(api, { email: 'other@example.com' });

    const stored = await api.db.select().from(accounts);
    const hashes = stored.map(({ passwordHash }) => passwordHash).filter(Boolean);

    expect(hashes).toHaveLength(2);
    expect(new Set(hashes).size).toBe(2);
    for (const hash of hashes) expect(hash).toMatch(/^\$argon2id\$/);
    expect(JSON.stringify(stored)).not.toContain(credentials.password);
  });

  test.each([
    ['email', { email: 'nobody' }],
    ['name', { name: ' ' }],
    ['password', { password: 'x'.repeat(passwordLength.min - 1) }],
    ['password', { password: 'x'.repeat(passwordLength.max + 1) }],
    ['password', { password: undefined }],
  ])('refuses what is wrong with the %s: %o', async (path, changes) => {
    const api = await createTestApi();

    const response = await signUp(api, changes);

    expect(response.status).toBe(422);
    expect(await refusedPaths(response)).toEqual([path]);
  });

  test('takes passwords of any characters, to the longest', async () => {
    const api = await createTestApi();
    const password = ' 🔑пароль '.padEnd(passwordLength.max + 1, 'я');

    expect((await signUp(api, { password })).status).toBe(201);
    expect((await signIn(api, { password })).status).toBe(200);
    expect((await signIn(api, { password: password.trim() })).status).toBe(401);
  });

  test('says that an address is taken, in whatever case it is written', async () => {
    const api = await createTestApi();
    await signUp(api);

    const response = await signUp(api, { email: 'Ada@Example.COM' });

    expect(response.status).toBe(422);
    const { errors } = problem.parse(await response.json());
    expect(errors).toEqual([{ path: 'email', message: messages.emailTaken }]);
    expect(response.headers.has('Set-Cookie')).toBe(false);
  });

  test('gives an address to one of two who ask at once', async () => {
    const api = await createTestApi();

    const responses = await Promise.all([signUp(api), signUp(api)]);

    expect(responses.map(({ status }) => status).toSorted()).toEqual([201, 422]);
  });

  test('leaves no two ways of writing an address in the database', async () => {
    const api = await createTestApi();
    const row = { name: 'x', passwordHash: '', email: 'ada@example.com' };
    await api.insert(accounts, row);

    await expect(api.insert(accounts, row)).rejects.toMatchObject(refusal);
    const folded = api.insert(accounts, { ...row, email: 'Ada@example.com' });
    await expect(folded).rejects.toMatchObject(refusal);
  });
});

describe('signing in', () => {
  test('takes the address in any case', async () => {
    const api = await createTestApi();
    await signUp(api);

    expect((await signIn(api, { email: 'ADA@example.com' })).status).toBe(200);
  });

  test('does not tell a wrong password from an unknown address', async () => {
    const api = await createTestApi();
    await signUp(api);

    const wrong = await signIn(api, { password: 'not the password' });
    const unknown = await signIn(api, { email: 'nobody@example.com' });

    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(await wrong.text()).toBe(await unknown.text());
    expect([...wrong.headers]).toEqual([...unknown.headers]);
    expect(wrong.headers.has('Set-Cookie')).toBe(false);
  });

  test('compares as long when there is nothing to compare with', async () => {
    const hasher = new PasswordHasher({ memoryCost: 8, timeCost: 1 });
    const hash = await hasher.hash('right');

    expect(await hasher.matches('right', hash)).toBe(true);
    expect(await hasher.matches('wrong', hash)).toBe(false);
    expect(await hasher.matches('the password of nobody', undefined)).toBe(false);
  });

  test('takes a password however the keyboard composes its characters', async () => {
    const api = await createTestApi();
    await signUp(api, { password: 'le cœur a ses raisons é' });

    const response = await signIn(api, { password: 'le cœur a ses raisons e\u0301' });

    expect(response.status).toBe(200);
  });

  test.each([true, false])('opens the example account in development only: %s', async (dev) => {
    const api = await createTestApi({ development: dev });
    await api.auth.accounts.create(demoAccount);

    const response = await signIn(api, demoAccount);

    expect(response.status).toBe(dev ? 200 : 401);
  });

  test.each(['', 'text/plain', 'application/x-www-form-urlencoded'])(
    'wants JSON, not %s',
    async (type) => {
      const api = await createTestApi();
      const { email, password } = credentials;

      const response = await api.app.request('/api/auth/sign-in', {
        method: 'POST',
        body: new TextEncoder().encode(JSON.stringify({ email, password })),
        ...(type && { headers: { 'Content-Type': type } }),
      });

      expect(response.status).toBe(415);
    },
  );
});

describe('changing the password', () => {
  const newPassword = 'a password that is new';
  const currentPassword = credentials.password;
  const change = { currentPassword, newPassword };

  test('ends all other sessions, and renews this one', async () => {
    const api = await createTestApi();
    const mine = cookieOf(await signUp(api));
    const other = cookieOf(await signIn(api));

    const response = await post(api, '/api/auth/password', change, mine);

    expect(response.status).toBe(204);
    expect(await isSignedIn(api, cookieOf(response))).toBe(true);
    expect(await isSignedIn(api, mine)).toBe(false);
    expect(await isSignedIn(api, other)).toBe(false);
    expect((await signIn(api)).status).toBe(401);
    expect((await signIn(api, { password: newPassword })).status).toBe(200);
  });

  test.each([
    ['currentPassword', { ...change, currentPassword: 'not the password' }],
    ['newPassword', { ...change, newPassword: 'short' }],
  ])('refuses what is wrong with %s', async (path, body) => {
    const api = await createTestApi();
    const cookie = cookieOf(await signUp(api));

    const response = await post(api, '/api/auth/password', body, cookie);

    expect(response.status).toBe(422);
    expect(await refusedPaths(response)).toEqual([path]);
    expect(await isSignedIn(api, cookie)).toBe(true);
    expect((await signIn(api)).status).toBe(200);
  });
});
