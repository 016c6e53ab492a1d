import type { RouteObject } from 'react-router';

export const <%= entity.var %>Routes: RouteObject[] = [
<% for page in [['', 'List'], ['/new', 'Create'], ['/:id', 'Detail'], ['/:id/edit', 'Edit']] %>
  {
    path: '/<%= entity.folder %><%= page[0] %>',
    lazy: async () => {
      const page = await import('./<%= entity.name %><%= page[1] %>Page');
      return { Component: page.<%= entity.name %><%= page[1] %>Page };
    },
  },
<% endfor %>
];
