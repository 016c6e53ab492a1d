import { expect, test } from 'vitest';
import { readEnv } from '../src/env';

test('every setting has a default', () => {
  const env = readEnv({});

  expect(env).toMatchObject({ host: '127.0.0.1', port: 3000, demoData: true });
});

test('all wrong settings are named at once', () => {
  const variables = { PORT: 'http', DEMO_DATA: 'maybe' };

  expect(() => readEnv(variables)).toThrow(/PORT.*\n.*DEMO_DATA/);
});
<% if has.auth %>

test('in production, where the application is opened must be said', () => {
  const production = { NODE_ENV: 'production' };
  const publicUrl = 'https://app.example.com';

  expect(() => readEnv(production)).toThrow(/PUBLIC_URL/);
  expect(() => readEnv({ ...production, PUBLIC_URL: 'app.example.com' })).toThrow(/PUBLIC_URL/);
  expect(readEnv({ ...production, PUBLIC_URL: publicUrl })).toMatchObject({ publicUrl });
});

test('only who asks for it gets a developer’s settings', () => {
  expect(readEnv({})).toMatchObject({ development: false, trustProxy: false });
  expect(readEnv({ NODE_ENV: 'development' }).development).toBe(true);
});
<% endif %>
