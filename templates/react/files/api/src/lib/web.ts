import { serveStatic } from '@hono/node-server/serve-static';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { createMiddleware } from 'hono/factory';
import { secureHeaders } from 'hono/secure-headers';

const contentSecurityPolicy = {
  defaultSrc: ["'self'"],
  imgSrc: ["'self'", 'blob:', 'data:'],
  objectSrc: ["'none'"],
  baseUri: ["'self'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
};

const cacheHeaders = createMiddleware(async (context, next) => {
  await next();
  if (context.res.ok) {
    // The build names its assets after their content, so they never change.
    const isAsset = context.req.path.startsWith('/assets/');
    const policy = isAsset ? 'public, max-age=31536000, immutable' : 'no-cache';
    context.header('Cache-Control', policy);
  }
});

/** Serves the built pages; the router in the browser knows which addresses exist. */
export function serveWeb(app: OpenAPIHono, root: string): void {
  const page = serveStatic({ path: `${root}/index.html` });

  app.get(
    '*',
    secureHeaders({ contentSecurityPolicy, xFrameOptions: 'DENY' }),
    cacheHeaders,
    serveStatic({ root }),
    async (context, next) => {
      const isFile = /^\/(?:api|assets)(?:\/|$)|\.[a-z0-9]+$/i.test(context.req.path);
      return isFile ? next() : page(context, next);
    },
  );
}
