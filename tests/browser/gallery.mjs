import { axe, fits, quiet } from './lib.mjs';

/** Looks at the records by their pictures. */
export async function driveGallery({ page, report, shot, path, entity, name }) {
  report.walked.add('gallery');
  await report.step('gallery', async () => {
    await page.goto(path);
    await page.locator('main table tbody tr').first().waitFor();
    await page.locator(`main a[href^="${path}/gallery"]`).click();
    await page.waitForURL(`**${path}/gallery`);
    const cards = page.locator('main .gallery > li');
    await cards.first().waitFor();
    await quiet(page);
    const sizes = await page.locator('main .gallery img').evaluateAll((all) =>
      Promise.all(all.slice(0, 4).map((it) => it.decode().then(() => it.naturalWidth))),
    );
    report.check(sizes.length > 0 && sizes.every((width) => width > 0), 'the pictures are there', sizes.join());
    await axe(page, report, 'gallery');
    await fits(page, report, 'gallery');
    await shot(`${name}-gallery`);
    await page.emulateMedia({ colorScheme: 'dark' });
    await shot(`${name}-gallery-dark`);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 360, height: 800 });
    await shot(`${name}-gallery-360`);
    await page.setViewportSize({ width: 1280, height: 900 });

    const box = page.getByRole('searchbox');
    if ((await box.count()) > 0) {
      const shown = async (query) => (await (await page.request.get(`/api${path}?pageSize=24${query}`)).json()).data;
      const named = entity.fields.filter((it) => it.type === 'string').map((it) => it.name);
      const all = await shown('');
      const text = named.map((key) => all[0][key]).find((it) => typeof it === 'string') ?? 'zzzzqqqq';
      const found = await shown(`&q=${encodeURIComponent(text)}`);
      await box.fill(text);
      await page.waitForURL(/[?&]q=/);
      await report.see(async () => (await cards.count()) === found.length, 'the search narrows the gallery', () => `to ${found.length}`);
      const list = page.locator(`main nav a[href^="${path}?"]`);
      await report.see(async () => (await list.getAttribute('href')).includes('q='), 'the list keeps the search');
      await quiet(page);
    }
    await page.goto(`${path}/gallery`);
    await cards.first().locator('.row-link').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(`${path}/[0-9a-f-]{36}$`));
  });
}
