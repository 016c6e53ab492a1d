import { createRoute } from '@hono/zod-openapi';
import { sql } from 'drizzle-orm';
import { z } from '#shared/zod';
import type { Database } from '../db/client';
<% if has.auth %>
import { createRouter, json, publiclyRefusedWith, publicOperation } from '../lib/openapi';
<% else %>
import { createRouter, json, refusedWith } from '../lib/openapi';
<% endif %>

const health = createRoute({
  method: 'get',
  path: '/',
  operationId: 'getHealth',
  tags: ['health'],
<% if has.auth %>
  ...publicOperation,
<% endif %>
  responses: {
    200: json('The application and its database answer', z.object({ status: z.literal('ok') })),
    ...<% if has.auth %>publiclyRefusedWith<% else %>refusedWith<% endif %>(),
  },
});

export function healthRoutes(db: Database) {
  const router = createRouter();

  router.openapi(health, async (context) => {
    await db.run(sql`SELECT 1`);
    return context.json({ status: 'ok' as const }, 200);
  });

  return router;
}
