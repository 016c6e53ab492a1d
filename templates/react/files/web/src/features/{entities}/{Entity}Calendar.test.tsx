<% import "tests.jinja" as tests %>
<% set title = tests.title(entity) %>
<% set start = entity.calendar.start %>
<% set end = entity.calendar.end %>
<% set isDate = start.type == 'date' %>
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
<% if 'Label(' in title %>
import { <%= entity.var %>Label } from '#shared/<%= entity.file %>';
<% endif %>
import { addDays, addMonths, <% if not isDate %>localDay, <% endif %>monthName, weeksOf } from '../../components/calendar/days';
<% if not isDate %>
import { momentsOf } from '../../components/calendar/entries';
import { toLocalInput } from '../../lib/format/local-datetime';
<% endif %>
import { stubApi } from '../../test/api-stub';
import { field, renderApp, saveButton } from '../../test/app';
import { <%= entity.var %>Fixture } from '../../test/fixtures/<%= entity.file %>';
import { texts } from '../../texts';
import { <%= entity.var %>Calendar } from './calendar';

<% if isDate %>
const day =‹·<%= entity.var %>Fixture.<%= start.name %>›;
<% else %>
const day = localDay(⟨new Date(⟨<%= entity.var %>Fixture.<%= start.name %>¤⟩)¤⟩);
<% endif %>
const page = `/<%= entity.folder %>/calendar?date=${day}`;
const title =‹·<%= title %>›;

/** The answer for the month of the record. */
function monthAnswer() {
  const days = weeksOf(day).flat();
  const [first = day, last = day] = [days[0], days.at(-1)];
<% if isDate %>
  const path = `/api/<%= entity.folder %>/calendar/${first}/${last}`;
<% else %>
  const { from, to } = momentsOf(first, last);
  const path = `/api/<%= entity.folder %>/calendar/${from}/${to}`;
<% endif %>
  return { [`GET ${path}`]: { body: { data: [<%= entity.var %>Fixture], total: 3 } } };
}

function dayLink(date: string): HTMLElement {
  const link = document.querySelector<HTMLElement>(`[data-day="${date}"]`);
  if (!link) throw new Error(`the calendar does not show ${date}`);
  return link;
}

describe('calendar', () => {
  it('shows a record on its day, and says how many it does not show', async () => {
    stubApi(monthAnswer());
    renderApp(page);

    const entry = await screen.findByText(title);
    expect(dayLink(day).closest('td')).toContainElement(entry);
    expect(screen.getByText(texts.notShown('2'))).toBeVisible();
  });

  it('leads to other months', async () => {
    stubApi({});
    renderApp(page);

    fireEvent.click(await screen.findByRole('button', { name: texts.nextMonth }));

    const name = monthName(addMonths(day, 1));
    expect(await screen.findByRole('heading', { name })).toBeVisible();
  });

  it('is walked through with the arrow keys', async () => {
    stubApi(monthAnswer());
    renderApp(page);
    await screen.findByText(title);

    fireEvent.keyDown(dayLink(day), { key: 'ArrowRight' });

    await waitFor(() => expect(dayLink(addDays(day, 1))).toHaveFocus());
  });

  it('says when it cannot be loaded', async () => {
    stubApi({});
    renderApp(page);

    expect(await screen.findByRole('button', { name: texts.tryAgain })).toBeVisible();
  });

  it('begins a new record on the day that it is added to', async () => {
    stubApi({});
    renderApp(<%= entity.var %>Calendar.createPath(day));

    await saveButton();
<% if isDate %>
    expect(field('<%= start.name %>').value).toBe(day);
<% else %>
    expect(field('<%= start.name %>').value).toBe(⟨toLocalInput(⟨new Date(`${day}T09:00`).toISOString()¤⟩)¤⟩);
<% endif %>
  });
});
