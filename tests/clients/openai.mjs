// What the official client for Node makes of the proxy; tests/it/proxy/clients.rs plays the providers.
import assert from 'node:assert/strict';
import OpenAI from 'openai';

const client = new OpenAI({ maxRetries: 0 });
const question = { model: 'general', messages: [{ role: 'user', content: 'hi' }] };
const ask = (more, options) => client.chat.completions.create({ ...question, ...more }, options);
const text = async (stream) => {
  let text = '';
  for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
  return text;
};

const names = [];
for await (const model of client.models.list()) names.push(model.id);
assert.deepEqual(names.slice(0, 3), ['general', 'coding', 'auto']);
assert(names.includes('groq/openai/gpt-oss-20b'), names);

// An answer at once, with what is left of the limits.
const { data: whole, response } = await ask({}).withResponse();
assert.equal(whole.choices[0].message.content, 'A balanced tree.');
assert.equal(whole.model, 'groq/openai/gpt-oss-20b');
assert.equal(response.headers.get('x-ratelimit-limit-requests'), '28');
assert.equal(response.headers.get('x-ratelimit-remaining-requests'), '27');

// In pieces, from a model by its name.
const streamed = { stream: true, stream_options: { include_usage: true } };
assert.equal(await text(await ask({ ...streamed, model: whole.model })), 'A balanced tree.');

// What the client did wrong.
const refused = (more, kind, code) =>
  assert.rejects(ask(more), (error) => error instanceof kind && error.code === code);
await refused({ model: 'gpt-4o' }, OpenAI.NotFoundError, 'model_not_found');
await refused({ n: 2 }, OpenAI.BadRequestError, 'unsupported_parameter');
await refused({ messages: [] }, OpenAI.BadRequestError, 'invalid_request');
const stranger = new OpenAI({ apiKey: 'wrong' });
await assert.rejects(stranger.models.list(), OpenAI.AuthenticationError);

// Every provider asks to wait: the client is told, and waits when it may.
await assert.rejects(ask({}), (error) => {
  assert(error instanceof OpenAI.RateLimitError, error);
  return error.headers.get('retry-after') === '2';
});
const later = await ask({}, { maxRetries: 2 });
assert.equal(later.choices[0].message.content, 'A balanced tree.');

// An answer that broke off is an error, not a short answer.
await assert.rejects(async () => text(await ask(streamed)), OpenAI.APIError);
console.log('content');
