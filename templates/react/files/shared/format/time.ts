import { locale } from '../locale';

const times = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: 'UTC' });

export function formatTime(value: string): string {
  return times.format(new Date(`1970-01-01T${value}Z`));
}
