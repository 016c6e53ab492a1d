import type { RouteObject } from 'react-router';
import { CrashPage } from '../../app/CrashPage';

/** The pages for those who have not signed in yet. */
export const signInRoutes: RouteObject[] = [
  {
    lazy: async () => ({ Component: (await import('./SignInLayout')).SignInLayout }),
    errorElement: <CrashPage />,
    hydrateFallbackElement: <></>,
    children: [
      {
        path: '/sign-in',
        lazy: async () => ({ Component: (await import('./SignInPage')).SignInPage }),
      },
      {
        path: '/sign-up',
        lazy: async () => ({ Component: (await import('./SignUpPage')).SignUpPage }),
      },
    ],
  },
];

export const accountRoutes: RouteObject[] = [
  {
    path: '/account',
    lazy: async () => ({ Component: (await import('./AccountPage')).AccountPage }),
  },
];
