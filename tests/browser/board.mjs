// Drives the boards of an app: cards are dragged, moved by keyboard, and stay where they were put.
import { axe, clean, fits, quiet } from './lib.mjs';

const column = (page, index) => page.locator('.board-column').nth(index);
const cardsIn = (page, index) => column(page, index).locator('[data-card]');
const idOf = (card) => card.getAttribute('data-card');
const countOf = async (page, index) => Number(clean(await column(page, index).locator('.board-count').innerText()));

/** The first column from an index on that has cards. */
async function filled(page, from = 0) {
  const count = await page.locator('.board-column').count();
  for (let index = from; index < count; index += 1) {
    if ((await cardsIn(page, index).count()) > 0) return index;
  }
  return -1;
}

async function drag(page, from, to, touch) {
  const start = { x: from.x + from.width / 2, y: from.y + 12 };
  const end = { x: to.x + to.width / 2, y: to.y + 70 };
  const steps = 12;
  if (!touch) {
    await page.mouse.move(start.x, start.y);
    await page.mouse.down();
    await page.mouse.move(end.x, end.y, { steps });
    await page.mouse.up();
    return;
  }
  const client = await page.context().newCDPSession(page);
  const send = (type, point) => client.send('Input.dispatchTouchEvent', { type, touchPoints: point ? [point] : [] });
  await send('touchStart', start);
  await page.waitForTimeout(350);
  for (let step = 1; step <= steps; step += 1) {
    const part = step / steps;
    await send('touchMove', { x: start.x + (end.x - start.x) * part, y: start.y + (end.y - start.y) * part });
  }
  await send('touchEnd');
  await client.detach();
}

/** Moves the first card of a column into another one and checks where it is, also after a reload. */
async function moveTo(page, report, from, to, how, act) {
  const id = await idOf(cardsIn(page, from).first());
  const counts = [await countOf(page, from), await countOf(page, to)];
  const answer = page.waitForResponse((it) => it.request().method() === 'PATCH');
  await act(id);
  report.check((await answer).ok(), `the API takes the move by ${how}`);
  const moved = column(page, to).locator(`[data-card="${id}"]`);
  await moved.waitFor();
  await quiet(page);
  await report.see(async () => (await countOf(page, from)) === counts[0] - 1, `the count of the first column, by ${how}`);
  await report.see(async () => (await countOf(page, to)) === counts[1] + 1, `the count of the second column, by ${how}`);
  const order = () => cardsIn(page, to).evaluateAll((all) => all.map((it) => it.dataset.card).join());
  const before = await order();
  await page.reload();
  await report.see(async () => (await order()) === before, `the order survives a reload, by ${how}`, order);
  await quiet(page);
}

export async function driveBoard(page, report, shot, path, name) {
  await page.goto(path);
  await page.locator('main table tbody tr').first().waitFor();
  const link = page.locator(`.view-switch a[href^="${path}/board"]`);
  if ((await link.count()) === 0) return;

  report.walked.add('board');
  await report.step('board', async () => {
    await link.click();
    await page.locator('.board').waitFor();
    await quiet(page);
    await page.locator('.view-switch [aria-current=page]').waitFor();
    await axe(page, report, 'board');
    await fits(page, report, 'board');
    await shot(`${name}-board`);
    await page.emulateMedia({ colorScheme: 'dark' });
    await shot(`${name}-board-dark`);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 360, height: 780 });
    await shot(`${name}-board-360`);
    await page.setViewportSize({ width: 1280, height: 900 });

    const from = await filled(page);
    const columns = await page.locator('.board-column').count();
    if (from < 0 || columns < 2) return;
    const to = from === 0 ? 1 : 0;

    await moveTo(page, report, from, to, 'mouse', async () => {
      const card = await cardsIn(page, from).first().boundingBox();
      await drag(page, card, await column(page, to).boundingBox(), false);
    });
    await moveTo(page, report, to, from, 'touch', async () => {
      const card = await cardsIn(page, to).first().boundingBox();
      await drag(page, card, await column(page, from).boundingBox(), true);
    });
    await moveTo(page, report, from, to, 'keyboard', async (id) => {
      await page.locator(`[data-card="${id}"] button`).focus();
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog');
      await dialog.waitFor();
      await axe(page, report, 'move dialog');
      await fits(page, report, 'move dialog');
      await shot(`${name}-board-dialog`);
      const target = await column(page, to).locator('h2').innerText();
      await dialog.locator('select').first().selectOption({ label: clean(target) });
      await dialog.locator('button[type=submit]').press('Enter');
      await dialog.waitFor({ state: 'hidden' });
      const focused = page.locator(`[data-card="${id}"] button:focus`);
      await focused.waitFor();
      await report.see(async () => (await page.locator('.board + [role=status]').innerText()) !== '', 'the move is announced');
    });

    const add = column(page, to).locator('a[href*="/new?"]');
    if ((await add.count()) > 0) {
      const value = new URL(await add.getAttribute('href'), page.url()).search.split('=')[1];
      await add.click();
      const select = page.locator('main form.form select').filter({ has: page.locator(`option[value="${value}"]`) });
      const values = () => select.evaluateAll((all) => all.map((it) => it.value));
      await report.see(async () => (await values()).includes(value), 'the new record begins in the column', values);
    }
    await page.goto(`${path}/board?q=zzzzqqqq`);
    await page.locator('.board').waitFor();
    await quiet(page);
    const narrowed = async () => (await page.locator('[data-card]').count()) === 0 || (await page.getByRole('searchbox').count()) === 0;
    await report.see(narrowed, 'a search narrows the board');
    await page.locator(`.view-switch a[href^="${path}?"]`).waitFor();
  });
}
