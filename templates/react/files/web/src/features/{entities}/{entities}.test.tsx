<% import "tests.jinja" as tests %>
<% set title = tests.title(entity) %>
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
<% if 'Label(' in title %>
import { <%= entity.var %>Label } from '#shared/<%= entity.file %>';
<% endif %>
import { answersWith, findChange, pageWith, stubApi } from '../../test/api-stub';
import { renderApp } from '../../test/app';
import { <%= entity.var %>Fixture } from '../../test/fixtures/<%= entity.file %>';
import { texts } from '../../texts';

const page = '/<%= entity.folder %>';
const path = '/api/<%= entity.folder %>';
const recordPage = `${page}/${<%= entity.var %>Fixture.id}`;
const recordPath = `${path}/${<%= entity.var %>Fixture.id}`;
const title =‹·<%= title %>›;
const answers = answersWith(path, <%= entity.var %>Fixture);

describe('list', () => {
  it('shows a row for each record', async () => {
    stubApi(answers);
    renderApp(page);

    const table = await screen.findByRole('table');
    expect(within(table).getByRole('link', { name: title })).toBeVisible();
  });

  it('says that there is nothing yet', async () => {
    stubApi({ [`GET ${path}`]: pageWith() });
    renderApp(page);

    expect(await screen.findByText(texts.listEmptyHint)).toBeVisible();
  });

<% if entity.has.search %>
  it('says that nothing matches the search', async () => {
    stubApi({ [`GET ${path}`]: pageWith() });
    renderApp(`${page}?q=nothing`);

    expect(await screen.findByText(texts.listNoMatch)).toBeVisible();
  });

<% endif %>
  it('offers to try again when it cannot be loaded', async () => {
    stubApi({});
    renderApp(page);

    expect(await screen.findByRole('button', { name: texts.tryAgain })).toBeVisible();
  });

  it('asks the API for what the address says', async () => {
    const requests = stubApi(answers);
    renderApp(`${page}?sort=-createdAt&page=2&unknown=1`);

    await screen.findByRole('table');
    const request = requests.find((sent) => sent.path === path);
    expect(request?.query).toBe('?sort=-createdAt&page=2');
  });

<% if entity.has.export_csv %>
  it('offers all that it shows as a file', async () => {
    stubApi(answers);
    renderApp(`${page}?sort=-createdAt&page=2`);

    const link = await screen.findByRole('link', { name: texts.exportCsv });
    expect(link).toHaveAttribute('href', `${path}/export.csv?sort=-createdAt`);
  });

<% endif %>
  it('deletes only after a confirmation', async () => {
    const requests = stubApi(answers);
    renderApp(page);

    const name = texts.deleteRecord(title);
    fireEvent.click(await screen.findByRole('button', { name }));
    const dialog = await screen.findByRole('dialog');
    expect(findChange(requests, recordPath)).toBeUndefined();

    fireEvent.click(within(dialog).getByRole('button', { name: texts.delete }));
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    expect(findChange(requests, recordPath)?.method).toBe('DELETE');
    await waitFor(() => expect(screen.getByRole('main')).toHaveFocus());
  });
});

describe('detail page', () => {
  it('shows the record', async () => {
    stubApi(answers);
    renderApp(recordPage);

    expect(await screen.findByRole('heading', { level: 1, name: title })).toBeVisible();
  });

  it('says that a record does not exist', async () => {
    stubApi({});
    renderApp(recordPage);

    expect(await screen.findByText(texts.notFoundTitle)).toBeVisible();
  });
});
