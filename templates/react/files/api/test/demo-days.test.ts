<% set ns = namespace(time=false, month=false, birthday=false) %>
<% for e in entities %>
<% if 'time' in e.calls %><% set ns.time = true %><% endif %>
<% if 'month' in e.calls %><% set ns.month = true %><% endif %>
<% if 'birthday' in e.calls %><% set ns.birthday = true %><% endif %>
<% endfor %>
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

/** The functions that count days, loaded on another day. */
async function on(today: string) {
  vi.setSystemTime(new Date(`${today}T12:00`));
  return import('../src/db/demo/today');
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.resetModules();
});

afterEach(() => {
  vi.useRealTimers();
});

test.each([
  ['2027-03-01', 0, '2027-03-01'],
  ['2027-03-01', -1, '2027-02-28'],
  ['2028-03-01', -1, '2028-02-29'],
  ['2028-12-31', 1, '2029-01-01'],
  ['2028-01-31', 30, '2028-03-01'],
])('on %s the day at %i is %s', async (today, offset, expected) => {
  const { day } = await on(today);

  expect(day(offset)).toBe(expected);
});
<% if ns.time %>

test('a time is told as people here tell it', async () => {
  const { time } = await on('2028-02-28');

  const moment = new Date(time(1, '09:30'));

  expect([moment.getMonth(), moment.getDate()]).toEqual([1, 29]);
  expect([moment.getHours(), moment.getMinutes()]).toEqual([9, 30]);
});
<% endif %>
<% if ns.month %>

test.each([
  ['2028-03-31', -1, '2028-02-01'],
  ['2028-01-15', -2, '2027-11-01'],
  ['2028-12-31', 0, '2028-12-01'],
])('on %s the month at %i begins on %s', async (today, offset, expected) => {
  const { month } = await on(today);

  expect(month(offset)).toBe(expected);
});
<% endif %>
<% if ns.birthday %>

test.each([
  ['2027-04-11', '1986-04-12'],
  ['2027-04-12', '1987-04-12'],
  ['2028-02-29', '1987-04-12'],
  ['2028-12-31', '1988-04-12'],
])('who is 40 on %s was born on %s', async (today, expected) => {
  const { birthday } = await on(today);

  expect(birthday(40, '04-12')).toBe(expected);
});
<% endif %>
