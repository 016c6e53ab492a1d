<% macro finder(target) %><%= target.var %>IdsByName(⟨db,·names<% if entities[target.index].has.ownership %>,·accountId<% endif %>¤⟩)<% endmacro %>
<% set ns = namespace(kept=[], named=[]) %>
<% for e in entities %>
<% if e.has.export_csv or e.comments %><% set ns.kept = ns.kept + [e.vars] %><% endif %>
<% if e.has.import_csv %><% for r in e.relations + e.links %><% set ns.named = ns.named + [r.target.vars] %><% endfor %><% endif %>
<% endfor %>
import { OpenAPIHono } from '@hono/zod-openapi';
import { compress } from 'hono/compress';
import { secureHeaders } from 'hono/secure-headers';
<% if has.auth %>
import type { Auth } from './auth';
import { requireSession } from './auth/guard';
import { refuseCrossSite } from './auth/same-origin';
<% endif %>
import type { Database } from './db/client';
<% if has.comments %>
<% set tables = namespace(names=[]) %>
<% for e in entities if e.comments %><% set tables.names = tables.names + [e.comments.vars] %><% endfor %>
import {⟪<%= tables.names|sort|join(',·') %><% if tables.names|length > 1 %>¤<% endif %>⟫} from './db/schema';
<% endif %>
<% if has.image %>
import type { ImageStore } from './lib/images';
<% endif %>
import { refuseOtherMethods } from './lib/methods';
import { answerError, answerNotFound } from './lib/problem';
<% if has.comments %>
import { CommentRepository } from './repositories/comments';
<% endif %>
<% for e in entities|sort(attribute='folder') %>
import { <%= e.name %>Repository } from './repositories/<%= e.folder %>';
<% if e.vars in ns.named %>
import { <%= e.var %>IdsByName } from './repositories/<%= e.folder %>.query';
<% endif %>
<% endfor %>
<% for e in entities|sort(attribute='folder') %>
import { <%= e.var %>Routes } from './routes/<%= e.folder %>';
<% if e.comments %>
import { <%= e.comments.var %>Routes } from './routes/<%= e.folder %>.comments';
<% endif %>
<% if e.has.export_csv %>
import { <%= e.var %>CsvRoutes } from './routes/<%= e.folder %>.csv';
<% endif %>
<% endfor %>
<% if has.auth %>
import { authRoutes } from './routes/auth';
<% endif %>
<% if has.dashboard %>
import { dashboardRoutes } from './routes/dashboard';
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

<% for e in entities if e.vars in ns.kept %>
<% if e.has.per_account %>
  const <%= e.var %>RepositoryOf = (accountId: string) =>‹·new <%= e.name %>Repository(⟨db<% if e.has.image %>,·imageStore<% endif %>,·accountId¤⟩)›;
<% else %>
<% if e.has.image %>
  const <%= e.var %>Repository = new <%= e.name %>Repository(⟨db,·imageStore¤⟩);
<% else %>
  const <%= e.var %>Repository =‹·new <%= e.name %>Repository(db)›;
<% endif %>
<% endif %>
<% if loop.last %>

<% endif %>
<% endfor %>
<% for e in entities %>
<% set repository = e.var ~ 'Repository' ~ ('Of' if e.has.per_account else '') %>
<% if e.vars in ns.kept %>
<% if e.has.import_csv and (e.relations or e.links or e.has.image) %>
<% set personal = namespace(links=e.has.per_account and e.has.image) %>
<% for r in e.relations + e.links if entities[r.target.index].has.ownership %><% set personal.links = true %><% endfor %>
<% if personal.links %>
  const <%= e.var %>LinksOf = (accountId: string) => ({
<% else %>
  const <%= e.var %>Links = {
<% endif %>
<% for m in e.members if m.is_relation or m.type == 'image' %>
    <%= m.key %>: (names: string[]) =>‹·<% if m.is_relation %><%= finder(m.target) %><% else %>imageStore.idsByName(names<% if has.ownership %>, accountId<% endif %>)<% endif %>›,
<% endfor %>
<% for l in e.links %>
    <%= l.key %>: (names: string[]) =>‹·<%= finder(l.target) %>›,
<% endfor %>
<% if personal.links %>
  });
<% else %>
  };
<% endif %>
  app.route(⟨'/api/<%= e.folder %>',·<%= e.var %>CsvRoutes(⟨<%= repository %>,·<%= e.var %>Links<% if personal.links %>Of<% endif %>¤⟩)¤⟩);
<% elif e.has.export_csv %>
  app.route(⟨'/api/<%= e.folder %>',·<%= e.var %>CsvRoutes(⟨<%= repository %>¤⟩)¤⟩);
<% endif %>
  app.route(⟨'/api/<%= e.folder %>',·<%= e.var %>Routes(⟨<%= repository %>¤⟩)¤⟩);
<% elif e.has.per_account %>
  app.route(
    '/api/<%= e.folder %>',
    <%= e.var %>Routes(⟨(accountId) => new <%= e.name %>Repository(⟨db<% if e.has.image %>,·imageStore<% endif %>,·accountId¤⟩)¤⟩),
  );
<% else %>
  app.route(⟨'/api/<%= e.folder %>',·<%= e.var %>Routes(⟨new <%= e.name %>Repository(⟨db<% if e.has.image %>,·imageStore<% endif %>¤⟩)¤⟩)¤⟩);
<% endif %>
<% if e.comments %>
  app.route(⟨'/api/<%= e.folder %>',·<%= e.comments.var %>Routes(⟨<%= repository %>,·new CommentRepository(⟨db,·<%= e.comments.vars %>¤⟩)¤⟩)¤⟩);
<% endif %>
<% endfor %>
<% if has.image %>
  app.route('/api/images', imageRoutes(imageStore));
<% endif %>
<% if has.auth %>
  app.route('/api/auth', authRoutes(auth));
<% endif %>
<% if has.dashboard %>
<% if has.per_account %>
  const repositoriesOf = (accountId: string) => ({
<% for e in entities %>
    <%= e.vars %>: new <%= e.name %>Repository(⟨db<% if e.has.image %>,·imageStore<% endif %><% if e.has.per_account %>,·accountId<% endif %>¤⟩),
<% endfor %>
  });
  app.route('/api/dashboard', dashboardRoutes(db, repositoriesOf));
<% else %>
  const repositories = {
<% for e in entities %>
    <%= e.vars %>: new <%= e.name %>Repository(⟨db<% if e.has.image %>,·imageStore<% endif %>¤⟩),
<% endfor %>
  };
  app.route('/api/dashboard', dashboardRoutes(db, repositories));
<% endif %>
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
