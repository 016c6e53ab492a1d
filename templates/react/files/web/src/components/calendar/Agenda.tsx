import { Link } from 'react-router';
import { texts } from '../../texts';
import { PlusIcon } from '../icons';
import { fullName } from './days';
import { isOn, type Entry } from './entries';
import type { CalendarState } from './use-calendar';

interface Props {
  calendar: CalendarState;
  entries: readonly Entry[];
  path: string;
  createPath: (day: string) => string;
}

/** The days that have entries, and today, one below the other. */
export function Agenda({ calendar, entries, path, createPath }: Props) {
  const { day, today, view, weeks, result } = calendar;
  const days = weeks.flat().filter((date) => view === 'week' || date.startsWith(day.slice(0, 7)));
  const shown = days.filter((date) => date === today || entries.some((entry) => isOn(entry, date)));

  if (shown.length === 0) {
    return (
      <p className="card agenda-empty">{result.isPending ? texts.loading : texts.nothingHere}</p>
    );
  }

  return (
    <ol className="agenda">
      {shown.map((date) => (
        <li key={date} className="card" data-today={date === today || undefined}>
          <div className="agenda-head">
            <h3>{fullName(date)}</h3>
            <Link
              className="button button-quiet button-icon"
              to={createPath(date)}
              aria-label={texts.addOn(fullName(date))}
            >
              <PlusIcon />
            </Link>
          </div>
          <ul>
            {entries
              .filter((entry) => isOn(entry, date))
              .map((entry) => (
                <li key={entry.id}>
                  <Link className="agenda-entry" to={`${path}/${entry.id}`}>
                    {entry.first === date && entry.time && (
                      <span className="calendar-time">{entry.time}</span>
                    )}
                    {entry.title}
                  </Link>
                </li>
              ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}
