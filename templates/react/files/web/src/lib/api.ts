import { problem, type Problem } from '#shared/common';
import type { z } from '#shared/zod';
import { texts } from '../texts';

/** An answer of the API that is not a success, or no answer at all. */
export class ApiError extends Error {
  readonly status: number;
  readonly errors: NonNullable<Problem['errors']>;

  constructor(message: string, status: number, errors: Problem['errors'] = []) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.errors = errors;
  }
}

async function send(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(`/api${path}`, init);
  } catch (error) {
    // React Query stops a request that nobody waits for any more; that is not a failure.
    if (init.signal?.aborted) throw error;
    throw new ApiError(texts.networkFailed, 0);
  }
  if (!response.ok) throw await toError(response);
  return response;
}

async function toError(response: Response): Promise<ApiError> {
  const answer = problem.safeParse(await response.json().catch(() => null));
  if (!answer.success) return new ApiError(texts.unexpectedAnswer, response.status);
  const { title, detail, errors } = answer.data;
  return new ApiError(detail ?? title, response.status, errors);
}

async function read<Answer>(response: Response, schema: z.ZodType<Answer>): Promise<Answer> {
  const answer = schema.safeParse(await response.json().catch(() => null));
  if (!answer.success) throw new ApiError(texts.unexpectedAnswer, response.status);
  return answer.data;
}

function sendJson(method: 'POST' | 'PATCH', path: string, body: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return send(path, { method, headers, body: JSON.stringify(body) });
}

export const apiClient = {
  async get<Answer>(path: string, schema: z.ZodType<Answer>, signal?: AbortSignal) {
    return read(await send(path, signal ? { signal } : {}), schema);
  },
  async post<Answer>(path: string, schema: z.ZodType<Answer>, body: unknown) {
    return read(await sendJson('POST', path, body), schema);
  },
  async patch<Answer>(path: string, schema: z.ZodType<Answer>, body: unknown) {
    return read(await sendJson('PATCH', path, body), schema);
  },
<% if has.auth %>
  /** Asks for something that has no answer but success. */
  async run(path: string, body: unknown = {}): Promise<void> {
    await sendJson('POST', path, body);
  },
<% endif %>
  async delete(path: string): Promise<void> {
    await send(path, { method: 'DELETE' });
  },
<% if has.import_csv %>
  async upload<Answer>(path: string, schema: z.ZodType<Answer>, file: File, type = file.type) {
    const headers = { 'content-type': type };
<% else %>
  async upload<Answer>(path: string, schema: z.ZodType<Answer>, file: File) {
    const headers = { 'content-type': file.type };
<% endif %>
    return read(await send(path, { method: 'POST', headers, body: file }), schema);
  },
};
