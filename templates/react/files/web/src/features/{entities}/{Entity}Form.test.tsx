<% import "web.jinja" as web %>
<% set v = entity.var %>
<% set required = web.requirements(entity.form) ~ web.requirements(entity.links) %>
<% set refused = web.refusals(entity.form) %>
<% set defaults = web.defaults(entity.form) %>
<% set filled %><% for f in entity.fields if f.type not in ['boolean', 'image'] %>x<% endfor %><%= required %><% endset %>
<% set first = entity.form[0].key if entity.form else (entity.links[0].key if entity.links else '') %>
import { fireEvent, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
<% for target in entity.targets %>
import { <%= target.var %>Label } from '#shared/<%= target.file %>';
<% endfor %>
<% if entity.self_relation %>
import { <%= v %>Label } from '#shared/<%= entity.file %>';
<% endif %>
<% if required or refused %>
import { messages } from '#shared/messages';
<% endif %>
<% if entity.has.datetime %>
import { toLocalInput } from '../../lib/format/local-datetime';
<% endif %>
import { answersWith, findChange, stubApi } from '../../test/api-stub';
import { <% if first %>field, <% endif %><% if filled %>fill, <% endif %>renderApp, saveButton } from '../../test/app';
<% for target in entity.targets %>
import { <%= target.var %>Fixture } from '../../test/fixtures/<%= target.file %>';
<% endfor %>
import {⟪<%= v %>Fixture,·<%= v %>Values¤⟫} from '../../test/fixtures/<%= entity.file %>';
<% if entity.has.image %>
import { upload, uploadAnswer } from '../../test/image';
<% endif %>
<% if entity.relations or entity.links %>
import { choose } from '../../test/relation';
<% endif %>

const page = '/<%= entity.folder %>';
const path = '/api/<%= entity.folder %>';
const recordPage = `${page}/${<%= v %>Fixture.id}`;
const recordPath = `${path}/${<%= v %>Fixture.id}`;

<% if entity.targets or entity.has.image %>
const answers = {
  ...answersWith(path, <%= v %>Fixture),
<% for target in entity.targets %>
  ...answersWith(⟨'/api/<%= target.folder %>',·<%= target.var %>Fixture¤⟩),
<% endfor %>
<% if entity.has.image %>
  ...uploadAnswer,
<% endif %>
};
<% else %>
const answers = answersWith(path, <%= v %>Fixture);
<% endif %>

<% if required %>
function requires(name: string) {
  it(`requires ${name}`, async () => {
    const requests = stubApi(answers);
    renderApp(`${page}/new`);
    await saveButton();
    fill(name, '');
    fireEvent.click(await saveButton());

    const message = expect.stringContaining(messages.required);
    await waitFor(() => expect(field(name)).toHaveAccessibleDescription(message));
    expect(field(name)).toBeRequired();
    expect(findChange(requests, path)).toBeUndefined();
  });
}

<% endif %>
<% if refused %>
function refuses(name: string, value: string, message: string) {
  it(`refuses ${name} "${value.slice(0, 20)}"`, async () => {
    const requests = stubApi(answers);
    renderApp(`${recordPage}/edit`);
    await saveButton();
    fill(name, value);
    fireEvent.click(await saveButton());

    await waitFor(() => expect(field(name)).toHaveAccessibleDescription(message));
    expect(field(name)).toBeInvalid();
    expect(findChange(requests, recordPath)).toBeUndefined();
  });
}

<% endif %>
<% if required or refused %>
describe('rules', () => {
<%= required %><%= refused -%>
});

<% endif %>
<% if defaults %>
function startsWith(name: string, expected: string | boolean) {
  it(`starts with ${name} "${String(expected).slice(0, 20)}"`, async () => {
    stubApi(answers);
    renderApp(`${page}/new`);
    await saveButton();

    const { type, checked, value } = field(name);
    expect(type === 'checkbox' ? checked : value).toBe(expected);
  });
}

describe('a new one', () => {
<%= defaults -%>
});

<% endif %>
describe('saving', () => {
  it('sends what was entered', async () => {
    const requests = stubApi(answers);
    const router = renderApp(`${page}/new`);
    await saveButton();
<% for m in entity.form %>
<% if m.is_relation %>
    await choose(⟨'<%= m.key %>',·<%= m.target.var %>Label(⟨<%= m.target.var %>Fixture¤⟩)¤⟩);
<% elif m.type == 'image' %>
    await upload('<%= m.name %>');
<% elif m.type == 'boolean' %>
<% if m.default is not true %>
    fireEvent.click(field('<%= m.name %>'));
<% endif %>
<% elif m.type in ['integer', 'decimal'] %>
    fill(⟨'<%= m.name %>',·String(⟨<%= v %>Values.<%= m.name %>¤⟩)¤⟩);
<% elif m.type == 'money' and m.digits > 0 %>
    fill(⟨'<%= m.name %>',·String(⟨<%= v %>Values.<%= m.name %> /‹·<%= 10 ** m.digits %>›¤⟩)¤⟩);
<% elif m.type == 'money' %>
    fill(⟨'<%= m.name %>',·String(⟨<%= v %>Values.<%= m.name %>¤⟩)¤⟩);
<% elif m.type == 'datetime' %>
    fill(⟨'<%= m.name %>',·toLocalInput(⟨<%= v %>Values.<%= m.name %>¤⟩)¤⟩);
<% else %>
    fill(⟨'<%= m.name %>',·<%= v %>Values.<%= m.name %>¤⟩);
<% endif %>
<% endfor %>
<% for l in entity.links %>
    await choose(⟨'<%= l.key %>',·<%= l.target.var %>Label(⟨<%= l.target.var %>Fixture¤⟩)¤⟩);
<% endfor %>
    fireEvent.click(await saveButton());

    await waitFor(() => expect(router.state.location.pathname).toBe(recordPage));
    expect(findChange(requests, path)?.body).toEqual(⟨<%= v %>Values¤⟩);
  });

  it('starts from the stored values', async () => {
    const requests = stubApi(answers);
    const router = renderApp(`${recordPage}/edit`);
    fireEvent.click(await saveButton());

    await waitFor(() => expect(router.state.location.pathname).toBe(recordPage));
    expect(findChange(requests, recordPath)?.body).toEqual(⟨<%= v %>Values¤⟩);
  });
<% if first %>

  it('shows what the API refuses', async () => {
    const name = '<%= first %>';
    const errors = [{ path: name, message: 'Refused' }];
    const body = { type: 'about:blank', title: 'Not valid', status: 422, errors };
    stubApi({ ...answers, [`PATCH ${recordPath}`]: { status: 422, body } });
    renderApp(`${recordPage}/edit`);
    fireEvent.click(await saveButton());

    await waitFor(() => expect(field(name)).toHaveAccessibleDescription(/^Refused/));
  });
<% endif %>
});
