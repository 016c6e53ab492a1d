<% set ns = namespace(day=false, time=false, month=false, birthday=false) %>
<% for e in entities %>
<% if 'day' in e.calls %><% set ns.day = true %><% endif %>
<% if 'time' in e.calls %><% set ns.time = true %><% endif %>
<% if 'month' in e.calls %><% set ns.month = true %><% endif %>
<% if 'birthday' in e.calls %><% set ns.birthday = true %><% endif %>
<% endfor %>
// Example records are about these days whenever the application is started for the first time.
const now = new Date();

/** The day that is so many days from today. */
export function day(offset: number): string {
  return written(new Date(now.getFullYear(), now.getMonth(), now.getDate() + offset));
}
<% if ns.time %>

/** A time such as 09:30 on the day that is so many days from today. */
export function time(offset: number, timeOfDay: string): string {
  return new Date(`${day(offset)}T${timeOfDay}`).toISOString();
}
<% endif %>
<% if ns.month %>

/** The first day of the month that is so many months from this one. */
export function month(offset: number): string {
  return written(new Date(now.getFullYear(), now.getMonth() + offset, 1));
}
<% endif %>
<% if ns.birthday %>

/** When somebody of that age was born whose birthday is a day such as 04-12. */
export function birthday(age: number, monthAndDay: string): string {
  const isAhead = monthAndDay > day(0).slice('2000-'.length);
  return `${now.getFullYear() - age - (isAhead ? 1 : 0)}-${monthAndDay}`;
}
<% endif %>

function written(date: Date): string {
  const [monthNumber, dayOfMonth] = [date.getMonth() + 1, date.getDate()].map(twoDigits);
  return `${date.getFullYear()}-${monthNumber}-${dayOfMonth}`;
}

function twoDigits(part: number): string {
  return String(part).padStart(2, '0');
}
