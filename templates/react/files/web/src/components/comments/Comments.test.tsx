<% set ns = namespace(first=none) %>
<% for e in entities if e.comments and ns.first is none %><% set ns.first = e %><% endfor %>
<% set e = ns.first %>
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { <% if not has.auth %>beforeEach, <% endif %>describe, expect, it } from 'vitest';
import type { Comment } from '#shared/comments';
import { messages } from '#shared/messages';
import {⟪<% if has.auth %>account,·<% endif %>answersWith,·findChange,·pageWith,·stubApi¤⟫} from '../../test/api-stub';
import { renderApp } from '../../test/app';
import { <%= e.var %>Fixture } from '../../test/fixtures/<%= e.file %>';
import { texts } from '../../texts';

const page = `/<%= e.folder %>/${<%= e.var %>Fixture.id}`;
const comments = `/api/<%= e.folder %>/${<%= e.var %>Fixture.id}/comments`;

const first: Comment = {
  id: '00000000-0000-4000-8000-00000000c001',
<% if has.auth %>
  author: { id: account.id, name: account.name },
<% else %>
  author: 'Ada Lovelace',
<% endif %>
  text: 'The first comment',
  createdAt: '2026-01-02T03:04:05.000Z',
  updatedAt: '2026-01-02T03:04:05.000Z',
};

const second: Comment = {
  ...first,
  id: '00000000-0000-4000-8000-00000000c002',
<% if has.auth %>
  author: { id: '00000000-0000-4000-8000-00000000acc1', name: 'Grace Hopper' },
<% else %>
  author: null,
<% endif %>
  text: 'The second comment',
  updatedAt: '2026-01-03T03:04:05.000Z',
};

/** The page of a record with these comments, which the API gives the newest first. */
function show(answers: Parameters<typeof stubApi>[0] = {}) {
  const requests = stubApi({
    ...answersWith('/api/<%= e.folder %>', <%= e.var %>Fixture),
    [`GET ${comments}`]: pageWith(second, first),
    [`POST ${comments}`]: { status: 201, body: first },
    [`PATCH ${comments}/${first.id}`]: { body: first },
    [`DELETE ${comments}/${first.id}`]: { status: 204 },
    ...answers,
  });
  renderApp(page);
  return requests;
}

async function newComment() {
  return screen.findByLabelText<HTMLTextAreaElement>(texts.newComment);
}

async function add(text: string) {
  fireEvent.change(await newComment(), { target: { value: text } });
  fireEvent.click(screen.getByRole('button', { name: texts.addComment }));
}

async function pressed(name: string) {
  fireEvent.click(await screen.findByRole('button', { name }));
}

<% if not has.auth %>
beforeEach(() => localStorage.clear());

