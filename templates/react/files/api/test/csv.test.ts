<% set ns = namespace(first=none, plain=none) %>
<% for e in entities if e.has.export_csv and ns.first is none %><% set ns.first = e %><% endfor %>
<% for e in entities if e.has.export_csv and not e.has.unique and ns.plain is none %><% set ns.plain = e %><% endfor %>
<% set first = ns.first %>
<% set plain = ns.plain %>
import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { labels } from '#shared/labels/<%= first.file %>';
import { inBatches } from '../src/csv/batches';
import { <% if has.money %>money, <% endif %><% if has.integer or has.decimal %>number, <% endif %>text } from '../src/csv/cells';
import { columnsFor } from '../src/csv/columns';
import { toCsv } from '../src/csv/export';
<% if plain %>
import { add<%= plain.name %> } from './factories/<%= plain.file %>';
<% endif %>
import { createTestApi } from './helpers';

const path = '/api/<%= first.folder %>/export.csv';
interface Row {
  first: string;
  second: string | null;
}

const column = columnsFor<Row>();
const first = column('first', 'First', text);
const second = column('second', 'Zweites «ё»', text);

/** The file with these rows, each a batch of its own. */
async function write(rows: Row[], columns = [first, second]) {
  async function* batches() {
    for (const row of rows) yield [row];
  }
  const file = await new Response(toCsv(columns, batches())).arrayBuffer();
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(file);
}

describe('a CSV file', () => {
  test('says that it is UTF-8, and ends its lines as spreadsheets do', async () => {
    const file = await write([
      { first: 'ä', second: null },
      { first: '🌱', second: 'b' },
    ]);

    expect(file).toBe('\u{feff}First<% if ru %>;<% else %>,<% endif %>Zweites «ё»\r\nä<% if ru %>;<% else %>,<% endif %>\r\n🌱<% if ru %>;<% else %>,<% endif %>b\r\n');
  });

  test('quotes what could be taken for its own signs', async () => {
    const file = await write([{ first: 'a "b", c; d', second: 'two\nlines' }]);

    expect(file).toContain('\n"a ""b"", c; d"<% if ru %>;<% else %>,<% endif %>"two\nlines"\r\n');
  });

  test('keeps a row whose cells are all empty', async () => {
    const file = await write([{ first: '', second: null }], [second]);

    expect(file).toContain('»\r\n""\r\n');
  });

  const formulas = ['=1+1', '+1', '-1', '@SUM(1)', '\t=1', '\r=1', '＝1', "'=1"];

  test.each(formulas)('makes the formula %j harmless', (formula) => {
    expect(text.write(formula)).toBe(`'${formula}`);
  });

  test.each(['a=1', "it's", "'quoted'", '1-2', ''])('leaves the text %j as it is', (plain) => {
    expect(text.write(plain)).toBe(plain);
  });
<% if has.integer or has.decimal %>

  test('leaves numbers numbers', () => {
    expect([-5, 0, 2.5].map(number.write)).toEqual(['-5', '0', '2<% if ru %>,<% else %>.<% endif %>5']);
  });
<% endif %>
<% if has.money %>

  const amounts = [
    { amount: 0, digits: 2, cell: '0<% if ru %>,<% else %>.<% endif %>00' },
    { amount: -5, digits: 2, cell: '-0<% if ru %>,<% else %>.<% endif %>05' },
    { amount: 1250, digits: 0, cell: '1250' },
    { amount: 1250, digits: 3, cell: '1<% if ru %>,<% else %>.<% endif %>250' },
    {
      amount: Number.MAX_SAFE_INTEGER,
      digits: 2,
      cell: '90071992547409<% if ru %>,<% else %>.<% endif %>91',
    },
  ];

  test.each(amounts)('writes $amount with $digits digits', ({ amount, digits, cell }) => {
    expect(money(digits).write(amount)).toBe(cell);
  });
<% endif %>
});

test('a long list waits in the database only as long as it is read', async () => {
  const { db } = await createTestApi();
  const lists = sql`SELECT name FROM sqlite_temp_master`;

  for await (const ids of inBatches(db, sql`SELECT 'a' AS id UNION SELECT 'b'`)) {
    expect(ids).toHaveLength(2);
    expect(await db.all(lists)).toHaveLength(1);
    break;
  }

  expect(await db.all(lists)).toEqual([]);
});

describe('the file of a list', () => {
  test('is named after it and the day', async () => {
    const api = await createTestApi();

    const { headers } = await api.get(path);

    const name = headers.get('Content-Disposition') ?? '';
    const day = new Date().toISOString().slice(0, 10);
    expect(name).toContain(⟨`filename="<%= first.folder %>-${day}.csv"`¤⟩);
    const [, encoded = ''] = name.split("filename*=UTF-8''");
    expect(decodeURIComponent(encoded)).toContain(`${day}.csv`);
    expect(encoded).toMatch(/^[\w.~%!$&+^`|-]+$/);
  });

  test('is sent as it is written', async () => {
    const api = await createTestApi();

    const { headers } = await api.request(path, { headers: { 'Accept-Encoding': 'gzip' } });

    expect(headers.get('Content-Encoding')).toBeNull();
  });

  test('has a heading even if there is no record', async () => {
    const api = await createTestApi();

    const file = await (await api.get(path)).text();

    expect(file).toContain(labels.fields.<%= first.form[0].name %>);
  });
<% if plain %>

  test('holds all records, however many there are', async () => {
    const api = await createTestApi();
    const { id: _id, ...values } = await add<%= plain.name %>(api);
    const others = 50;
    for (let added = 0; added < others; added += 1) {
      await api.add('/api/<%= plain.folder %>', values);
    }

    const response = await api.get(⟨'/api/<%= plain.folder %>/export.csv?pageSize=1'¤⟩);

    const lines = (await response.text()).trimEnd().split('\r\n');
    expect(lines).toHaveLength(1 + 1 + others);
  });
<% endif %>
});
