<% set ns = namespace(day=false, moment=false) %>
<% for e in entities if e.has.calendar %><% if e.calendar.start.type == 'date' %><% set ns.day = true %><% else %><% set ns.moment = true %><% endif %><% endfor %>
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, isDay, startOfWeek, weeksOf } from './days';
import { <% if ns.moment %>atMoments, <% endif %><% if ns.day %>onDays, <% endif %>placeInWeek } from './entries';

describe('days', () => {
  it('go on over the ends of months and years', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
  });

  it('stay in a month that is shorter', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
    expect(addMonths('2026-11-15', 2)).toBe('2027-01-15');
  });

  it('are in weeks that begin on Monday', () => {
    expect(startOfWeek('2026-11-22')).toBe('2026-11-16');
    const weeks = weeksOf('2026-11-23');
    expect(weeks[0]?.[0]).toBe('2026-10-26');
    expect(weeks.at(-1)?.at(-1)).toBe('2026-12-06');
  });

  it.each(['2026-02-30', '2026-13-01', 'today', ''])('are not what "%s" is', (text) => {
    expect(isDay(text)).toBe(false);
  });
});

describe('entries', () => {
<% if ns.day %>
  it('take one day without an end', () => {
    expect(onDays('2026-11-23')).toEqual({ first: '2026-11-23', last: '2026-11-23' });
    expect(onDays('2026-11-23', '2026-11-20').last).toBe('2026-11-23');
  });

<% endif %>
<% if ns.moment %>
  it('do not take the day at whose beginning they end', () => {
    const start = new Date('2026-11-23T20:00').toISOString();
    const end = new Date('2026-11-24T00:00').toISOString();
    expect(atMoments(start, end)).toMatchObject({ first: '2026-11-23', last: '2026-11-23' });
  });

<% endif %>
  it('keep their place on all of their days', () => {
    const week = weeksOf('2026-11-23')[4] ?? [];
    const long = { id: 'a', title: 'Long', first: '2026-11-20', last: '2026-11-25' };
    const short = { id: 'b', title: 'Short', first: '2026-11-25', last: '2026-11-26' };

    const placed = placeInWeek([short, long], week);

    expect(placed.slice(0, 5)).toEqual([[long], [long], [long, short], [undefined, short], []]);
  });
});
