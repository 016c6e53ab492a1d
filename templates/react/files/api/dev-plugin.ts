import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Plugin, ViteDevServer } from 'vite';

const entry = new URL('./src/dev.ts', import.meta.url).pathname;

/** Answers `/api` from the Vite dev server, so that development needs one process and no proxy. */
export function apiDevPlugin(): Plugin {
  return {
    name: 'api-dev',
    apply: 'serve',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if (/^\/api(?:[/?]|$)/.test(request.originalUrl ?? '')) {
          answer(server, request, response).catch(next);
        } else {
          next();
        }
      });
    },
  };
}

async function answer(server: ViteDevServer, request: IncomingMessage, response: ServerResponse) {
  const module = await server.ssrLoadModule(entry);
  await getRequestListener(module['app'].fetch)(request, response);
}
