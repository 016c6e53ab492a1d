// Drives the dashboard of an app: numbers, charts and their tables, what was added last.
import { axe, fits, quiet } from './lib.mjs';

export async function driveDashboard(page, report, shot) {
  await report.step('dashboard', async () => {
    await page.goto('/dashboard');
    await page.locator('.tile').first().waitFor();
    await quiet(page);
    await axe(page, report, 'dashboard');
    await shot('dashboard');
    await page.emulateMedia({ colorScheme: 'dark' });
    await shot('dashboard-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await fits(page, report, 'dashboard');
    await page.setViewportSize({ width: 360, height: 780 });
    await page.waitForFunction(() => [...document.querySelectorAll('.chart svg')].every((it) => it.clientWidth < innerWidth));
    await shot('dashboard-360');
    await page.setViewportSize({ width: 1280, height: 900 });

    const tables = page.locator('.chart-table summary');
    if ((await tables.count()) > 0) {
      await tables.first().focus();
      await page.keyboard.press('Enter');
      await page.locator('.chart-table[open] td').first().waitFor();
      await report.see(async () => (await page.locator('.chart svg[role]').count()) > 0, 'charts are drawn');
    }
    await page.locator('.recent a').first().click();
    await page.waitForURL(/[0-9a-f-]{36}$/);
    await page.goBack();
    await page.waitForURL('**/dashboard');
    await page.locator('.tile a').first().click();
    await page.waitForURL((address) => address.pathname !== '/dashboard');
    await page.locator('main .table, main .state').first().waitFor();
  });
}
