<% set ns = namespace(first=none) %>
<% for e in entities if e.has.import_csv and ns.first is none %><% set ns.first = e %><% endfor %>
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { ImportCheck } from '#shared/csv';
import { answersWith, findChange, stubApi } from '../../test/api-stub';
import { renderApp } from '../../test/app';
import { <%= ns.first.var %>Fixture } from '../../test/fixtures/<%= ns.first.file %>';
import { texts } from '../../texts';

const page = '/<%= ns.first.folder %>';
const path = '/api/<%= ns.first.folder %>';

const good: ImportCheck = {
  columns: [
    { heading: 'name', label: 'Name' },
    { heading: 'Shoe size', label: null },
  ],
  sample: [['Cell of a row', '42']],
  total: 2,
  problems: [],
  problemCount: 0,
};

const problems = [{ row: 3, name: 'name', label: 'Name', message: 'Too long' }];

function stub(check: unknown, status = 200) {
  return stubApi({
    ...answersWith(path, <%= ns.first.var %>Fixture),
    [`POST ${path}/import/check`]: { status, body: check },
    [`POST ${path}/import`]: { status: 201, body: { created: 2 } },
  });
}

async function chooseFile() {
  const input = await screen.findByLabelText(texts.chooseFile);
  // Not every system knows the type of such a file.
  const file = new File(['name'], 'people.csv', { type: '' });
  fireEvent.change(input, { target: { files: [file] } });
}

const addButton = () => screen.getByRole('button', { name: texts.importAll('2') });

describe('importing a file', () => {
  it('is offered by the list', async () => {
    stub(good);
    renderApp(page);

    const link = await screen.findByRole('link', { name: texts.importCsv });
    expect(link).toHaveAttribute('href', `${page}/import`);
  });

  it('shows what the file holds before anything is added', async () => {
    const requests = stub(good);
    renderApp(`${page}/import`);
    await chooseFile();

    expect(await screen.findByText('Cell of a row')).toBeVisible();
    expect(screen.getByText('people.csv')).toBeVisible();
    expect(screen.getByText(texts.ignoredColumns(['Shoe size']))).toBeVisible();
    expect(findChange(requests, `${path}/import`)).toBeUndefined();
  });

  it('adds all records', async () => {
    const requests = stub(good);
    const router = renderApp(`${page}/import`);
    await chooseFile();
    await screen.findByText(texts.noProblems);
    fireEvent.click(addButton());

    await waitFor(() => expect(router.state.location.pathname).toBe(page));
    expect(findChange(requests, `${path}/import`)?.method).toBe('POST');
    expect(await screen.findByText(texts.imported('2'))).toBeVisible();
  });

  it('names each problem, and adds nothing', async () => {
    stub({ ...good, problems, problemCount: 101 });
    renderApp(`${page}/import`);
    await chooseFile();

    expect(await screen.findByText('Too long')).toBeVisible();
    expect(screen.getByText(texts.rowAndColumn('3', 'Name'))).toBeVisible();
    expect(screen.getByText(texts.moreProblems('100'))).toBeVisible();
    expect(screen.getByRole('button', { name: texts.import })).toBeDisabled();
  });

  it('says why a file cannot be read', async () => {
    const errors = [{ path: 'file', message: 'Not in UTF-8' }];
    stub({ type: 'about:blank', title: 'Not valid', status: 422, errors }, 422);
    renderApp(`${page}/import`);
    await chooseFile();

    expect(await screen.findByRole('alert')).toHaveTextContent('Not in UTF-8');
    expect(screen.getByRole('button', { name: texts.import })).toBeDisabled();
  });
});
