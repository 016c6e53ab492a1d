<% import "api.jinja" as api %>
<% set f = entity.board %>
<% set first = (f['values']|first).name %>
<% set last = (f['values']|last).name %>
<% set ns = namespace(phrase=none) %>
<% for f in entity.fields|reverse if f.type in ['string', 'text'] and not f.pattern and f.max_length >= 16 and (f.min_length is none or f.min_length <= 16) %><% set ns.phrase = f.name %><% endfor %>
import { describe, expect, test } from 'vitest';
import { add<%= entity.name %> } from './factories/<%= entity.file %>';
import { createTestApi, recordIn, type TestApi } from './helpers';

const path = '/api/<%= entity.folder %>';
const column = <%= first|js %>;

async function addCards(api: TestApi, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let number = 0; number < count; number += 1) {
    const { id } = await add<%= entity.name %>(api, {⟪<%= f.name %>: column¤⟫});
    ids.push(id);
  }
  return ids;
}

async function cardsIn(api: TestApi, name: string): Promise<string[]> {
  return api.ids(`${path}/board/${name}`);
}

async function move(api: TestApi, id: string | undefined, body: object): Promise<Response> {
  return api.patch(`${path}/${id}/move`, body);
}

describe('the board of <%= entity.folder %>', () => {
  test('begins with the newest cards', async () => {
    const api = await createTestApi();
    const [first, second, third] = await addCards(api, 3);

    const response = await api.get(`${path}/board/${column}?pageSize=2`);

    expect(response.status).toBe(200);
    const answer = (await response.json()) as { data: { id: string }[]; total: number };
    expect(answer.data.map(({ id }) => id)).toEqual([third, second]);
    expect(answer.total).toBe(3);
    expect(await cardsIn(api, column)).toEqual([third, second, first]);
  });

  test('keeps the order in which cards are put', async () => {
    const api = await createTestApi();
    const [first, second, third] = await addCards(api, 3);

    await move(api, third, { column, after: first });
    expect(await cardsIn(api, column)).toEqual([second, first, third]);

    await move(api, first, { column, after: null });
    expect(await cardsIn(api, column)).toEqual([first, second, third]);
  });

  test('loses no card when several move at once', async () => {
    const api = await createTestApi();
    const ids = await addCards(api, 5);

    await Promise.all(
      ids.map((id, index) => move(api, id, { column, after: ids[(index * 2) % 5] ?? null })),
    );

    expect((await cardsIn(api, column)).toSorted()).toEqual(ids.toSorted());
  });
<% if first != last %>

  test('moves a card to another column', async () => {
    const api = await createTestApi();
    const [first, second] = await addCards(api, 2);
    const other = await add<%= entity.name %>(api, {⟪<%= f.name %>: <%= last|js %>¤⟫});

    const response = await move(api, first, {⟪column: <%= last|js %>,·after: other.id¤⟫});

    expect(response.status).toBe(200);
    expect((await recordIn(response)).<%= f.name %>).toBe(⟨<%= last|js %>¤⟩);
    expect(await cardsIn(api, column)).toEqual([second]);
    expect(await cardsIn(api, <%= last|js %>)).toEqual([⟨other.id,·first¤⟩]);
  });

  test('puts a record whose <%= f.name %> is changed on top', async () => {
    const api = await createTestApi();
    const [first] = await addCards(api, 1);
    const other = await add<%= entity.name %>(api, {⟪<%= f.name %>: <%= last|js %>¤⟫});

    await api.patch(`${path}/${first}`, {⟪<%= f.name %>: <%= last|js %>¤⟫});

    expect(await cardsIn(api, <%= last|js %>)).toEqual([⟨first,·other.id¤⟩]);
  });

  test('puts a card on top when the one above it has left the column', async () => {
    const api = await createTestApi();
    const [first, second] = await addCards(api, 2);
    const gone = await add<%= entity.name %>(api, {⟪<%= f.name %>: <%= last|js %>¤⟫});

    await move(api, first, { column, after: gone.id });

    expect(await cardsIn(api, column)).toEqual([first, second]);
  });
<% endif %>
<% if not f.required %>

  test('has a column for records without <%= f.name %>', async () => {
    const api = await createTestApi();
    const [card] = await addCards(api, 1);
    const name = <%= api.unset(f) %>;

    const response = await move(api, card, { column: name, after: null });

    expect((await recordIn(response)).<%= f.name %>).toBeNull();
    expect(await cardsIn(api, name)).toEqual([card]);
  });
<% endif %>
<% if ns.phrase is not none %>

  test('shows only the cards that match', async () => {
    const api = await createTestApi();
    await addCards(api, 1);
    const wanted = await add<%= entity.name %>(api, {⟪<%= f.name %>: column,·<%= ns.phrase %>: 'Needle in a hay'¤⟫});

    expect(await api.ids(`${path}/board/${column}?q=needle`)).toEqual([wanted.id]);
  });
<% endif %>

  test('refuses a column that it does not have', async () => {
    const api = await createTestApi();
    const [card] = await addCards(api, 1);

    expect((await api.get(`${path}/board/nowhere`)).status).toBe(422);
    expect((await move(api, card, { column: 'nowhere', after: null })).status).toBe(422);
  });

  test('does not find an unknown card', async () => {
    const api = await createTestApi();

    const response = await move(api, 'unknown', { column, after: null });

    expect(response.status).toBe(404);
  });
});
