<% set c = entity.comments %>
import { describe, expect, test } from 'vitest';
import { <%= c.vars %> } from '../src/db/schema';
import { add<%= entity.name %> } from './factories/<%= entity.file %>';
import {⟪<% if has.auth %>asSomebodyElse,·<% endif %>createTestApi,·recordIn,·refusal,·refusedPaths,·type TestApi¤⟫} from './helpers';

const path = '/api/<%= entity.folder %>';
const unknownId = '00000000-0000-4000-8000-000000000000';

/** A new record, and where its comments are. */
async function addRecord(api: TestApi) {
  const { id } = await add<%= entity.name %>(api);
  return { id, comments: `${path}/${id}/comments` };
}

describe('comments on <%= entity.folder %>', () => {
  test('are read in the order in which they were written', async () => {
    const api = await createTestApi();
    const { comments } = await addRecord(api);
    const ids: string[] = [];
    for (const text of ['first', 'second', 'third']) {
      const { id } = await api.add(comments, { text });
      ids.push(id);
    }

    const response = await api.get(`${comments}?pageSize=2`);

    const meta = { page: 1, pageSize: 2, total: 3, totalPages: 2 };
    expect(await response.json()).toMatchObject({
      data: [{ text: 'first' }, { text: 'second' }],
      meta,
    });
    expect(await api.ids(`${comments}?pageSize=2&page=2`)).toEqual([ids[2]]);
    expect(await api.ids(`${comments}?sort=-createdAt`)).toEqual(ids.toReversed());
  });

  test('can be added', async () => {
    const api = await createTestApi();
    const { comments } = await addRecord(api);

<% if has.auth %>
    const response = await api.post(comments, { text: '  Two\nlines ' });
<% else %>
    const response = await api.post(comments, { author: 'Ada', text: '  Two\nlines ' });
<% endif %>

    expect(response.status).toBe(201);
    const comment = await recordIn(response);
<% if has.auth %>
    const { id, name } = api.account;
    expect(comment).toMatchObject({ author: { id, name }, text: 'Two\nlines' });
<% else %>
    expect(comment).toMatchObject({ author: 'Ada', text: 'Two\nlines' });
<% endif %>
    expect(comment).not.toHaveProperty('recordId');
    const location = response.headers.get('Location') ?? '';
    expect(location).toBe(`${comments}/${comment.id}`);
    expect(await recordIn(await api.get(location))).toEqual(comment);
  });

<% if has.auth %>
  test('are from who is signed in, whatever the request says', async () => {
    const api = await createTestApi();
    const { comments } = await addRecord(api);

    const comment = await api.add(comments, { text: 'x', accountId: unknownId, author: null });

    expect(comment['author']).toMatchObject({ id: api.account.id });
  });

<% else %>
  test('need no author', async () => {
    const api = await createTestApi();
    const { comments } = await addRecord(api);

    expect(await api.add(comments, { text: 'x' })).toMatchObject({ author: null });
  });

<% endif %>
  test('can be changed', async () => {
    const api = await createTestApi();
    const { comments } = await addRecord(api);
    const comment = await api.add(comments, { text: 'before' });
    const other = await api.add(comments, { text: 'another' });

    const response = await api.patch(`${comments}/${comment.id}`, { text: 'after' });

    expect(response.status).toBe(200);
    const { updatedAt, ...changed } = await recordIn(response);
    const { updatedAt: _before, ...unchanged } = comment;
    expect(changed).toEqual({ ...unchanged, text: 'after' });
    expect(updatedAt).toEqual(expect.any(String));
    expect(await recordIn(await api.get(`${comments}/${other.id}`))).toEqual(other);
  });

  test('can be deleted', async () => {
    const api = await createTestApi();
    const { comments } = await addRecord(api);
    const comment = await api.add(comments, { text: 'x' });
    const other = await api.add(comments, { text: 'y' });

    const response = await api.delete(`${comments}/${comment.id}`);

    expect(response.status).toBe(204);
    expect((await api.get(`${comments}/${comment.id}`)).status).toBe(404);
    expect(await api.ids(comments)).toEqual([other.id]);
  });

  const refused = [
    { body: {}, paths: ['text'] },
    { body: { text: null }, paths: ['text'] },
    { body: { text: ' \n ' }, paths: ['text'] },
    { body: { text: 'x'.repeat(2001) }, paths: ['text'] },
<% if not has.auth %>
    { body: { text: 'x', author: 'x'.repeat(101) }, paths: ['author'] },
    { body: { text: 'x', author: '' }, paths: ['author'] },
<% endif %>
  ];

  test.each(refused)('are refused when a rule is broken: %#', async ({ body, paths }) => {
    const api = await createTestApi();
    const { comments } = await addRecord(api);

    const response = await api.post(comments, body);

    expect(response.status).toBe(422);
    expect(await refusedPaths(response)).toEqual(paths);
    expect(await api.ids(comments)).toEqual([]);
  });

  test('can be as long as allowed, and no change makes one longer', async () => {
    const api = await createTestApi();
    const { comments } = await addRecord(api);
    const comment = await api.add(comments, { text: 'x'.repeat(2000) });

    const response = await api.patch(`${comments}/${comment.id}`, { text: 'x'.repeat(2001) });

    expect(response.status).toBe(422);
    expect(await refusedPaths(response)).toEqual(['text']);
  });

  test('are found at their own record only', async () => {
    const api = await createTestApi();
    const { comments } = await addRecord(api);
    const another = await addRecord(api);
    const { id } = await api.add(comments, { text: 'x' });

    expect(await api.ids(another.comments)).toEqual([]);
    const elsewhere = `${another.comments}/${id}`;
    expect((await api.get(elsewhere)).status).toBe(404);
    expect((await api.patch(elsewhere, { text: 'y' })).status).toBe(404);
    expect((await api.delete(elsewhere)).status).toBe(404);
    expect(await api.ids(comments)).toEqual([id]);
  });

  test('need a record', async () => {
    const api = await createTestApi();
    const comments = `${path}/${unknownId}/comments`;

    expect((await api.get(comments)).status).toBe(404);
    expect((await api.post(comments, { text: 'x' })).status).toBe(404);
  });

  test('go together with their record', async () => {
    const api = await createTestApi();
    const { id, comments } = await addRecord(api);
    await api.add(comments, { text: 'x' });

    expect((await api.delete(`${path}/${id}`)).status).toBe(204);

    expect(await api.db.$count(<%= c.vars %>)).toBe(0);
  });
<% if entity.has.ownership %>

  test('are out of reach for those who cannot see the record', async () => {
    const api = await createTestApi();
    const other = await asSomebodyElse(api);
    const { comments } = await addRecord(api);
    const { id } = await api.add(comments, { text: 'x' });

    expect((await other.get(comments)).status).toBe(404);
    expect((await other.post(comments, { text: 'y' })).status).toBe(404);
    expect((await other.get(`${comments}/${id}`)).status).toBe(404);
    expect((await other.patch(`${comments}/${id}`, { text: 'y' })).status).toBe(404);
    expect((await other.delete(`${comments}/${id}`)).status).toBe(404);

    expect(await api.ids(comments)).toEqual([id]);
  });
<% elif has.auth %>

  test('of somebody else can be read and answered, but not changed or deleted', async () => {
    const api = await createTestApi();
    const other = await asSomebodyElse(api);
    const { comments } = await addRecord(api);
    const comment = await api.add(comments, { text: 'x' });
    const address = `${comments}/${comment.id}`;

    expect(await recordIn(await other.get(address))).toEqual(comment);
    expect((await other.patch(address, { text: 'y' })).status).toBe(403);
    expect((await other.delete(address)).status).toBe(403);
    const answer = await other.add(comments, { text: 'y' });

    expect(answer['author']).toMatchObject({ id: other.account.id });
    expect(await recordIn(await api.get(address))).toEqual(comment);
    expect(await api.ids(comments)).toEqual([comment.id, answer.id]);
  });
<% endif %>

  test('keep their rules in the database too', async () => {
    const api = await createTestApi();
    const { id } = await addRecord(api);
<% if has.auth %>
    const valid = { recordId: id, accountId: api.account.id, text: 'x' };
<% else %>
    const valid = { recordId: id, author: 'Ada', text: 'x' };
<% endif %>
    const broken = [
      { text: '' },
      { text: 'x'.repeat(2001) },
      { text: null },
      { recordId: unknownId },
      { recordId: null },
<% if has.auth %>
      { accountId: unknownId },
      { accountId: null },
<% else %>
      { author: '' },
      { author: 'x'.repeat(101) },
<% endif %>
    ];

    await api.insert(<%= c.vars %>, valid);
    for (const changes of broken) {
      const insertion = api.insert(⟨<%= c.vars %>,·{ ...valid, ...changes }¤⟩);
      await expect(insertion).rejects.toMatchObject(refusal);
    }
    expect(await api.db.$count(<%= c.vars %>)).toBe(1);
  });
});
