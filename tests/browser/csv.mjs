import { readFileSync } from 'node:fs';
import { axe, clean, fits, quiet, sample } from './lib.mjs';

/** Downloads what a list offers as a file. */
async function download(page) {
  const [file] = await Promise.all([page.waitForEvent('download'), page.locator('main a[download]').click()]);
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
}

/** Downloads what the list shows, and looks into the file as a spreadsheet would. */
export async function driveExport({ page, report, path, entity }) {
  await report.step('export', async () => {
    await page.goto(path);
    await page.locator('main table tbody tr').first().waitFor();
    const { name, text: whole } = await download(page);
    report.check(/\d{4}-\d\d-\d\d\.csv$/.test(name), 'the file is named', name);
    const range = await page.locator('main .pagination p').innerText();
    const total = Number(range.match(/(\d+)\D*$/)[1]);
    report.check(whole.startsWith('\u{feff}'), 'the file says that it is UTF-8');
    const records = parse(whole).rows.length;
    report.check(records === total, 'the file holds all pages', `${records} instead of ${total}`);
    for (const { label } of entity.fields) {
      const inCell = label.replaceAll('"', '""');
      report.check(whole.includes(inCell), `a column "${label}"`);
    }
    const box = page.getByRole('searchbox');
    if ((await box.count()) === 0) return;
    await box.fill('zzzzqqqq');
    await page.waitForURL(/[?&]q=zzzzqqqq/);
    await page.locator('main .state').waitFor();
    await page.waitForFunction(() => document.querySelector('main a[download]').href.includes('zzzzqqqq'));
    const { text: nothing } = await download(page);
    report.check(nothing.trim().length < whole.trim().length && !nothing.trim().endsWith('\r\n'), 'the search narrows the file too');
  });
}

/** The headings and the rows of a file, and the sign between its cells. */
function parse(file) {
  const text = file.replace(/^\u{feff}/u, '');
  const sign = /^(?:"(?:[^"]|"")*"|[^",;\r])*([,;])/.exec(text)?.[1] ?? ',';
  const cell = new RegExp(`("(?:[^"]|"")*"|[^"${sign}\\r\\n]*)(${sign}|\\r\\n|$)`, 'gy');
  const rows = [[]];
  for (const [whole, quoted, end] of text.matchAll(cell)) {
    if (whole === '' && rows.at(-1).length === 0) break;
    rows.at(-1).push(quoted.startsWith('"') ? quoted.slice(1, -1).replaceAll('""', '"') : quoted);
    if (end === '\r\n') rows.push([]);
  }
  const [headings, ...records] = rows.filter((row) => row.length > 0);
  return { headings, rows: records, sign };
}

function write(rows, sign) {
  return rows.map((row) => `${row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(sign)}\r\n`).join('');
}

/** The sets of members that no two records have alike. */
function uniqueSets({ fields, relations = [], unique_together: together = [] }) {
  const single = [...fields.filter((it) => it.unique), ...relations.filter((it) => it.kind === 'one_to_one')];
  return [...single.map(({ name }) => [name]), ...together];
}

/** A value for a field that none of its records has. */
function untaken(field, taken) {
  const values = [3, 4, 5, 6, 7, 8, 9].map((number) => sample({ ...field, unique: true }, number));
  if (['integer', 'decimal'].includes(field.type) && field.max !== undefined) {
    for (let value = field.max; value >= (field.min ?? 0); value -= 1) values.push(String(value));
  }
  return values.find((value) => !taken.includes(value));
}

/** The first record of a file as another one, which the rules allow beside it. */
async function anotherRecord({ headings, rows }, entity, freeId) {
  const record = [...rows[0]];
  const members = [...entity.fields, ...(entity.relations ?? [])];
  const changed = new Set();
  for (const set of uniqueSets(entity)) {
    if (set.some((name) => changed.has(name))) continue;
    const choices = set.map((name) => members.find((it) => it.name === name));
    const member = choices.find((it) => it.type && !['enum', 'boolean'].includes(it.type)) ?? choices[0];
    const place = headings.findIndex((heading) => clean(heading) === clean(member.label));
    const taken = rows.map((row) => row[place]);
    if (member.type) record[place] = untaken(member, taken);
    else record[place] = member.required ? await freeId(member, set) : '';
    changed.add(member.name);
  }
  return record;
}

