import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useToast } from '../../lib/toast';
import { texts } from '../../texts';
import { arrange, type BoardSource, type Columns, type Place } from './board';

const step = 20;

interface Move<Row> {
  card: Row;
  from: string;
  place: Place;
}

/** The cards of all columns; a move shows at once, and is undone when the API refuses it. */
export function useBoard<Row extends { id: string }>(
  source: BoardSource<Row>,
  names: readonly string[],
  query: string,
) {
  const queryClient = useQueryClient();
  const showToast = useToast();
  const [sizes, setSizes] = useState<Readonly<Record<string, number>>>({});

  // An option may be called like something that every object has.
  const sizeOf = (name: string) => (Object.hasOwn(sizes, name) ? sizes[name] : undefined) ?? step;

  const queryKey = [source.key, 'board', query, sizes];
  const mutationKey = [source.key, 'move'];

  const result = useQuery({
    queryKey,
    queryFn: async ({ signal }): Promise<Columns<Row>> => {
      const columns = names.map(async (name) => {
        return [name, await source.load(name, query, sizeOf(name), signal)] as const;
      });
      return Object.fromEntries(await Promise.all(columns));
    },
    placeholderData: keepPreviousData,
  });

  const moving = useMutation({
    mutationKey,
    // One after the other, so that they arrive in the order in which they were made.
    scope: { id: mutationKey.join() },
    mutationFn: ({ card, place }: Move<Row>) => source.move(card.id, place),
    onMutate: async ({ card, from, place }) => {
      await queryClient.cancelQueries({ queryKey });
      const before = queryClient.getQueryData<Columns<Row>>(queryKey);
      if (before) queryClient.setQueryData(queryKey, arrange(before, card, from, place));
      // By the time of a refusal, other cards may be asked for.
      return () => queryClient.setQueryData(queryKey, before);
    },
    onError: (_error, _move, undo) => {
      undo?.();
      showToast(texts.moveFailed, 'error');
    },
    onSettled: async () => {
      // An answer in between would not know the moves that are still on their way.
      if (queryClient.isMutating({ mutationKey }) === 1) await queryClient.invalidateQueries();
    },
  });

  function showMore(column: string) {
    setSizes({ ...sizes, [column]: sizeOf(column) + step });
  }

  return { result, move: moving.mutate, showMore };
}
