<% if has.auth %>
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { setAccount } from '../features/auth/account';
<% else %>
import { QueryClient } from '@tanstack/react-query';
<% endif %>
import { ApiError } from '../lib/api';

const retries = 2;

/** An answer below 500 stays the same however often it is asked for. */
function isWorthRetrying(failures: number, error: Error): boolean {
  const isFinal = error instanceof ApiError && error.status >= 400 && error.status < 500;
  return !isFinal && failures < retries;
}

export function createQueryClient(): QueryClient {
<% if has.auth %>
  // A session can end at any time, and whatever is asked for next finds out.
  function onError(error: Error) {
    if (error instanceof ApiError && error.status === 401) setAccount(client, null);
  }

  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: { queries: { retry: isWorthRetrying, staleTime: 5_000 } },
  });
  return client;
<% else %>
  return new QueryClient({
    defaultOptions: { queries: { retry: isWorthRetrying, staleTime: 5_000 } },
  });
<% endif %>
}
