import { useSearchParams } from 'react-router';
import type { z } from '#shared/zod';

type Changes = Record<string, string | null>;

export interface ListParams {
  q: string;
  sort: string;
  /** The same settings as the API's query string. */
  query: string;
  /** How many filters are set. */
  filterCount: number;
  get: (name: string) => string;
  set: (changes: Changes, options?: { replace: boolean }) => void;
  /** Takes away the search and the filters. */
  clear: () => void;
}

const notFilters = ['q', 'sort', 'page', 'pageSize'];

/** The state of a list lives in the address, so that it survives a reload and can be shared. */
export function useListParams(schema: z.ZodObject): ListParams {
  const [address, setAddress] = useSearchParams();

  // What the API would refuse, as in a mistyped address, counts as not set.
  const valid = [...address].filter(
    ([name, value]) =>
      Object.hasOwn(schema.shape, name) && schema.shape[name]?.safeParse(value).success,
  );
  const query = new URLSearchParams(valid);
  const filters = [...new Set(query.keys())].filter((name) => !notFilters.includes(name));

  function set(changes: Changes, options = { replace: false }) {
    const next = new URLSearchParams(address);
    // Any other change starts at the first page again.
    next.delete('page');
    for (const [name, value] of Object.entries(changes)) {
      if (value) {
        next.set(name, value);
      } else {
        next.delete(name);
      }
    }
    // Another page is read from its start.
    const preventScrollReset = !('page' in changes);
    setAddress(next, { replace: options.replace, preventScrollReset });
  }

  return {
    q: query.get('q') ?? '',
    sort: query.get('sort') ?? '',
    query: query.toString(),
    filterCount: filters.length,
    get: (name) => query.get(name) ?? '',
    set,
    clear: () => set(Object.fromEntries(['q', ...filters].map((name) => [name, null]))),
  };
}
