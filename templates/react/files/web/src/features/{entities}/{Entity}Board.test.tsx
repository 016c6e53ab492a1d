<% import "tests.jinja" as tests %>
<% set title = tests.title(entity) %>
<% set f = entity.board %>
<% set first = (f['values']|first).name %>
<% set last = (f['values']|last).name %>
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import {⟪<%= entity.var %>Column<% if 'Label(' in title %>,·<%= entity.var %>Label<% endif %>¤⟫} from '#shared/<%= entity.file %>';
import { findChange, stubApi } from '../../test/api-stub';
import { field, renderApp, saveButton } from '../../test/app';
import { <%= entity.var %>Fixture } from '../../test/fixtures/<%= entity.file %>';
import { texts } from '../../texts';

const page = '/<%= entity.folder %>/board';
const path = '/api/<%= entity.folder %>';
const movePath = `${path}/${<%= entity.var %>Fixture.id}/move`;
const title =‹·<%= title %>›;

/** The answers for all columns, of which the first holds this many cards, one of them loaded. */
function boardWith(total: number) {
  const columns = <%= entity.var %>Column.options.map((name, index) => {
    const body =‹·index === 0 ? { data: [<%= entity.var %>Fixture], total } : { data: [], total: 0 }›;
    return [`GET ${path}/board/${name}`, { body }];
  });
  return Object.fromEntries(columns);
}

/** The cards of a column, once the board is there. */
async function cardsIn(name: string): Promise<HTMLElement> {
  await screen.findByRole('link', { name: title });
  const list = document.querySelector<HTMLElement>(`[data-column="${name}"]`);
  if (!list) throw new Error(`the board has no column "${name}"`);
  return list;
}

<% if first != last %>
async function chooseLastColumn() {
  fireEvent.click(await screen.findByRole('button', { name: texts.moveRecord(title) }));
  const dialog = await screen.findByRole('dialog');
  fireEvent.change(within(dialog).getByLabelText(texts.moveColumn), {
    target: { value: <%= last|js %> },
  });
  fireEvent.click(within(dialog).getByRole('button', { name: texts.move }));
}

<% endif %>
describe('board', () => {
  it('shows the cards of each column', async () => {
    stubApi(boardWith(1));
    renderApp(page);

    const cards = await cardsIn(<%= first|js %>);
    expect(within(cards).getByRole('link', { name: title })).toBeVisible();
  });

  it('asks for more cards of a column', async () => {
    const requests = stubApi(boardWith(45));
    renderApp(page);

    fireEvent.click(await screen.findByRole('button', { name: texts.showMore('44') }));

    const more = {⟪path: `${path}/board/<%= first %>`,·query: '?pageSize=40'¤⟫};
    await waitFor(() => expect(requests).toContainEqual(expect.objectContaining(more)));
  });

  it('says when it cannot be loaded', async () => {
    stubApi({});
    renderApp(page);

    expect(await screen.findByRole('button', { name: texts.tryAgain })).toBeVisible();
  });
<% if first != last %>

  it('moves a card to the column that is chosen', async () => {
    const moved = {⟪...<%= entity.var %>Fixture,·<%= f.name %>: <%= last|js %>¤⟫};
    const requests = stubApi({ ...boardWith(1), [`PATCH ${movePath}`]: { body: moved } });
    renderApp(page);
    await chooseLastColumn();

    await waitFor(() => {
      expect(findChange(requests, movePath)?.body).toEqual({⟪column: <%= last|js %>,·after: null¤⟫});
    });
  });

  it('puts a card back when it cannot be moved', async () => {
    stubApi(boardWith(1));
    renderApp(page);
    await chooseLastColumn();

    expect(await screen.findByText(texts.moveFailed)).toBeVisible();
    const cards = await cardsIn(<%= first|js %>);
    expect(within(cards).getByRole('link', { name: title })).toBeVisible();
  });
<% endif %>

  it('begins a new record in the column that it is added to', async () => {
    stubApi(boardWith(1));
    renderApp(⟨`/<%= entity.folder %>/new?<%= f.name %>=<%= last %>`¤⟩);

    await saveButton();
    expect(field('<%= f.name %>').value).toBe(⟨<%= last|js %>¤⟩);
  });
});
