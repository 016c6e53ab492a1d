import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { addDays, addMonths, isDay, localDay, weekOf, weeksOf } from './days';
import type { CalendarSource } from './entries';

/** What a calendar shows: the address says the view and the day, so that both survive a reload. */
export function useCalendar(source: CalendarSource, query: string) {
  const [address, setAddress] = useSearchParams();
  const [today] = useState(() => localDay(new Date()));
  const asked = address.get('date') ?? '';
  const day = isDay(asked) ? asked : today;
  const view = address.get('view') === 'week' ? 'week' : 'month';

  const weeks = view === 'week' ? [weekOf(day)] : weeksOf(day);
  const first = weeks[0]?.[0] ?? day;
  const last = weeks.at(-1)?.at(-1) ?? day;

  const result = useQuery({
    queryKey: [source.key, 'calendar', query, first, last],
    queryFn: ({ signal }) => source.load(first, last, query, signal),
    placeholderData: keepPreviousData,
  });

  function addressOf(changes: { view?: string; date?: string }) {
    const next = new URLSearchParams(address);
    for (const [name, value] of Object.entries(changes)) next.set(name, value);
    return next;
  }

  return {
    day,
    today,
    view,
    weeks,
    result,
    goTo: (date: string) => {
      setAddress(addressOf({ date }), { replace: true, preventScrollReset: true });
    },
    /** The day as many months or weeks later as the view shows at once. */
    step: (count: number) => (view === 'week' ? addDays(day, 7 * count) : addMonths(day, count)),
    searchOf: (changes: { view?: string; date?: string }) => `?${addressOf(changes)}`,
  } as const;
}

export type CalendarState = ReturnType<typeof useCalendar>;