<% endif %>
describe('comments', () => {
  it('are there with their authors, the newest last', async () => {
    show();

    const list = (await screen.findByText(first.text)).closest('ul');
    const items = [...(list?.children ?? [])];
    const shown = items.map((item) => ['strong', 'p'].map((name) => item.querySelector(name)));
    expect(shown.map(([author, text]) => [author?.textContent, text?.textContent])).toEqual([
      ['Ada Lovelace', first.text],
<% if has.auth %>
      ['Grace Hopper', second.text],
<% else %>
      [texts.anonymous, second.text],
<% endif %>
    ]);
    expect(screen.getAllByText(texts.commentEdited)).toHaveLength(1);
  });

  it('can be missing', async () => {
    show({ [`GET ${comments}`]: pageWith() });

    expect(await screen.findByText(texts.noComments)).toBeVisible();
  });

  it('can be loaded again when that has failed', async () => {
    show({ [`GET ${comments}`]: { status: 500, body: null } });

    expect(await screen.findByRole('button', { name: texts.tryAgain })).toBeVisible();
  });

  it('that are earlier are loaded on demand', async () => {
    const meta = { page: 1, pageSize: 2, total: 5, totalPages: 3 };
    const requests = show({ [`GET ${comments}`]: { body: { data: [second, first], meta } } });
    await pressed(texts.earlierComments('3'));

    const next = { path: comments, query: '?sort=-createdAt&page=2&pageSize=20' };
    await waitFor(() => expect(requests).toContainEqual(expect.objectContaining(next)));
  });

  it('can be added', async () => {
    const requests = show();
    await add('Something new');

    expect(await screen.findByText(texts.saved)).toBeVisible();
<% if has.auth %>
    expect(findChange(requests, comments)?.body).toEqual({ text: 'Something new' });
<% else %>
    const body = { author: null, text: 'Something new' };
    expect(findChange(requests, comments)?.body).toEqual(body);
<% endif %>
    expect(await newComment()).toHaveValue('');
  });

<% if not has.auth %>
  it('remember who writes', async () => {
    const requests = show();
    const name = await screen.findByLabelText(texts.commentAuthor);
    fireEvent.change(name, { target: { value: 'Ada Lovelace' } });
    await add('Something new');

    await waitFor(() => expect(findChange(requests, comments)).toBeDefined());
    const body = { author: 'Ada Lovelace', text: 'Something new' };
    expect(findChange(requests, comments)?.body).toEqual(body);
    await waitFor(() => expect(localStorage.getItem('comment-author')).toBe('Ada Lovelace'));
  });

<% endif %>
  it('must say something', async () => {
    const requests = show();
    await add('  ');

    await waitFor(async () => expect(await newComment()).toBeInvalid());
    expect(await newComment()).toHaveAccessibleDescription(messages.required);
    expect(findChange(requests, comments)).toBeUndefined();
  });

  it('must not be too long', async () => {
    const requests = show();
    await add('x'.repeat(2001));

    await waitFor(async () => expect(await newComment()).toBeInvalid());
    expect(await newComment()).toHaveAccessibleDescription(messages.tooLong(2000));
    expect(findChange(requests, comments)).toBeUndefined();
  });

<% if not has.auth %>
  it('are not from somebody with too long a name', async () => {
    const requests = show();
    const name = await screen.findByLabelText(texts.commentAuthor);
    fireEvent.change(name, { target: { value: 'x'.repeat(101) } });
    await add('Something new');

    await waitFor(() => expect(name).toBeInvalid());
    expect(name).toHaveAccessibleDescription(messages.tooLong(100));
    expect(findChange(requests, comments)).toBeUndefined();
  });

<% endif %>
  it('are kept in the form when they cannot be saved', async () => {
    const errors = [{ path: 'text', message: 'Not this one' }];
    const body = { type: 'about:blank', title: 'Not valid', status: 422, errors };
    show({ [`POST ${comments}`]: { status: 422, body } });
    await add('Something new');

    await waitFor(async () => expect(await newComment()).toBeInvalid());
    expect(await newComment()).toHaveAccessibleDescription('Not this one');
    expect(await newComment()).toHaveValue('Something new');
  });

  it('can be changed', async () => {
    const requests = show();
    await pressed(texts.editRecord(first.text));
    const editor = screen.getByLabelText(texts.comment);
    await waitFor(() => expect(editor).toHaveFocus());
    fireEvent.change(editor, { target: { value: 'Something else' } });
    await pressed(texts.save);

    await waitFor(() => expect(editor).not.toBeInTheDocument());
    const change = findChange(requests, `${comments}/${first.id}`);
    expect(change).toMatchObject({ method: 'PATCH', body: { text: 'Something else' } });
    expect(screen.getByRole('button', { name: texts.editRecord(first.text) })).toHaveFocus();
  });

  it('cannot be emptied', async () => {
    const requests = show();
    await pressed(texts.editRecord(first.text));
    const editor = screen.getByLabelText(texts.comment);
    fireEvent.change(editor, { target: { value: ' ' } });
    await pressed(texts.save);

    await waitFor(() => expect(editor).toBeInvalid());
    expect(editor).toHaveAccessibleDescription(messages.required);
    expect(findChange(requests, `${comments}/${first.id}`)).toBeUndefined();
  });

  it('can be left as they are', async () => {
    const requests = show();
    await pressed(texts.editRecord(first.text));
    await pressed(texts.cancel);

    expect(screen.getByText(first.text)).toBeVisible();
    expect(findChange(requests, `${comments}/${first.id}`)).toBeUndefined();
  });

  it('are deleted only after a confirmation', async () => {
    const requests = show();
    await pressed(texts.deleteRecord(first.text));
    const dialog = await screen.findByRole('dialog');
    expect(findChange(requests, `${comments}/${first.id}`)).toBeUndefined();

    fireEvent.click(within(dialog).getByRole('button', { name: texts.delete }));
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    expect(findChange(requests, `${comments}/${first.id}`)?.method).toBe('DELETE');
  });
<% if has.auth %>

  it('of somebody else can only be read', async () => {
    show();

    await screen.findByRole('button', { name: texts.editRecord(first.text) });
    expect(screen.queryByRole('button', { name: texts.editRecord(second.text) })).toBeNull();
    expect(screen.queryByRole('button', { name: texts.deleteRecord(second.text) })).toBeNull();
  });
<% endif %>
});
