import { serve } from '@hono/node-server';
import { loadEnv } from './env';
import { serveWeb } from './lib/web';
import { start } from './start';

const env = loadEnv();
const { app, close } = await start(env);
serveWeb(app, 'dist/web');

const server = serve({ fetch: app.fetch, hostname: env.host, port: env.port }, ({ port }) => {
  console.info(`Listening on http://${env.host}:${port}`);
});

/** Lets requests in progress finish, but not forever. */
function stop() {
  server.close(close);
  setTimeout(() => process.exit(0), 3000).unref();
}

process.once('SIGINT', stop);
process.once('SIGTERM', stop);
