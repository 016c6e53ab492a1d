<% import "api.jinja" as api %>
<% set ns = namespace(by_text=false, by_label=false) %>
<% for e in entities if e.incoming %><% if e.display and api.is_text(e.display) %><% set ns.by_text = true %><% else %><% set ns.by_label = true %><% endif %><% endfor %>
import { keepPreviousData,<% if has.many %> useQueries,<% endif %> useQuery } from '@tanstack/react-query';
import type { RecordLink } from '#shared/common';

/** Where a relation finds the records it can point to. */
export interface OptionSource {
  /** Tells this source's answers from those of the others. */
  key: string;
  find: (search: string, signal: AbortSignal) => Promise<{ options: RecordLink[]; total: number }>;
  get: (id: string, signal: AbortSignal) => Promise<RecordLink>;
}

const maxOptions = 20;
<% if ns.by_text %>

/** Asks a list for the options to offer; whoever wants others narrows the search. */
export function optionQuery(search: string, sort: string): URLSearchParams {
  return new URLSearchParams({ q: search, sort, pageSize: String(maxOptions) });
}
<% endif %>
<% if ns.by_label %>

/** Asks a list for as many records as it gives at once. */
export function wideQuery(sort: string): URLSearchParams {
  return new URLSearchParams({ sort, pageSize: '100' });
}

/** The options whose label has the searched text in it, out of some of all records. */
export function narrow(records: RecordLink[], total: number, search: string) {
  const text = search.toLocaleLowerCase();
  const found = records.filter(({ label }) => label.toLocaleLowerCase().includes(text));
  return {
    options: found.slice(0, maxOptions),
    total: total - records.length + found.length,
  };
}
<% endif %>

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
