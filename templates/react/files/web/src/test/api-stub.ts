import { vi } from 'vitest';
<% if has.auth %>
import type { Account } from '#shared/auth';
<% endif %>

interface Answer {
  status?: number;
  body?: unknown;
}

interface StubRequest {
  method: string;
  path: string;
  query: string;
  body: unknown;
}

const notFound: Answer = {
  status: 404,
  body: { type: 'about:blank', title: 'Not found', status: 404 },
};

<% if has.auth %>
export const account: Account = {
  id: '00000000-0000-4000-8000-00000000acc0',
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  createdAt: '2026-01-01T00:00:00.000Z',
};

/** What the API says of who is signed in: somebody is, unless a test says otherwise. */
export const sessionPath = 'GET /api/auth/session';
const signedIn: Record<string, Answer> = { [sessionPath]: { body: { account } } };

<% endif %>
/**
 * Stands in for the API: answers by method and path, as in `'GET /api/health'`, and with 404 to
 * anything else. Returns the requests it receives.
 */
export function stubApi(answers: Record<string, Answer>): StubRequest[] {
  const requests: StubRequest[] = [];
<% if has.auth %>
  const known = { ...signedIn, ...answers };
<% endif %>

  vi.stubGlobal('fetch', async (address: string, init: RequestInit = {}) => {
    const { method = 'GET', body: sent } = init;
    const url = new URL(address, 'http://localhost');
    requests.push({
      method,
      path: url.pathname,
      query: url.search,
      body: typeof sent === 'string' ? JSON.parse(sent) : null,
    });

    const { status = 200, body } = <% if has.auth %>known<% else %>answers<% endif %>[`${method} ${url.pathname}`] ?? notFound;
    return new Response(status === 204 ? null : JSON.stringify(body), { status });
  });

  return requests;
}

/** The first request that changes something at this path. */
export function findChange(requests: StubRequest[], path: string): StubRequest | undefined {
  return requests.find((request) => request.method !== 'GET' && request.path === path);
}

/** A list's answer with everything on one page. */
export function pageWith(...data: unknown[]): Answer {
  const meta = { page: 1, pageSize: 10, total: data.length, totalPages: 1 };
  return { body: { data, meta } };
}

/** All answers of a path where there is this one record. */
export function answersWith(path: string, record: { id: string }): Record<string, Answer> {
  return {
    [`GET ${path}`]: pageWith(record),
    [`POST ${path}`]: { status: 201, body: record },
    [`GET ${path}/${record.id}`]: { body: record },
<% if has.comments %>
    [`GET ${path}/${record.id}/comments`]: pageWith(),
<% endif %>
    [`PATCH ${path}/${record.id}`]: { body: record },
    [`DELETE ${path}/${record.id}`]: { status: 204 },
  };
}
