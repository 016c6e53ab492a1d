import { locale } from '#shared/locale';

// Days are texts such as 2026-11-23, reckoned in UTC, so that no time zone can shift them.
const oneDay = 24 * 60 * 60 * 1000;

const toDate = (day: string) => new Date(`${day}T00:00:00Z`);
const toDay = (date: Date) => date.toISOString().slice(0, 10);

/** Whether a text is a day that a calendar can show. */
export function isDay(text: string): boolean {
  const time = /^[12]\d{3}-\d{2}-\d{2}$/.test(text) ? toDate(text) : new Date(Number.NaN);
  return !Number.isNaN(time.getTime()) && toDay(time) === text;
}

/** The day that it is for the reader at a moment. */
export function localDay(moment: Date): string {
  const local = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000);
  return toDay(local);
}

export function addDays(day: string, count: number): string {
  return toDay(new Date(toDate(day).getTime() + count * oneDay));
}

/** The same day some months later, or the last of a month that is shorter. */
export function addMonths(day: string, count: number): string {
  const date = toDate(day);
  const number = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + count + 1, 0);
  date.setUTCDate(Math.min(number, date.getUTCDate()));
  return toDay(date);
}

/** The Monday of a day's week. */
export function startOfWeek(day: string): string {
  return addDays(day, -((toDate(day).getUTCDay() + 6) % 7));
}

export function weekOf(day: string): string[] {
  const monday = startOfWeek(day);
  return Array.from({ length: 7 }, (_, index) => addDays(monday, index));
}

/** The weeks that have days of a day's month. */
export function weeksOf(day: string): string[][] {
  const first = `${day.slice(0, 8)}01`;
  const next = addMonths(first, 1);
  const weeks = [];
  for (let monday = startOfWeek(first); monday < next; monday = addDays(monday, 7)) {
    weeks.push(weekOf(monday));
  }
  return weeks;
}

const format = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });

const months = format({ month: 'long', year: 'numeric' });
const spans = format({ day: 'numeric', month: 'short', year: 'numeric' });
const weekdays = format({ weekday: 'short' });
const fullDays = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

export const monthName = (day: string) => months.format(toDate(day));
export const weekdayName = (day: string) => weekdays.format(toDate(day));
export const fullName = (day: string) => fullDays.format(toDate(day));
export const dayNumber = (day: string) => String(toDate(day).getUTCDate());

/** The first and the last day of a week, in words. */
export function spanName(week: readonly string[]): string {
  const [first = '', last = ''] = [week[0], week.at(-1)];
  return spans.formatRange(toDate(first), toDate(last));
}
