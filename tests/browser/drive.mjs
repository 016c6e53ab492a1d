// Drives a generated app in Chromium as a person would, knowing only its spec and address.
// node drive.mjs --spec spec.json --base http://localhost:3000 [--shots DIR] [--only Entity]
//   [--slow MS]: every answer comes about so much later, and the page's processor is a quarter as
//   fast, which brings races to light
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { driveAuth } from './auth.mjs';
import { driveExport, driveImport } from './csv.mjs';
import { driveDarkMode } from './dark-mode.mjs';
import { driveBoard } from './board.mjs';
import { driveCalendar } from './calendar.mjs';
import { driveComments } from './comments.mjs';
import { driveDashboard } from './dashboard.mjs';
import { driveGallery } from './gallery.mjs';
import { axe, badSamples, clean, fits, png, quiet, Report, sample, watchTraffic, words } from './lib.mjs';

const { values: options } = parseArgs({
  options: {
    spec: { type: 'string' },
    base: { type: 'string', default: 'http://localhost:3000' },
    shots: { type: 'string' },
    only: { type: 'string' },
    slow: { type: 'string', default: '0' },
  },
});

const spec = JSON.parse(readFileSync(options.spec, 'utf8'));
const say = words[spec.language] ?? words.en;
const report = new Report();
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, baseURL: options.base, reducedMotion: 'reduce' });
page.setDefaultTimeout(20_000);
watchTraffic(page);

const refusals = /status of (401|404|409|422)/;
let refusalsExpected = false;

/** Does what the API is expected to refuse. */
async function refused(run) {
  refusalsExpected = true;
  await run();
  refusalsExpected = false;
}

page.on('pageerror', (error) => report.check(false, 'page error', error.message));
page.on('console', (message) => {
  if (!['error', 'warning'].includes(message.type())) return;
  if (refusalsExpected && refusals.test(message.text())) return;
  report.check(false, `console ${message.type()}`, `${message.text()} at ${page.url()}`);
});
page.on('requestfailed', (request) => {
  const reason = request.failure()?.errorText ?? '';
  // An answer that nobody waits for any more is cancelled on purpose.
  if (reason === 'net::ERR_ABORTED') return;
  report.check(false, 'failed request', `${request.method()} ${request.url()} ${reason}`);
});
const delay = Number(options.slow);
if (delay > 0) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.route(/\/(api|assets)\//, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, delay * (0.5 + Math.random())));
    await route.continue().catch(() => {});
  });
}

let writes = 0;
page.on('request', (request) => {
  if (request.url().includes('/api/') && ['POST', 'PATCH'].includes(request.method())) writes += 1;
});

async function shot(name) {
  if (!options.shots) return;
  mkdirSync(options.shots, { recursive: true });
  await page.screenshot({ path: join(options.shots, `${name}.png`), fullPage: true });
}

const ready = () => quiet(page);

const form = () => page.locator('main form:not([role=search])');
const submit = () => form().locator('button[type=submit]').click();
const rows = () => page.locator('main table tbody tr');

/** The control with this label; its name decides where two labels are alike. */
async function control(member) {
  const byLabel = form().getByLabel(clean(member.label), { exact: true });
  if ((await byLabel.count()) === 1) return byLabel;
  if (member.kind === 'many_to_many') return form().locator(`[name$="Ids"][name^="${member.name.slice(0, -3)}"]`);
  const key = member.target ? `${member.name}Id` : member.name;
  return form().locator(`[name="${key}"]`);
}

async function fillField(field, value) {
  const input = await control(field);
  if (field.type === 'image') {
    await input.setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer: png });
    await form().locator('img').last().waitFor();
  } else if (field.type === 'boolean') {
    await input.check();
  } else if (field.type === 'enum') {
    await input.selectOption(value);
  } else {
    await input.fill(value);
  }
}

/** A record that no other one of the list leads to yet, or none that is like the first in a set of members. */
async function freeId(path, relation, set = []) {
  const read = async (list) => (await (await page.request.get(`/api${list}?pageSize=100`)).json()).data;
  const others = set.filter((name) => name !== relation.name);
  const rows = await read(path);
  const alike = (row) => others.every((name) => JSON.stringify(row[name]) === JSON.stringify(rows[0][name]));
  const taken = rows.filter(alike).map((row) => row[relation.name]?.id);
  const free = (await read(targetPath(relation))).find(({ id }) => !taken.includes(id));
  if (!free) throw new Error('every record is taken');
  return free.id;
}

