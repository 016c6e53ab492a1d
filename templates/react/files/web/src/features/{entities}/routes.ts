import type { RouteObject } from 'react-router';

export const <%= entity.var %>Routes: RouteObject[] = [
<% set views = ([['/board', 'Board']] if entity.has.board else []) + ([['/calendar', 'Calendar']] if entity.has.calendar else []) + ([['/gallery', 'Gallery']] if entity.has.gallery else []) %>
<% set imports = [['/import', 'Import']] if entity.has.import_csv else [] %>
<% for page in [['', 'List']] + views + [['/new', 'Create']] + imports + [['/:id', 'Detail'], ['/:id/edit', 'Edit']] %>
  {
    path: '/<%= entity.folder %><%= page[0] %>',
    lazy: async () => {
      const page = await import('./<%= entity.name %><%= page[1] %>Page');
      return { Component: page.<%= entity.name %><%= page[1] %>Page };
    },
  },
<% endfor %>
];
