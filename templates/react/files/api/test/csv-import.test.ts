<% set ns = namespace(first=none) %>
<% for e in entities if e.has.import_csv and ns.first is none %><% set ns.first = e %><% endfor %>
<% set first = ns.first %>
<% set comma = '.' if not ru else ',' %>
import { describe, expect, test } from 'vitest';
import { maxImportBytes, maxImportRows } from '#shared/csv';
import { labels } from '#shared/labels/<%= first.file %>';
<% if has.relation or has.image %>
import { messages } from '#shared/messages';
<% endif %>
import {⟪<% if has.boolean %>flag,·<% endif %><% if has.enum %>choice,·<% endif %><% if has.date %>date,·<% endif %><% if has.money %>money,·<% endif %><% if has.integer or has.decimal %>number,·<% endif %>text<% if has.time %>,·time<% endif %>¤⟫} from '../src/csv/cells';
<% if has.relation or has.image %>
import { findLinks } from '../src/csv/links';
<% endif %>
import { parseCsv } from '../src/csv/parse';
import { createTestApi, refusedPaths } from './helpers';
import { sendFile } from './import-file';

const path = '/api/<%= first.folder %>/import';
const heading = '<%= first.form[0].key %>';

function rowsOf(file: string) {
  const { headings, rows } = parseCsv(new TextEncoder().encode(file).buffer);
  return [headings, ...rows];
}

describe('a CSV file', () => {
  const files = [
    { name: 'commas', file: 'a,"b,;"\n1,2\n' },
    { name: 'semicolons', file: 'a;"b,;"\r\n1;2\r\n' },
    { name: 'tabs', file: 'a\t"b,;"\r\n1\t2' },
    { name: 'old line ends and a mark at its start', file: '\u{feff}a,"b,;"\r1,2\r' },
    { name: 'empty lines', file: 'a,"b,;"\n\n1,2\n\n' },
  ];

  test.each(files)('is read with $name', ({ file }) => {
    expect(rowsOf(file)).toEqual([
      ['a', 'b,;'],
      ['1', '2'],
    ]);
  });

  test('may have quotes and several lines in a cell', () => {
    expect(rowsOf('a,b\n"say ""x""\ntwice",2')[1]).toEqual(['say "x"\ntwice', '2']);
  });

  const refused = [
    { name: 'not in UTF-8', body: new Uint8Array([0xff, 0xe4, 0x0a]), paths: ['file'] },
    { name: 'without rows', body: heading, paths: ['file'] },
    { name: 'without a known column', body: 'something\nelse', paths: ['file'] },
    { name: 'with a quote left open', body: `${heading}\nx\n"y`, paths: ['rows.3'] },
  ];

  test.each(refused)('is refused $name', async ({ body, paths }) => {
    const api = await createTestApi();

    const response = await sendFile(api, path, body);

    expect(response.status).toBe(422);
    expect(await refusedPaths(response)).toEqual(paths);
  });

  const tooLarge = [
    { name: 'bytes', body: 'x'.repeat(maxImportBytes + 1) },
    { name: 'rows', body: `${heading}\n${'x\n'.repeat(maxImportRows + 1)}` },
  ];

  test.each(tooLarge)('may not have too many $name', async ({ body }) => {
    const api = await createTestApi();

    expect((await sendFile(api, path, body)).status).toBe(413);
  });

  test('must be called one', async () => {
    const api = await createTestApi();

    const response = await api.request(path, { method: 'POST', body: heading });

    expect(response.status).toBe(415);
  });

  test('may have columns that are not known, and says so', async () => {
    const api = await createTestApi();
    const known = labels.fields.<%= first.form[0].name %>;
    const file = `Something;"  ${known.toUpperCase().replaceAll('"', '""')} "\n1;2`;

    const response = await sendFile(api, `${path}/check`, file);

    expect(await response.json()).toMatchObject({
      columns: [{ heading: 'Something', label: null }, { label: known }],
      sample: [['1', '2']],
      total: 1,
    });
  });
});

describe('a cell', () => {
  const texts = ['=1+1', '+1', "'=1", "''-1", "it's", "'quoted'", ' padded '];

  test.each(texts)('gives the text %j back', (value) => {
    expect(text.read(text.write(value))).toBe(value);
  });
<% if has.integer or has.decimal %>

  const numbers = [
    { cell: '5', value: 5 },
    { cell: ' -1 234<%= comma %>5 ', value: -1234.5 },
    { cell: '<% if ru %>1.234,5<% else %>1,234.5<% endif %>', value: 1234.5 },
    { cell: '2.5', value: 2.5 },
    { cell: '2,5', value: 2.5 },
    { cell: '1e3', value: 1000 },
    { cell: 'five', value: Number.NaN },
    { cell: '0x10', value: Number.NaN },
  ];

  test.each(numbers)('is a number: $cell', ({ cell, value }) => {
    expect(number.read(cell)).toBe(value);
  });
<% endif %>
<% if has.money %>

  const amounts = [
    { cell: '12<%= comma %>5', value: 1250 },
    { cell: '-0<%= comma %>05', value: -5 },
    { cell: '€ 1 000', value: 100_000 },
    { cell: '90071992547409<%= comma %>91', value: Number.MAX_SAFE_INTEGER },
    { cell: '1<%= comma %>234', value: <% if ru %>Number.NaN<% else %>Number.NaN<% endif %> },
  ];

  test.each(amounts)('is an amount: $cell', ({ cell, value }) => {
    expect(money(2).read(cell)).toBe(value);
  });
<% endif %>
<% if has.boolean %>

  test('says yes or no in several words', () => {
    expect(['Yes', 'ДА', '1', 'true'].map(flag.read)).toEqual([true, true, true, true]);
    expect(['no', 'Нет', '0', 'FALSE'].map(flag.read)).toEqual([false, false, false, false]);
    expect(flag.read('maybe')).toBe('maybe');
  });
<% endif %>
<% if has.enum %>

  test('names an option as people or the API do', () => {
    const { read } = choice({ new: 'Brand new', old: '-' });

    expect(['brand  NEW', 'new', "'-", 'else'].map(read)).toEqual(['new', 'new', 'old', 'else']);
  });
<% endif %>
<% if has.date %>

  test('holds a day as spreadsheets write it', () => {
    expect(['2026-05-07', '7.5.2026', '5/7/2026'].map(date.read)).toEqual([
      '2026-05-07',
      '2026-05-07',
      '5/7/2026',
    ]);
  });
<% endif %>
<% if has.time %>

  test('holds a time as spreadsheets write it', () => {
    expect(['9:30', '09:30:00', '21:05'].map(time.read)).toEqual(['09:30', '09:30', '21:05']);
  });
<% endif %>
<% if has.relation or has.image %>

  test('names another record, if only one is called so', async () => {
    const column = { name: 'link', label: 'Link', write: () => '', read: text.read };
    const ids = new Map([
      ['one', ['1']],
      ['two', ['1', '2']],
    ]);
    const linkOf = await findLinks([['one'], ['two'], ['']], [{ place: 0, column }], {
      link: async (names) => {
        expect(names).toEqual(['one', 'two']);
        return ids;
      },
    });

    expect(linkOf('link', 'one')).toEqual({ id: '1' });
    expect(linkOf('link', 'two')).toEqual({ problem: messages.csv.ambiguousRecord('two') });
    expect(linkOf('link', 'six')).toEqual({ problem: messages.csv.unknownRecord('six') });
    expect(linkOf('other', 'one')).toBeUndefined();
  });
<% endif %>
});
