// What the official client for Node makes of tools through the proxy: calls, results and answers, over
// providers of both dialects and from one to the other; tests/it/proxy/clients.rs plays them.
import assert from 'node:assert/strict';
import OpenAI from 'openai';

const client = new OpenAI({ maxRetries: 0 });
const called = [];
const tool = (name, properties) => ({
  type: 'function',
  function: {
    name,
    parameters: { type: 'object', properties },
    parse: JSON.parse,
    function: (input) => {
      called.push([name, input]);
      return `${name}: done`;
    },
  },
});
const tools = [tool('weather', { city: { type: 'string' } }), tool('clock', {})];

// The client's own loop: asks, does what is called, and asks again until there is an answer.
const goThrough = async (model, stream) => {
  const messages = [{ role: 'user', content: "What's the weather in Riga?" }];
  const runner = client.chat.completions.runTools({ model, messages, tools, stream });
  assert.equal(await runner.finalContent(), 'It rains.');
  const all = runner.allChatCompletions();
  assert.deepEqual(all.map((it) => it.choices[0].finish_reason), ['tool_calls', 'stop']);
  assert.deepEqual(called.splice(0), [['weather', { city: 'Рига' }], ['clock', {}]]);
  return all.map((it) => it.model);
};

const [openai, anthropic] = ['groq/openai/gpt-oss-20b', 'anthropic/claude-haiku-5-5'];
for (const model of [openai, anthropic])
  for (const stream of [false, true]) assert.deepEqual(await goThrough(model, stream), [model, model]);
// The first provider fails within the conversation, and the other one goes on with it.
assert.deepEqual(await goThrough('general', true), [openai, anthropic]);
console.log('content');
