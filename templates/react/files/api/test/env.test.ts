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
