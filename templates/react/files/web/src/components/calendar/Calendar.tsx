import { formatNumber } from '#shared/format/number';
import { useIsNarrow } from '../../lib/use-is-narrow';
import { texts } from '../../texts';
import { ErrorState } from '../states';
import { Agenda } from './Agenda';
import { CalendarBar } from './CalendarBar';
import type { CalendarSource } from './entries';
import { CalendarGrid } from './CalendarGrid';
import { useCalendar } from './use-calendar';
import './Calendar.css';

interface Props {
  source: CalendarSource;
  /** What the records are narrowed to, as the API's query string. */
  query: string;
  /** The path of the list; those of its records begin with it. */
  path: string;
  label: string;
}

/** Records on their days: a month or a week at once, on a small screen as a list. */
export function Calendar({ source, query, path, label }: Props) {
  const calendar = useCalendar(source, query);
  const isNarrow = useIsNarrow();
  const { data, isLoadingError, error, refetch, isPlaceholderData, isPending } = calendar.result;
  const entries = data?.entries ?? [];
  const hidden = data ? data.total - entries.length : 0;
  const shared = { calendar, entries, path, createPath: source.createPath };

  return (
    <section className="calendar" aria-busy={isPending || isPlaceholderData}>
      <CalendarBar calendar={calendar} />
      {isLoadingError && <ErrorState error={error} onRetry={() => refetch()} />}
      {hidden > 0 && <p className="calendar-note">{texts.notShown(formatNumber(hidden))}</p>}
      {!isLoadingError && isNarrow && <Agenda {...shared} />}
      {!isLoadingError && !isNarrow && <CalendarGrid {...shared} label={label} />}
    </section>
  );
}
