import { Link } from 'react-router';
import { texts } from '../../texts';
import { ChevronLeftIcon, ChevronRightIcon } from '../icons';
import { monthName, spanName } from './days';
import type { CalendarState } from './use-calendar';

const viewNames = [
  ['month', texts.monthView],
  ['week', texts.weekView],
] as const;

/** Says which time is shown, and leads to others. */
export function CalendarBar({ calendar }: { calendar: CalendarState }) {
  const { day, today, view, weeks, step, goTo, searchOf } = calendar;
  const title = view === 'week' ? spanName(weeks[0] ?? [day]) : monthName(day);

  return (
    <div className="calendar-bar">
      <h2 aria-live="polite">{title}</h2>
      <div className="calendar-steps">
        <button
          type="button"
          className="button button-icon"
          aria-label={view === 'week' ? texts.previousWeek : texts.previousMonth}
          onClick={() => goTo(step(-1))}
        >
          <ChevronLeftIcon />
        </button>
        <button type="button" className="button" onClick={() => goTo(today)}>
          {texts.today}
        </button>
        <button
          type="button"
          className="button button-icon"
          aria-label={view === 'week' ? texts.nextWeek : texts.nextMonth}
          onClick={() => goTo(step(1))}
        >
          <ChevronRightIcon />
        </button>
      </div>
      <div className="view-switch">
        {viewNames.map(([name, label]) => (
          <Link
            key={name}
            className="view-link"
            to={searchOf({ view: name, date: day })}
            aria-current={name === view ? 'page' : undefined}
          >
            {label}
          </Link>
        ))}
      </div>
    </div>
  );
}
