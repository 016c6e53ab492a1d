// Drives the calendars of an app: months, weeks, keys, new records on a day, the small screen.
import { axe, fits, quiet } from './lib.mjs';

const entries = (page) => page.locator('.calendar-entry');

/** A day on which the calendar shows something, as the API's records say. */
async function busyDay(page, path) {
  const answer = await page.request.get(`/api${path}?pageSize=50`);
  const { data } = await answer.json();
  // A field of the spec may have another name in code, so every value that is a day counts.
  const days = new Map();
  for (const [key, value] of data.flatMap((record) => Object.entries(record))) {
    const isDay = !['createdAt', 'updatedAt'].includes(key) && /^\d{4}-\d\d-\d\d/.test(value);
    if (isDay) days.set(key, [...(days.get(key) ?? []), value.slice(0, 10)]);
  }
  for (const day of [...days.values()].flatMap((them) => them.slice(0, 2))) {
    await page.goto(`${path}/calendar?date=${day}`);
    await page.locator('.calendar[aria-busy=false]').waitFor();
    await quiet(page);
    if ((await entries(page).count()) > 0) return day;
  }
  return undefined;
}

export async function driveCalendar(page, report, shot, entity, path, name) {
  await page.goto(path);
  await page.locator('main table tbody tr').first().waitFor();
  const link = page.locator(`.view-switch a[href^="${path}/calendar"]`);
  if ((await link.count()) === 0) return;

  report.walked.add('calendar');
  await report.step('calendar', async () => {
    await link.click();
    await page.getByRole('grid').waitFor();
    await page.locator('[aria-current=date]').waitFor();
    await report.see(async () => (await entries(page).count()) > 0, 'this month has example records');
    const day = await busyDay(page, path);
    report.check(day !== undefined, 'records are on their days');
    await page.goto(`${path}/calendar`);
    await entries(page).first().waitFor();
    await axe(page, report, 'calendar');
    await shot(`${name}-calendar`);
    await page.emulateMedia({ colorScheme: 'dark' });
    await shot(`${name}-calendar-dark`);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 360, height: 780 });
    await page.locator('.agenda').waitFor();
    await axe(page, report, 'agenda');
    await shot(`${name}-calendar-360`);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.getByRole('grid').waitFor();
    await fits(page, report, 'calendar');

    await page.goto(`${path}/calendar?view=month&date=2026-11-30`);
    const focusable = page.locator('[data-day][tabindex="0"]');
    await report.see(async () => (await focusable.getAttribute('data-day')) === '2026-11-30', 'the address says the day');
    await focusable.focus();
    const keys = [['ArrowRight', '2026-12-01'], ['ArrowDown', '2026-12-08'], ['Home', '2026-12-07'], ['End', '2026-12-13'], ['PageUp', '2026-11-13'], ['PageDown', '2026-12-13']];
    for (const [key, wanted] of keys) {
      await page.keyboard.press(key);
      await page.waitForFunction((it) => document.activeElement?.dataset.day === it, wanted);
    }
    await page.waitForURL(/date=2026-12-13/);
    await page.locator('.calendar-bar .button-icon').last().click();
    await page.waitForURL(/date=2027-01-13/);
    await page.reload();
    await page.locator('[data-day="2027-01-13"]').waitFor();
    await page.locator('.calendar-bar .view-link').last().click();
    await page.waitForURL(/view=week/);
    await report.see(async () => (await page.locator('[data-day]').count()) === 7, 'a week has seven days');

    if (day) {
      await page.goto(`${path}/calendar?view=week&date=${day}`);
      await page.locator('.calendar[aria-busy=false]').waitFor();
      await axe(page, report, 'week');
      await shot(`${name}-calendar-week`);
      await page.locator('li:not([aria-hidden=true]) > .calendar-entry').first().click();
      await page.waitForURL(new RegExp(`${path}/[0-9a-f-]{36}$`));
      await page.goBack();
      await page.waitForURL(/view=week/);
      await page.locator(`[data-day="${day}"]`).press('Enter');
      await page.waitForURL(new RegExp(`${path}/new\\?`));
      const values = () => page.locator('main form.form input').evaluateAll((all) => all.map((it) => it.value));
      const starts = async () => (await values()).some((value) => value.startsWith(day));
      await report.see(starts, 'the new record is on the day', values);
    }
  });
}
