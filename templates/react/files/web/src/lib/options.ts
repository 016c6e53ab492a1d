import { keepPreviousData,<% if has.many %> useQueries,<% endif %> useQuery } from '@tanstack/react-query';
import type { RecordLink } from '#shared/common';

/** Where a relation finds the records it can point to. */
export interface OptionSource {
  /** Tells this source's answers from those of the others. */
  key: string;
  find: (search: string, signal: AbortSignal) => Promise<{ options: RecordLink[]; total: number }>;
  get: (id: string, signal: AbortSignal) => Promise<RecordLink>;
}

const maxOptions = '20';

/** Asks a list for the options to offer; whoever wants others narrows the search. */
export function optionQuery(search: string, sort: string): URLSearchParams {
  return new URLSearchParams({ q: search, sort, pageSize: maxOptions });
}

export function useOptions(source: OptionSource, search: string, enabled: boolean) {
  return useQuery({
    queryKey: [source.key, 'options', search],
    queryFn: ({ signal }) => source.find(search, signal),
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** The record that is chosen now; it need not be among the options found last. */
export function useChosenOption(source: OptionSource, id: string | null) {
  return useQuery({
    queryKey: [source.key, 'option', id],
    queryFn: ({ signal }) => source.get(id ?? '', signal),
    enabled: Boolean(id),
  });
}
<% if has.many %>

/** The records that are chosen now; those that are still on their way are left out. */
export function useChosenOptions(source: OptionSource, ids: string[]): RecordLink[] {
  const answers = useQueries({
    queries: ids.map((id) => ({
      queryKey: [source.key, 'option', id],
      queryFn: ({ signal }: { signal: AbortSignal }) => source.get(id, signal),
    })),
  });
  return answers.flatMap(({ data }) => data ?? []);
}
<% endif %>
