// Takes a picture of one page of an app, signed in as its example account if it asks for one.
// node shot.mjs URL light|dark WIDTH FILE.png
import { chromium } from 'playwright-core';
import { quiet, watchTraffic } from './lib.mjs';

const [url, colorScheme, width, file] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless', '--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage({ viewport: { width: Number(width), height: 760 }, colorScheme, reducedMotion: 'reduce' });
watchTraffic(page);
await page.goto(url);
await page.locator('main h1').waitFor();
if (new URL(page.url()).pathname === '/sign-in') {
  await page.locator('main input[name=email]').fill('demo@example.com');
  await page.locator('main input[name=password]').fill('only for development');
  await page.locator('main form button[type=submit]').click();
  await page.waitForURL((address) => address.pathname !== '/sign-in');
  await page.locator('main h1').waitFor();
}
await quiet(page);
await page.waitForFunction(() => document.querySelector('.skeleton') === null);
await quiet(page);
await page.screenshot({ path: file });
await browser.close();
