import { OpenAPIHono } from '@hono/zod-openapi';
import { compress } from 'hono/compress';
import { secureHeaders } from 'hono/secure-headers';
<% if has.auth %>
import type { Auth } from './auth';
import { requireSession } from './auth/guard';
import { refuseCrossSite } from './auth/same-origin';
<% endif %>
import type { Database } from './db/client';
<% if has.image %>
import type { ImageStore } from './lib/images';
<% endif %>
import { refuseOtherMethods } from './lib/methods';
import { answerError, answerNotFound } from './lib/problem';
<% for e in entities|sort(attribute='folder') %>
import { <%= e.name %>Repository } from './repositories/<%= e.folder %>';
<% endfor %>
<% for e in entities|sort(attribute='folder') %>
import { <%= e.var %>Routes } from './routes/<%= e.folder %>';
<% endfor %>
<% if has.auth %>
import { authRoutes } from './routes/auth';
<% endif %>
import { healthRoutes } from './routes/health';
<% if has.image %>
import { imageRoutes } from './routes/images';
<% endif %>

// Nothing that the API answers<% if has.image %>, images included,<% endif %> may act as a page.
const contentSecurityPolicy = {
  defaultSrc: ["'none'"],
  frameAncestors: ["'none'"],
  sandbox: [],
};

/** Builds the API on <% if has.image %>the places where it keeps its data<% else %>its database<% endif %>. */
export function createApp(db: Database<% if has.image %>, imageStore: ImageStore<% endif %><% if has.auth %>, auth: Auth<% endif %>): OpenAPIHono {
  const app = new OpenAPIHono();
  app.use(compress());
  app.use('/api/*', secureHeaders({ contentSecurityPolicy }));
<% if has.auth %>
  app.use('/api/*', refuseCrossSite(auth.publicUrl), requireSession(auth.sessions, auth.cookie));
<% endif %>

<% for e in entities %>
  app.route(⟨'/api/<%= e.folder %>',·<%= e.var %>Routes(⟨new <%= e.name %>Repository(⟨db<% if e.has.image %>,·imageStore<% endif %>¤⟩)¤⟩)¤⟩);
<% endfor %>
<% if has.image %>
  app.route('/api/images', imageRoutes(imageStore));
<% endif %>
<% if has.auth %>
  app.route('/api/auth', authRoutes(auth));
<% endif %>
  app.route('/api/health', healthRoutes(db));
<% if has.auth %>
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: auth.cookie.name,
  });
<% endif %>
  app.doc31('/api/openapi.json', {
    openapi: '3.1.0',
    info: { title: '<%= app.name %>', version: '0.1.0' },
<% if has.auth %>
    security: [{ session: [] }],
<% endif %>
  });

  refuseOtherMethods(app);
  app.onError(answerError);
  app.notFound(answerNotFound);
  return app;
}
