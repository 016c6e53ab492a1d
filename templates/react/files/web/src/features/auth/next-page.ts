import { useLocation, useSearchParams } from 'react-router';

/** The address of the page to sign in, from where the way leads back here. */
export function useSignInAddress(): string {
  const { pathname, search } = useLocation();
  const here = pathname + search;
  return here === '/' ? '/sign-in' : `/sign-in?${new URLSearchParams({ next: here })}`;
}

/** The page that was wanted before the sign-in. */
export function useNextPage(): string {
  const [address] = useSearchParams();
  const next = new URL(address.get('next') ?? '/', window.location.origin);
  // The address can come from anybody; it must not lead to another site.
  return next.origin === window.location.origin ? next.pathname + next.search : '/';
}
