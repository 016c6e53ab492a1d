import { describe, expect, test } from 'vitest';
import { problem } from '#shared/common';
import { createTestApi, type TestApi } from '../helpers';

interface Operation {
  security?: unknown[];
  responses: object;
}

const address = '/api/<%= main.folder %>';
const unknownId = '00000000-0000-4000-8000-000000000000';

/** Every operation of the API, as its description lists them. */
async function operationsOf(api: TestApi) {
  const response = await api.get('/api/openapi.json');
  const { paths } = (await response.json()) as {
    paths: Record<string, Record<string, Operation>>;
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([name, operation]) => ({
      ...operation,
      method: name.toUpperCase(),
      path: path.replaceAll(/\{\w+\}/g, unknownId),
      isPublic: operation.security?.length === 0,
      answers: Object.keys(operation.responses),
    })),
  );
}

test('the description lists every operation there is', async () => {
  const api = await createTestApi();
  const described = (await operationsOf(api)).map(({ method, path }) => `${method} ${path}`);

  const operations = api.app.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path.replaceAll(/:\w+/g, unknownId)}`);

  expect(new Set(operations)).toEqual(new Set([...described, 'GET /api/openapi.json']));
});

describe('without a session', () => {
  test('every operation that is not public is refused', async () => {
    const api = await createTestApi();
    const guarded = (await operationsOf(api)).filter(({ isPublic }) => !isPublic);

    for (const { method, path, answers } of guarded) {
      const response = await api.app.request(path, { method });

      expect(response.status, `${method} ${path}`).toBe(401);
      expect(problem.parse(await response.json()).status).toBe(401);
      expect(answers, `${method} ${path}`).toContain('401');
    }
    expect(guarded.length).toBeGreaterThan(5);
  });

  test('only what comes before a session is public', async () => {
    const api = await createTestApi();

    const open = (await operationsOf(api)).filter(({ isPublic }) => isPublic);

    expect(open.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /api/auth/sign-up',
      'POST /api/auth/sign-in',
      'GET /api/auth/session',
      'GET /api/health',
    ]);
    for (const { method, path } of open) {
      expect((await api.app.request(path, { method })).status).not.toBe(401);
    }
  });

  test('no one learns which addresses exist', async () => {
    const api = await createTestApi();

    expect((await api.app.request('/api/nope')).status).toBe(401);
  });

  const tokens = ['', 'x', 'x'.repeat(43), '../../etc', '%00'];

  test.each(tokens)('a made-up token is none: "%s"', async (token) => {
    const api = await createTestApi();
    const headers = { Cookie: `${api.auth.cookie.name}=${token}` };

    expect((await api.app.request(address, { headers })).status).toBe(401);
  });
});

describe('a request that another site makes', () => {
  const foreign = [
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { Origin: 'https://evil.example' },
    { Origin: 'http://localhost.evil.example' },
    { Origin: 'null' },
  ];

  test.each(foreign)('cannot change anything: %o', async (headers: Record<string, string>) => {
    const api = await createTestApi();
    const operations = await operationsOf(api);
    const changes = operations.filter(({ method }) => method !== 'GET');

    for (const { method, path, answers } of changes) {
      const response = await api.request(path, { method, headers });

      expect(response.status, `${method} ${path}`).toBe(403);
      expect(answers, `${method} ${path}`).toContain('403');
    }
  });

  test.each([
    { 'Sec-Fetch-Site': 'same-origin' },
    { Origin: 'http://localhost' },
    { Origin: 'https://app.example.com' },
  ])('is told from one of its own pages: %o', async (headers: Record<string, string>) => {
    const api = await createTestApi({ publicUrl: 'https://app.example.com' });

    const response = await api.request('/api/auth/sign-out', { method: 'POST', headers });

    expect(response.status).toBe(204);
  });
});

test('what one person may see is not kept for the next one', async () => {
  const api = await createTestApi();

  const { headers } = await api.get(address);

  expect(headers.get('Cache-Control')).toBe('no-store');
});
