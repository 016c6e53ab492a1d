import type { RouteObject } from 'react-router';

export const dashboardRoutes: RouteObject[] = [
  {
    path: '/dashboard',
    lazy: async () => {
      const page = await import('./DashboardPage');
      return { Component: page.DashboardPage };
    },
  },
];