/** The label of such a record. */
async function freeLabel(path, relation) {
  await page.goto(`${targetPath(relation)}/${await freeId(path, relation)}`);
  return clean(await page.locator('main h1').innerText());
}

const targetPath = (relation) => paths[spec.entities.findIndex((it) => it.name === relation.target)];

async function fillRelation(relation, label) {
  const input = await control(relation);
  await input.click();
  if (label !== undefined) await input.fill(label);
  const options = page.locator('[role=option]:visible');
  const option = label === undefined ? options.first() : options.filter({ hasText: label }).first();
  await option.waitFor();
  const chosen = clean(await option.innerText());
  await option.click();
  return chosen;
}

async function driveList(path, entity, name) {
  await report.step('list', async () => {
    await page.goto(path);
    await rows().first().waitFor();
    await ready();
    await report.see(async () => (await page.title()).includes(clean(entity.label_plural)), 'the title names the list');
    await report.see(async () => (await page.locator('main table caption').count()) === 1, 'the table has a caption');
    await axe(page, report, 'list');
    await fits(page, report, 'list');
    await shot(`${name}-list`);
    await page.emulateMedia({ colorScheme: 'dark' });
    await shot(`${name}-list-dark`);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 375, height: 812 });
    await shot(`${name}-list-375`);
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  await report.step('sort', async () => {
    const header = page.locator('main thead th button').first();
    if ((await header.count()) === 0) return;
    await header.click();
    await page.waitForURL(/[?&]sort=/);
    await ready();
    await page.locator('th[aria-sort=ascending]').waitFor();
    await header.click();
    await page.waitForURL(/[?&]sort=-/);
    await page.locator('th[aria-sort=descending]').waitFor();
    await page.reload();
    await rows().first().waitFor();
    await report.see(async () => (await page.locator('th[aria-sort=descending]').count()) === 1, 'the order survives a reload');
  });

  await report.step('pages', async () => {
    await page.goto(path);
    await rows().first().waitFor();
    const next = page.locator('main nav button').last();
    if ((await next.count()) === 0) return;
    const first = await rows().first().innerText();
    await next.click();
    await page.waitForURL(/[?&]page=2/);
    await ready();
    await report.see(async () => (await rows().first().innerText()) !== first, 'page 2 shows other rows');
    await page.goto(`${path}?page=99`);
    await report.see(async () => (await rows().count()) > 0, 'a page beyond the last shows the last');
  });

  await report.step('search', async () => {
    await page.goto(path);
    await rows().first().waitFor();
    const box = page.getByRole('searchbox');
    if ((await box.count()) === 0) return;
    await box.fill('zzzzqqqq');
    await page.waitForURL(/[?&]q=zzzzqqqq/);
    await page.locator('main .state, main h2').first().waitFor();
    await report.see(async () => (await rows().count()) === 0, 'nothing matches nonsense');
    await axe(page, report, 'nothing found');
    await page.reload();
    await report.see(async () => (await box.inputValue()) === 'zzzzqqqq', 'the search survives a reload');
    await page.locator(`nav:not(main nav) a[href="${path}"]`).first().click();
    await rows().first().waitFor();
    await report.see(async () => (await box.inputValue()) === '', 'a link to the list clears the search');
  });

  await report.step('filter', async () => {
    const button = page.getByRole('button', { name: say.filters });
    if ((await button.count()) === 0) return;
    await button.click();
    const select = page.locator('main .filters select').first();
    if ((await select.count()) > 0) {
      await select.selectOption({ index: 1 });
      await page.waitForURL(/\?./);
      await ready();
    }
    await axe(page, report, 'filters');
    await fits(page, report, 'filters');
    await shot(`${name}-filters`);
  });
}

