import { locale } from '../locale';

// A calendar date has no time zone: it is read and written as UTC, so that no zone can shift it.
const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });

export function formatDate(value: string): string {
  return dates.format(new Date(`${value}T00:00:00Z`));
}
