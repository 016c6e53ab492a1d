import type { UseQueryResult } from '@tanstack/react-query';
import { NotFoundPage } from '../app/NotFoundPage';
import { ApiError } from '../lib/api';
import { PageHeader } from './PageHeader';
import { ErrorState, Loading } from './states';

interface Props {
  labels: { singular: string; plural: string };
  /** The path of the list. */
  path: string;
  result: UseQueryResult;
}

/** What stands in for a record that is still loading, missing or out of reach. */
export function QueryFallback({ labels, path, result }: Props) {
  const { error } = result;
  const back = { to: path, label: labels.plural };

  if (error instanceof ApiError && error.status === 404) return <NotFoundPage />;

  return (
    <div className="page">
      <PageHeader title={error ? labels.singular : ''} back={back} />
      {error ? <ErrorState error={error} onRetry={() => result.refetch()} /> : <Loading />}
    </div>
  );
}
