import { axe, fits } from './lib.mjs';

const background = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const barOf = (page) =>
  page.evaluate(() => [...document.querySelectorAll('meta[name=theme-color]')].filter((it) => matchMedia(it.media).matches).map((it) => it.content));

/** The lightness in a computed colour such as `oklch(0.977 0.004 210)`. */
const lightness = (color) => Number(color.match(/[\d.]+/)?.[0]);
const isDark = (color) => lightness(color) < 0.5;

/** Chooses each theme, over a reload and over a change of the system's. */
export async function driveDarkMode({ page, report, shot }) {
  const choose = (theme) => page.locator(`.theme-option:has([value=${theme}])`).click();
  const expect = async (dark, what) => {
    await report.see(async () => isDark(await background(page)) === dark, what, () => background(page));
    const fit = async () => {
      const bars = await barOf(page);
      return bars.length === 1 && isDark(bars[0]) === dark;
    };
    await report.see(fit, `the browser's bars: ${what}`, () => barOf(page));
  };

  await report.step('dark mode', async () => {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto('/');
    await page.locator('main h1').waitFor();
    await expect(false, 'light as the system');
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect(true, 'follows the system while it changes');
    await page.emulateMedia({ colorScheme: 'light' });

    await choose('dark');
    await expect(true, 'dark by choice');
    await axe(page, report, 'dark by choice');
    await fits(page, report, 'dark by choice');
    await shot('theme-dark');

    // What a page looks like before any module has run is what could flash.
    await page.route('**/*', async (route) => {
      if (route.request().resourceType() === 'script' && /\/assets\//.test(route.request().url())) await route.abort('aborted');
      else await route.fallback();
    });
    await page.reload({ waitUntil: 'domcontentloaded' });
    report.check(isDark(await background(page)), 'dark before the app has started');
    await page.unroute('**/*');
    await page.reload();
    await page.locator('main h1').waitFor();
    await expect(true, 'dark after a reload');

    await page.emulateMedia({ colorScheme: 'dark' });
    await choose('light');
    await expect(false, 'light by choice');
    await page.getByRole('radio', { checked: true }).first().press('ArrowLeft');
    await expect(true, 'back to the system by keyboard');

    await page.setViewportSize({ width: 360, height: 800 });
    await page.locator('.menu-button').click();
    await shot('theme-360');
    await page.locator('.menu-button').click();
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.emulateMedia({ colorScheme: 'light' });
  });
}