async function driveCreate(path, entity, name) {
  const entered = Object.create(null);
  await report.step('validation', async () => {
    await page.goto(path);
    await page.locator(`main a[href="${path}/new"]`).first().click();
    await form().waitFor();
    const before = writes;
    const required = [...entity.fields, ...(entity.relations ?? [])].filter(
      (it) => it.required && !['boolean', 'enum'].includes(it.type) && it.default === undefined,
    );
    // With nothing required, an empty form would just be saved.
    if (required.length > 0) await submit();
    for (const member of required) {
      const input = await control(member);
      await input.and(page.locator('[aria-invalid=true]')).waitFor();
      const needed = await input.evaluate((it) => it.required || it.getAttribute('aria-required') === 'true');
      report.check(needed, `"${member.name}" is exposed as required`);
      await checkMessage(input, member, 'empty');
    }
    if (required.length > 0) {
      const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-invalid') === 'true');
      await report.see(focused, 'the focus is on the first invalid field');
      report.check(writes === before, 'nothing was sent');
    }
    await axe(page, report, 'form with errors');
    await fits(page, report, 'form');
    await shot(`${name}-form-errors`);
    for (const field of entity.fields) {
      for (const bad of badSamples(field)) {
        const input = await control(field);
        await input.fill(bad);
        await submit();
        await report.step(`${field.name} = ${bad.slice(0, 20)}`, async () => {
          await input.and(page.locator('[aria-invalid=true]')).waitFor();
          await checkMessage(input, field, bad);
        });
        await input.fill('');
      }
    }
  });

  await report.step('create', async () => {
    const free = {};
    for (const relation of entity.relations ?? []) {
      if (relation.kind === 'one_to_one') free[relation.name] = await freeLabel(path, relation);
    }
    await page.goto(`${path}/new`);
    await form().waitFor();
    await ready();
    for (const field of entity.fields) {
      entered[field.name] = sample(field, 1);
      await report.step(field.name, () => fillField(field, entered[field.name]));
    }
    for (const relation of entity.relations ?? []) {
      entered[relation.name] = await report.step(relation.name, () => fillRelation(relation, free[relation.name]));
    }
    await shot(`${name}-form`);
    await submit();
    await page.waitForURL(new RegExp(`${path}/[0-9a-f-]{36}$`));
    await page.locator('main h1').waitFor();
    await report.see(async () => (await page.getByRole('status').allInnerTexts()).some((it) => it.trim()), 'a toast says so');
  });
  return entered;
}

async function checkMessage(input, member, bad) {
  const said = async () => {
    const ids = await input.getAttribute('aria-describedby');
    return ids && (await page.locator(`[id="${ids.split(' ')[0]}"]`).innerText()).trim() !== '';
  };
  await report.see(said, `"${member.name}" has a message for ${JSON.stringify(bad.slice(0, 20))}`);
}

async function seeValue(input, member, wanted) {
  const value = async () => {
    const text = await input.inputValue();
    return member.target ? clean(text) : text;
  };
  const what = `"${member.name}" came back`;
  await report.see(async () => (await value()) === wanted, what, async () => `${await value()} instead of ${wanted}`);
}

async function checkEntered(entity, entered) {
  for (const field of entity.fields) {
    const input = await control(field);
    if (field.type === 'image') {
      const width = await form().locator('img').first().evaluate((it) => it.decode().then(() => it.naturalWidth));
      report.check(width > 0, `"${field.name}" shows the image`);
    } else if (field.type === 'boolean') {
      await report.see(() => input.isChecked(), `"${field.name}" is still on`);
    } else {
      await seeValue(input, field, entered[field.name]);
    }
  }
  for (const relation of entity.relations ?? []) {
    if (relation.kind === 'many_to_many') {
      const chip = form().getByRole('listitem').filter({ hasText: entered[relation.name] });
      await report.step(`"${relation.name}" came back`, () => chip.first().waitFor());
      continue;
    }
    const input = await control(relation);
    await seeValue(input, relation, entered[relation.name]);
  }
}

async function driveRecord(path, entity, name, entered) {
  const address = page.url();
  await report.step('detail', async () => {
    await page.goto(address);
    await page.locator('main h1').waitFor();
    await ready();
    await axe(page, report, 'detail');
    await fits(page, report, 'detail');
    await shot(`${name}-detail`);
  });

  await report.step('edit', async () => {
    await page.locator('main a[href$="/edit"]').first().click();
    await form().waitFor();
    await ready();
    await checkEntered(entity, entered);
    await page.reload();
    await form().waitFor();
    await ready();
    await checkEntered(entity, entered);
    await axe(page, report, 'edit');
    const field = entity.fields.find((it) => ['string', 'integer', 'date', 'time', 'decimal'].includes(it.type));
    if (field) {
      const other = field.unique ? sample(field, 2) : { date: '2026-06-18', time: '21:05' }[field.type] ?? sample(field, 2);
      entered[field.name] = other;
      await fillField(field, other);
    }
    await submit();
    await page.waitForURL(address);
    await page.goto(`${address}/edit`);
    await form().waitFor();
    await ready();
    await checkEntered(entity, entered);
  });

  await report.step('delete', async () => {
    await page.goto(address);
    await page.locator('main h1').waitFor();
    const button = page.locator('main .page-actions, main').getByRole('button', { name: say.delete, exact: true }).first();
    await button.click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await axe(page, report, 'dialog');
    await fits(page, report, 'dialog');
    await shot(`${name}-dialog`);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await report.see(() => button.evaluate((it) => it === document.activeElement), 'the focus returns to the button');
    await button.click();
    await dialog.getByRole('button').last().click();
    await page.waitForURL(new RegExp(`${path}$`));
    await rows().first().waitFor();
    const links = page.locator(`main a[href="${new URL(address).pathname}"]`);
    await report.see(async () => (await links.count()) === 0, 'it has left the list');
    refusalsExpected = true;
    await page.goto(address);
    await page.locator('main h1').waitFor();
    await ready();
    refusalsExpected = false;
  });
}

