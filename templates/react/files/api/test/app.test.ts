import { describe, expect, test } from 'vitest';
import { problem } from '#shared/common';
import { createTestApi } from './helpers';

const address = '/api/<%= main.folder %>';
const json = { 'Content-Type': 'application/json' };

describe('the API', () => {
  test('reports that it is well', async () => {
    const api = await createTestApi();

    const response = await api.get('/api/health');

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'ok' });
  });

  test('describes every resource', async () => {
    const api = await createTestApi();

    const response = await api.get('/api/openapi.json');

    const { openapi, paths } = (await response.json()) as { openapi: string; paths: object };
    expect(openapi).toBe('3.1.0');
    expect(Object.keys(paths)).toEqual([⟨<% for e in entities %><% if e.has.export_csv %>'/api/<%= e.folder %>/export.csv',·<% endif %><% if e.has.import_csv %>'/api/<%= e.folder %>/import/check',·'/api/<%= e.folder %>/import',·<% endif %>'/api/<%= e.folder %>',·'/api/<%= e.folder %>/{id}',·<% if e.has.board %>'/api/<%= e.folder %>/board/{column}',·'/api/<%= e.folder %>/{id}/move',·<% endif %><% if e.has.calendar %>'/api/<%= e.folder %>/calendar/{from}/{to}',·<% endif %><% if e.comments %>'/api/<%= e.folder %>/{id}/comments',·'/api/<%= e.folder %>/{id}/comments/{commentId}',·<% endif %><% endfor %><% if has.image %>'/api/images',·'/api/images/{id}',·<% endif %><% if has.auth %>'/api/auth/sign-up',·'/api/auth/sign-in',·'/api/auth/sign-out',·'/api/auth/session',·'/api/auth/password',·<% endif %><% if has.dashboard %>'/api/dashboard',·<% endif %>'/api/health'¤⟩]);
  });

  test('lets no answer act as a page', async () => {
    const api = await createTestApi();

    const { headers } = await api.get(address);

    expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
  });
});

describe('a refused request', () => {
  const requests = [
    { name: 'unknown address', path: '/api/nope', status: 404 },
    { name: 'unsupported method', method: 'PUT', path: address, status: 405 },
    {
      name: 'broken JSON',
      method: 'POST',
      path: address,
      headers: json,
      body: '{',
      status: 400,
    },
    {
      name: 'body that is no JSON',
      method: 'POST',
      path: address,
      headers: { 'Content-Type': 'text/plain' },
      body: '{}',
      status: 415,
    },
    { name: 'no body at all', method: 'POST', path: address, status: 415 },
    {
      name: 'body that is no object',
      method: 'POST',
      path: address,
      headers: json,
      body: '[]',
      status: 422,
    },
    {
      name: 'body that is too large',
      method: 'POST',
      path: address,
      headers: json,
      body: JSON.stringify('x'.repeat(1024 * 1024)),
      status: 413,
    },
  ];

  test.each(requests)('$name: $status', async ({ path, status, name: _name, ...init }) => {
    const api = await createTestApi();

    const response = await api.request(path, init);

    expect(response.status).toBe(status);
    expect(response.headers.get('Content-Type')).toBe('application/problem+json');
    expect(problem.parse(await response.json())).toMatchObject({ status, instance: path });
  });

  test('says which methods would do', async () => {
    const api = await createTestApi();

    const response = await api.request(address, { method: 'PUT' });

    expect(response.headers.get('Allow')).toBe('GET, HEAD, POST');
  });
});
