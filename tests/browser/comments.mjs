// Reads, adds, changes and deletes comments on a record.
import { axe, fits, quiet } from './lib.mjs';

const texts = {
  en: { add: 'Add comment', comment: 'Comment', written: 'New comment', author: 'Your name (optional)', save: 'Save', edit: 'Edit', delete: 'Delete' },
  ru: { add: 'Добавить комментарий', comment: 'Комментарий', written: 'Новый комментарий', author: 'Ваше имя (необязательно)', save: 'Сохранить', edit: 'Изменить', delete: 'Удалить' },
};

/** Finds the first record of a list, whose example comments are there. */
export async function driveComments({ page, report, shot, spec, path, name }) {
  const say = texts[spec.language] ?? texts.en;
  const items = page.locator('main .comment');
  const form = page.locator('main .comment-new');
  const written = form.getByLabel(say.written);
  const item = (text) => items.filter({ hasText: text });
  report.walked.add('comments');

  await report.step('comments', async () => {
    await page.goto(path);
    await page.locator('main table tbody tr').first().waitFor();
    const { data } = await (await page.request.get(`/api${path}?pageSize=100`)).json();
    const counts = await Promise.all(data.map(async ({ id }) => {
      const answer = await page.request.get(`/api${path}/${id}/comments`);
      return { id, total: (await answer.json()).meta.total };
    }));
    const busiest = counts.toSorted((a, b) => b.total - a.total)[0];
    report.check(busiest.total > 1, 'there are example comments', String(busiest.total));
    await page.goto(`${path}/${busiest.id}`);
    await form.waitFor();
    await report.see(async () => (await items.count()) === busiest.total, 'all comments are there');
    await axe(page, report, 'comments');
    await fits(page, report, 'comments');
    await shot(`${name}-comments`);
    await page.emulateMedia({ colorScheme: 'dark' });
    await shot(`${name}-comments-dark`);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 360, height: 780 });
    await quiet(page);
    await shot(`${name}-comments-360`);
    await page.setViewportSize({ width: 1280, height: 900 });

    await form.getByRole('button', { name: say.add }).click();
    await written.and(page.locator('[aria-invalid=true]')).waitFor();
    await axe(page, report, 'an empty comment');
    const author = form.getByLabel(say.author);
    const isNamed = (await author.count()) > 0;
    if (isNamed) await author.fill('Grace <i>Hopper</i>');
    const text = `A comment <b>of</b> ${Date.now()}`;
    await written.fill(`${text}\non two lines`);
    await form.getByRole('button', { name: say.add }).click();
    await item(text).waitFor();
    await report.see(async () => (await items.last().innerText()).includes(text), 'the newest comment is the last');
    await report.see(async () => (await written.inputValue()) === '', 'the form is empty again');

    await page.reload();
    await item(text).waitFor();
    if (isNamed) {
      report.check((await item(text).innerText()).includes('Grace <i>Hopper</i>'), 'the author is there');
      await report.see(async () => (await author.inputValue()) === 'Grace <i>Hopper</i>', 'the browser remembers the author');
    }

    const edit = item(text).getByRole('button', { name: say.edit });
    await edit.focus();
    await page.keyboard.press('Enter');
    const editor = page.locator('main .comment').getByLabel(say.comment, { exact: true });
    await report.see(() => editor.evaluate((it) => it === document.activeElement), 'the focus is in the comment');
    await axe(page, report, 'changing a comment');
    await shot(`${name}-comments-edit`);
    await editor.fill(`${text}, changed`);
    await page.locator('main .comment').getByRole('button', { name: say.save }).click();
    await item(`${text}, changed`).waitFor();
    await editor.waitFor({ state: 'detached' });
    await report.see(() => edit.evaluate((it) => it === document.activeElement), 'the focus returns to the button');

    await item(text).getByRole('button', { name: say.delete }).click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await axe(page, report, 'deleting a comment');
    await dialog.getByRole('button').last().click();
    await item(text).waitFor({ state: 'detached' });
    await report.see(async () => (await items.count()) === busiest.total, 'only that comment is gone');
    await report.see(() => page.evaluate(() => document.activeElement?.tagName === 'H2'), 'the focus is not lost');
  });
}