/** The same file with ids instead of names, which several records may have. */
async function withIds(page, path, { relations = [] }, file) {
  const { data } = await (await page.request.get(`/api${path}?pageSize=100`)).json();
  const rows = file.rows.map((cells, index) => {
    const row = [...cells];
    for (const { name, label } of relations) {
      const place = file.headings.findIndex((heading) => clean(heading) === clean(label));
      const linked = [data[index]?.[name] ?? []].flat();
      if (place >= 0 && linked.length > 0) row[place] = linked.map(({ id }) => id).join('\n');
    }
    return row;
  });
  return { ...file, rows };
}

/** Imports a file that is wrong, what was exported, and a copy of it that the rules allow. */
export async function driveImport({ page, report, shot, refused, path, entity, name, freeId }) {
  await report.step('import', async () => {
    await page.goto(path);
    await page.locator('main table tbody tr').first().waitFor();
    const file = await withIds(page, path, entity, parse((await download(page)).text));
    const whole = write([file.headings, ...file.rows], file.sign);

    await page.locator(`main a[href="${path}/import"]`).click();
    const input = page.locator('main input[type=file]');
    const add = page.locator('main .form-actions button');
    const problems = page.locator('main .import-problems li');
    const good = page.locator('main .import-verdict[data-good]');
    await input.waitFor({ state: 'attached' });
    await axe(page, report, 'import');
    await report.see(() => add.isDisabled(), 'nothing can be added yet');

    const choose = (text) => input.setInputFiles({ name: 'file.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await refused(async () => {
      await choose('Nothing known\r\n1\r\n');
      await page.locator('main [role=alert]').waitFor();
    });
    await shot(`${name}-import-refused`);

    const bad = [...file.headings.map(() => 'x'), 'y'];
    await choose(write([[...file.headings, 'Else'], bad], file.sign));
    const checked = page.locator('main .import-table');
    await checked.waitFor();
    const picky = [...entity.fields, ...(entity.relations ?? [])].some((it) => it.target || !['string', 'text'].includes(it.type));
    await report.see(async () => !picky || (await problems.count()) > 0, 'problems are listed');
    await report.see(async () => !picky || (await add.isDisabled()), 'a file with problems can not be added');
    await axe(page, report, 'import with problems');
    await fits(page, report, 'import with problems');
    await shot(`${name}-import-problems`);

    if (uniqueSets(entity).length > 0) {
      const twice = page.waitForResponse((it) => it.url().endsWith('/import/check'));
      await choose(whole);
      const { problemCount, problems: found } = await (await twice).json();
      const fromFile = found.filter(({ row }) => row > 1 && row <= file.rows.length + 1);
      report.check(problemCount > 0 && fromFile.length === found.length, 'what must be unique is not taken twice');
      await problems.nth(found.length - 1).waitFor();
      await report.see(() => add.isDisabled(), 'what is there already can not be added again');
      await shot(`${name}-import-taken`);
      await choose(write([file.headings, await anotherRecord(file, entity, freeId)], file.sign));
    } else {
      await choose(whole);
    }
    await good.waitFor();
    await axe(page, report, 'import without problems');
    await fits(page, report, 'import without problems');
    await shot(`${name}-import`);

    if (uniqueSets(entity).length === 0) await choose(write([file.headings, file.rows[0]], file.sign));
    const idsNow = async () => {
      const answer = await page.request.get(`/api${path}?pageSize=100`);
      return (await answer.json()).data.map(({ id }) => id);
    };
    const before = await idsNow();
    await good.waitFor();
    await add.click();
    await page.waitForURL(`**${path}`);
    await page.locator('.toasts').filter({ hasText: /\S/ }).waitFor();
    const added = (await idsNow()).filter((id) => !before.includes(id));
    report.check(added.length === 1, 'the record is there', `${added.length} more`);
    await page.goto(`${path}/${added[0]}`);
    await page.locator('main h1').waitFor();
    // The page may still be asking for what belongs to the record.
    await quiet(page);
    // What it leads to alone is free for others again. The server may just close the connection.
    await page.request.delete(`/api${path}/${added[0]}`, { maxRetries: 2 });
  });
}
