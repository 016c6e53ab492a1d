<% set ns = namespace(day=false, moment=false) %>
<% for e in entities if e.has.calendar %><% if e.calendar.start.type == 'date' %><% set ns.day = true %><% else %><% set ns.moment = true %><% endif %><% endfor %>
<% if ns.moment %>
import { locale } from '#shared/locale';
import { addDays, localDay } from './days';

<% endif %>
/** A record on the days from its first to its last one. */
export interface Entry {
  id: string;
  title: string;
  first: string;
  last: string;
  /** When it begins on its first day, in words. */
  time?: string;
}

export interface CalendarSource {
  /** Tells this calendar's answers from those of others. */
  key: string;
  load: (
    first: string,
    last: string,
    query: string,
    signal: AbortSignal,
  ) => Promise<{ entries: Entry[]; total: number }>;
  /** The page that adds a record on a day. */
  createPath: (day: string) => string;
}

<% if ns.day %>
/** The days of a record that begins and ends on days; without an end it takes one. */
export function onDays(start: string, end: string | null = null) {
  return { first: start, last: end && end > start ? end : start };
}

<% endif %>
<% if ns.moment %>
const times = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });

/** The reader's days of a record that begins and ends at moments. */
export function atMoments(start: string, end: string | null = null) {
  const begin = new Date(start);
  // What ends at midnight does not take up the day that begins then.
  const finish = end && end > start ? new Date(new Date(end).getTime() - 1) : begin;
  return { first: localDay(begin), last: localDay(finish), time: times.format(begin) };
}

/** The moments at which the reader's days begin and end. */
export function momentsOf(first: string, last: string) {
  const end = new Date(new Date(`${addDays(last, 1)}T00:00`).getTime() - 1);
  return { from: new Date(`${first}T00:00`).toISOString(), to: end.toISOString() };
}

<% endif %>
/** The entries of each day of a week, one that lasts for several in the same place on all of them. */
export function placeInWeek(entries: readonly Entry[], week: readonly string[]) {
  const [monday = '', sunday = ''] = [week[0], week.at(-1)];
  const shown = entries
    .filter(({ first, last }) => first <= sunday && last >= monday)
    .toSorted((a, b) => a.first.localeCompare(b.first) || b.last.localeCompare(a.last));
  const days: (Entry | undefined)[][] = week.map(() => []);

  for (const entry of shown) {
    const taken = days.filter((_, index) => isOn(entry, week[index]));
    let place = 0;
    while (taken.some((day) => day[place])) place += 1;
    for (const day of taken) day[place] = entry;
  }

  return days.map((day) => Array.from(day));
}

export function isOn({ first, last }: Entry, day = ''): boolean {
  return first <= day && day <= last;
}
