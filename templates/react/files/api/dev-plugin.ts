import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { normalizePath, type Plugin, type ViteDevServer } from 'vite';

const entry = normalizePath(fileURLToPath(new URL('./src/dev.ts', import.meta.url)));

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