async function driveRestricted(path, entity, paths) {
  const holds = (it) => it.target === entity.name && it.on_delete === 'restrict' && it.required;
  const user = spec.entities.findIndex((it) => (it.relations ?? []).some(holds));
  if (user < 0) return;
  await report.step('delete in use', async () => {
    await page.goto(paths[user]);
    await rows().first().getByRole('link').first().click();
    await page.locator(`main dd a[href^="${path}/"]`).first().click();
    await page.waitForURL(`**${path}/*`);
    refusalsExpected = true;
    await page.getByRole('button', { name: say.delete, exact: true }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button').last().click();
    await dialog.getByRole('alert').waitFor();
    refusalsExpected = false;
    await page.keyboard.press('Escape');
  });
}

const asked = (kind, entity) =>
  (spec.features ?? []).some((it) => it.kind === kind && (!entity || !it.entity || it.entity === entity.name));

const app = { page, report, shot, spec, refused };
if (asked('auth') || asked('ownership')) await driveAuth(app);

await page.goto('/');
await page.locator('nav:not(main nav) a').first().waitFor();
const links = page.locator('nav:not(main nav) a:not([href="/dashboard"])');
const paths = await links.evaluateAll((all) => all.map((it) => it.getAttribute('href')));
const lang = await page.evaluate(() => document.documentElement.lang);
report.check(lang === spec.language, 'lang of the page', lang);
report.check(paths.length === spec.entities.length, 'one link for each entity');
const lists = paths.join('|');
const start = asked('dashboard') ? '/dashboard' : asked('board') ? `(${lists})/board` : paths[0];
await report.step('the start page', () => page.waitForURL(new RegExp(`${start}$`)));

for (const [index, entity] of spec.entities.entries()) {
  if (options.only && options.only !== entity.name) continue;
  const path = paths[index];
  const name = entity.name.toLowerCase();
  entity.fields ??= [];
  await report.step(entity.name, async () => {
    await driveList(path, entity, name);
    const list = { page, report, shot, refused, spec, path, entity, name, freeId: (relation, set) => freeId(path, relation, set) };
    const imports = asked('import_csv', entity);
    if (imports || asked('export_csv', entity)) await driveExport(list);
    if (imports) await driveImport(list);
    const hasImage = entity.fields.some((it) => it.type === 'image');
    if (asked('gallery', entity) && hasImage) await driveGallery(list);
    const entered = await driveCreate(path, entity, name);
    if (new RegExp(`${path}/[0-9a-f-]{36}$`).test(page.url())) {
      await driveRecord(path, entity, name, entered);
    }
    await driveRestricted(path, entity, paths);
    // Without a name it is about the first entity.
    const commented = (it) => it.kind === 'comments' && (it.entity ?? spec.entities[0].name) === entity.name;
    if ((spec.features ?? []).some(commented)) await driveComments(list);
    await driveBoard(page, report, shot, path, name);
    await driveCalendar(page, report, shot, entity, path, name);
  });
}

if (!options.only) {
  for (const kind of ['board', 'calendar', 'comments', 'gallery']) {
    report.check(!asked(kind) || report.walked.has(kind), `the ${kind} is there`);
  }
}
if (asked('dark_mode')) await driveDarkMode(app);

if (asked('dashboard')) await driveDashboard(page, report, shot);

await report.step('unknown address', async () => {
  await page.goto('/no-such-page');
  await page.locator('main h1').waitFor();
  await report.see(async () => (await page.title()).trim() !== '', 'the page has a title');
  await axe(page, report, 'unknown address');
  await shot('unknown');
});

await browser.close();
for (const failure of report.failures) console.log(`FAIL ${failure}`);
console.log(`${report.passed} passed, ${report.failures.length} failed`);
process.exit(report.failures.length > 0 ? 1 : 0);
