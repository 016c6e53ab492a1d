import { locale } from '../locale';

const dateTimes = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });

export function formatDateTime(value: string): string {
  return dateTimes.format(new Date(value));
}
<% if has.named_datetime %>

const universal = new Intl.DateTimeFormat(locale, {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'UTC',
});

/** A moment as a name, which must be the same for readers in all time zones. */
export function formatUniversal(value: string): string {
  return `${universal.format(new Date(value))} UTC`;
}
<% endif %>
