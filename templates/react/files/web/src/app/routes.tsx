import { Navigate, type RouteObject } from 'react-router';
<% if has.auth %>
import { RequireAccount } from '../features/auth/RequireAccount';
import { accountRoutes, signInRoutes } from '../features/auth/routes';
<% endif %>
<% if has.dashboard %>
import { dashboardRoutes } from '../features/dashboard/routes';
<% endif %>
<% for e in entities %>
import { <%= e.var %>Routes } from '../features/<%= e.folder %>/routes';
<% endfor %>
import { CrashPage } from './CrashPage';
import { Layout } from './Layout';
import { NotFoundPage } from './NotFoundPage';

export const routes: RouteObject[] = [
<% if has.auth %>
  ...signInRoutes,
  {
    element: (
      <RequireAccount>
        <Layout />
      </RequireAccount>
    ),
<% else %>
  {
    element: <Layout />,
<% endif %>
    children: [
      {
        // An error on one page leaves the navigation usable.
        errorElement: <CrashPage />,
        children: [
          {
            index: true,
            element: <Navigate to="<%= app.start %>" replace />,
          },
<% if has.dashboard %>
          ...dashboardRoutes,
<% endif %>
<% for e in entities %>
          ...<%= e.var %>Routes,
<% endfor %>
<% if has.auth %>
          ...accountRoutes,
<% endif %>
          {
            path: '*',
            element: <NotFoundPage />,
          },
        ],
      },
    ],
    hydrateFallbackElement: <></>,
  },
];
