import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { serveWeb } from '../src/lib/web';
import { createTestApi } from './helpers';

async function createTestServer() {
  const root = await mkdtemp(join(tmpdir(), 'web-test-'));
  onTestFinished(() => rm(root, { recursive: true }));
  await mkdir(join(root, 'assets'));
  await writeFile(join(root, 'index.html'), '<!doctype html>');
  await writeFile(join(root, 'robots.txt'), 'User-agent: *');
  await writeFile(join(root, 'assets', 'main.js'), '');
  const api = await createTestApi();
  serveWeb(api.app, root);
  return api;
}

describe('the built pages', () => {
  const found = [
    { path: '/', type: 'text/html', cache: 'no-cache' },
    { path: '/any/page', type: 'text/html', cache: 'no-cache' },
    { path: '/robots.txt', type: 'text/plain', cache: 'no-cache' },
    {
      path: '/assets/main.js',
      type: 'text/javascript',
      cache: 'public, max-age=31536000, immutable',
    },
  ];

  test.each(found)('answer $path', async ({ path, type, cache }) => {
    const api = await createTestServer();

    const { status, headers } = await api.get(path);

    expect(status).toBe(200);
    expect(headers.get('Content-Type')).toContain(type);
    expect(headers.get('Cache-Control')).toBe(cache);
    expect(headers.get('Content-Security-Policy')).toContain("default-src 'self'");
  });

  test.each(['/assets/nope.js', '/nope.png', '/api/nope'])('do not answer %s', async (path) => {
    const api = await createTestServer();

    expect((await api.get(path)).status).toBe(404);
  });
});
