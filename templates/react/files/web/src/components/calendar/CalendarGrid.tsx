import { useEffect, useRef, type KeyboardEvent } from 'react';
import { CalendarDay } from './CalendarDay';
import { addDays, addMonths, startOfWeek, weekdayName } from './days';
import { placeInWeek, type Entry } from './entries';
import type { CalendarState } from './use-calendar';

interface Props {
  calendar: CalendarState;
  entries: readonly Entry[];
  path: string;
  createPath: (day: string) => string;
  label: string;
}

/** Where a key leads from a day, as in the ARIA pattern of a grid of dates. */
function dayAfter(key: string, day: string): string | undefined {
  if (key === 'ArrowLeft') return addDays(day, -1);
  if (key === 'ArrowRight') return addDays(day, 1);
  if (key === 'ArrowUp') return addDays(day, -7);
  if (key === 'ArrowDown') return addDays(day, 7);
  if (key === 'PageUp') return addMonths(day, -1);
  if (key === 'PageDown') return addMonths(day, 1);
  if (key === 'Home') return startOfWeek(day);
  if (key === 'End') return addDays(startOfWeek(day), 6);
  return undefined;
}

export function CalendarGrid({ calendar, entries, path, createPath, label }: Props) {
  const { day, weeks, view, today, goTo, searchOf } = calendar;
  const table = useRef<HTMLTableElement>(null);
  const takesFocus = useRef(false);

  useEffect(() => {
    if (!takesFocus.current) return;
    takesFocus.current = false;
    table.current?.querySelector<HTMLElement>(`[data-day="${day}"]`)?.focus();
  }, [day]);

  function handleKeyDown(event: KeyboardEvent<HTMLElement>) {
    const from = event.target instanceof HTMLElement ? event.target.dataset.day : undefined;
    const next = from && dayAfter(event.key, from);
    if (!next) return;
    event.preventDefault();
    takesFocus.current = true;
    goTo(next);
  }

  return (
    <div className="card calendar-card">
      <table
        ref={table}
        // The days in it take the focus and hand on their keys.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role
        role="grid"
        className="calendar-grid"
        aria-label={label}
        data-view={view}
        onKeyDown={handleKeyDown}
      >
        <thead>
          <tr>
            {weeks[0]?.map((weekday) => (
              <th key={weekday} scope="col">
                {weekdayName(weekday)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => {
            const placed = placeInWeek(entries, week);
            return (
              <tr key={week[0]}>
                {week.map((date, index) => (
                  <CalendarDay
                    key={date}
                    date={date}
                    isToday={date === today}
                    isChosen={date === day}
                    isOutside={view === 'month' && date.slice(0, 7) !== day.slice(0, 7)}
                    startsRow={index === 0}
                    entries={placed[index] ?? []}
                    limit={view === 'month' ? 3 : undefined}
                    path={path}
                    createPath={createPath(date)}
                    morePath={searchOf({ view: 'week', date })}
                  />
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
