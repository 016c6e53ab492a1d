import { Link } from 'react-router';
import { formatNumber } from '#shared/format/number';
import { texts } from '../../texts';
import { dayNumber, fullName } from './days';
import type { Entry } from './entries';

interface Props {
  date: string;
  isToday: boolean;
  /** The one day of the grid that the Tab key stops at. */
  isChosen: boolean;
  isOutside: boolean;
  startsRow: boolean;
  /** Gaps keep the places of entries that last for several days. */
  entries: readonly (Entry | undefined)[];
  limit?: number | undefined;
  path: string;
  createPath: string;
  morePath: string;
}

export function CalendarDay(props: Props) {
  const { date, isToday, isChosen, isOutside, startsRow, entries, limit, path } = props;
  const placed = entries.flatMap((entry, place) => (entry ? [{ entry, place }] : []));
  const shown = placed.filter(({ place }) => limit === undefined || place < limit);
  const more = placed.length - shown.length;

  return (
    <td className="calendar-day" data-outside={isOutside || undefined}>
      <Link
        className="calendar-number"
        data-day={date}
        to={props.createPath}
        tabIndex={isChosen ? 0 : -1}
        aria-current={isToday ? 'date' : undefined}
        aria-label={texts.addOn(fullName(date))}
      >
        {dayNumber(date)}
      </Link>
      <ul className="calendar-entries">
        {shown.map(({ entry, place }) => {
          const begins = entry.first === date;
          const isNamed = begins || startsRow;
          return (
            <li key={entry.id} style={{ gridRow: place + 1 }} aria-hidden={!isNamed}>
              <Link
                className="calendar-entry"
                data-before={!begins || undefined}
                data-after={entry.last > date || undefined}
                to={`${path}/${entry.id}`}
                tabIndex={isNamed ? undefined : -1}
              >
                {begins && entry.time && <span className="calendar-time">{entry.time}</span>}
                {isNamed ? entry.title : '\u00a0'}
              </Link>
            </li>
          );
        })}
      </ul>
      {more > 0 && (
        <Link className="calendar-more" to={props.morePath}>
          {texts.more(formatNumber(more))}
        </Link>
      )}
    </td>
  );
}
