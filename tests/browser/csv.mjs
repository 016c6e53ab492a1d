import { readFileSync } from 'node:fs';
import { axe, fits } from './lib.mjs';

/** Downloads what the list shows, and looks into the file as a spreadsheet would. */
export async function driveExport({ page, report, path, entity }) {
  await report.step('export', async () => {
    await page.goto(path);
    await page.locator('main table tbody tr').first().waitFor();
    const link = page.locator('main a[download]');
    const read = async () => {
      const started = page.waitForEvent('download');
      await link.click();
      const download = await started;
      report.check(/\d{4}-\d\d-\d\d\.csv$/.test(download.suggestedFilename()), 'the file is named', download.suggestedFilename());
      return readFileSync(await download.path(), 'utf8');
    };
    const whole = await read();
    const range = await page.locator('main .pagination p').innerText();
    const total = Number(range.match(/(\d+)\D*$/)[1]);
    report.check(whole.startsWith('\u{feff}'), 'the file says that it is UTF-8');
    const records = whole.split(/\r\n(?=(?:[^"]*"[^"]*")*[^"]*$)/).length - 2;
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
    const nothing = await read();
    report.check(nothing.trim().length < whole.trim().length && !nothing.trim().endsWith('\r\n'), 'the search narrows the file too');
  });
}

/** Imports what was exported, and a file that is wrong. */
export async function driveImport({ page, report, shot, refused, path, entity, name }) {
  await report.step('import', async () => {
    await page.goto(path);
    await page.locator('main table tbody tr').first().waitFor();
    const started = page.waitForEvent('download');
    await page.locator('main a[download]').click();
    const whole = readFileSync(await (await started).path(), 'utf8');

    await page.locator(`main a[href="${path}/import"]`).click();
    const input = page.locator('main input[type=file]');
    const add = page.locator('main .form-actions button');
    await input.waitFor({ state: 'attached' });
    await axe(page, report, 'import');
    await report.see(() => add.isDisabled(), 'nothing can be added yet');

    const choose = (text) => input.setInputFiles({ name: 'file.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await refused(async () => {
      await choose('Nothing known\r\n1\r\n');
      await page.locator('main [role=alert]').waitFor();
    });
    await shot(`${name}-import-refused`);

    const [head] = whole.split('\r\n');
    const width = head.split(/[,;](?=(?:[^"]*"[^"]*")*[^"]*$)/).length;
    const sign = head.includes(';') ? ';' : ',';
    const bad = Array(width).fill('x').join(sign);
    await choose(`${head}${sign}Else\r\n${bad}${sign}y\r\n`);
    const checked = page.locator('main .import-table');
    await checked.waitFor();
    const problems = page.locator('main .import-problems li');
    const picky = [...entity.fields, ...(entity.relations ?? [])].some((it) => it.target || !['string', 'text'].includes(it.type));
    await report.see(async () => !picky || (await problems.count()) > 0, 'problems are listed');
    await report.see(async () => !picky || (await add.isDisabled()), 'a file with problems can not be added');
    await axe(page, report, 'import with problems');
    await fits(page, report, 'import with problems');
    await shot(`${name}-import-problems`);

    await choose(whole);
    await page.locator('main .import-verdict[data-good]').waitFor();
    await axe(page, report, 'import without problems');
    await fits(page, report, 'import without problems');
    await shot(`${name}-import`);
  });
}
