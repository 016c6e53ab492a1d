import type { UseQueryResult } from '@tanstack/react-query';
import type { ListParams } from '../lib/list-params';
import { texts } from '../texts';
import { ButtonLink } from './ButtonLink';
import { PlusIcon } from './icons';
import { EmptyState, ErrorState, Loading } from './states';

interface Props {
  labels: { singular: string; plural: string };
  path: string;
  list: ListParams;
  result: UseQueryResult;
}

/** What stands in for records that are still loading, out of reach or not there. */
export function ListFallback({ labels, path, list, result }: Props) {
  if (result.isPending) return <Loading />;
  if (result.isLoadingError) {
    return <ErrorState error={result.error} onRetry={() => result.refetch()} />;
  }

  if (list.q || list.filterCount > 0) {
    return (
      <EmptyState title={texts.listNoMatch} text={texts.listNoMatchHint}>
        <button type="button" className="button" onClick={list.clear}>
          {texts.clearFilters}
        </button>
      </EmptyState>
    );
  }

  return (
    <EmptyState title={texts.listEmpty(labels.plural)} text={texts.listEmptyHint}>
      <ButtonLink to={`${path}/new`}>
        <PlusIcon />
        {texts.createTitle(labels.singular)}
      </ButtonLink>
    </EmptyState>
  );
}
