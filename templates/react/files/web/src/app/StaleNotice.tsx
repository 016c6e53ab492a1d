import { notifyManager, useQueryClient } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';
import { texts } from '../texts';

/** Says that something on the page could not be brought up to date, and offers to try again. */
export function StaleNotice() {
  const queryClient = useQueryClient();
  const cache = queryClient.getQueryCache();

  const subscribe = useCallback(
    (onChange: () => void) => cache.subscribe(notifyManager.batchCalls(onChange)),
    [cache],
  );
  const isStale = useSyncExternalStore(subscribe, () => {
    const shown = cache.findAll({ type: 'active' });
    return shown.some(({ state }) => state.status === 'error' && state.data !== undefined);
  });

  return (
    <div role="status">
      {isStale && (
        <div className="notice">
          <p>{texts.stale}</p>
          <button
            type="button"
            className="button"
            onClick={() => void queryClient.refetchQueries({ type: 'active' })}
          >
            {texts.tryAgain}
          </button>
        </div>
      )}
    </div>
  );
}
