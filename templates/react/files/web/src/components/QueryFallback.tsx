import type { UseQueryResult } from '@tanstack/react-query';
import { NotFoundPage } from '../app/NotFoundPage';
import { ApiError } from '../lib/api';
import { ErrorState, Loading } from './states';

/** What stands in for a record that is still loading, missing or out of reach. */
export function QueryFallback({ result }: { result: UseQueryResult }) {
  const { error } = result;
  if (!error) return <Loading />;
  if (error instanceof ApiError && error.status === 404) return <NotFoundPage />;
  return <ErrorState error={error} onRetry={() => result.refetch()} />;
}
