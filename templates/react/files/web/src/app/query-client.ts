import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '../lib/api';

const retries = 2;

/** An answer below 500 stays the same however often it is asked for. */
function isWorthRetrying(failures: number, error: Error): boolean {
  const isFinal = error instanceof ApiError && error.status >= 400 && error.status < 500;
  return !isFinal && failures < retries;
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { retry: isWorthRetrying, staleTime: 5_000 } },
  });
}
