// Signs up, out and in, in all the ways that can go wrong, and leaves the account of the example
// records signed in.
import { axe, fits } from './lib.mjs';

const texts = {
  en: { signIn: 'Sign in', signUp: 'Sign up', signOut: 'Sign out', show: 'Show password', change: 'Change password', menu: 'Menu' },
  ru: { signIn: 'Войти', signUp: 'Зарегистрироваться', signOut: 'Выйти', show: 'Показать пароль', change: 'Сменить пароль', menu: 'Меню' },
};
const demo = { email: 'demo@example.com', password: 'only for development' };
const password = 'a long enough password';
const changed = 'another password, as long';

/** The entities whose records belong to accounts: those that are named, and what leads to them. */
function ownedEntities(spec) {
  const features = spec.features.filter((it) => it.kind === 'ownership');
  const owned = new Set(features.flatMap((it) => it.entity ?? spec.entities.map(({ name }) => name)));
  for (const _ of spec.entities) {
    for (const { name, relations = [] } of spec.entities) {
      if (relations.some((it) => it.kind !== 'one_to_many' && owned.has(it.target))) owned.add(name);
    }
  }
  return owned;
}

export async function driveAuth({ page, report, shot, spec, refused }) {
  const say = texts[spec.language] ?? texts.en;
  const person = { name: 'Grace Hopper', email: `grace-${Date.now()}@example.com` };
  const input = (name) => page.locator(`main input[name="${name}"]`);
  const alert = () => page.getByRole('alert').filter({ hasText: /\S/ });
  const submit = () => page.locator('main form:not([role=search]) button[type=submit]').click();
  const isAt = (path) => page.waitForURL((url) => url.pathname === path);

  async function signIn({ email, password: secret }) {
    await input('email').fill(email);
    await input('password').fill(secret);
    await submit();
  }

  async function signOut() {
    await page.getByRole('button', { name: say.signOut }).click();
    await isAt('/sign-in');
    await input('email').waitFor();
  }

  await report.step('signed out', async () => {
    await page.goto('/account?from=here');
    await isAt('/sign-in');
    await input('email').waitFor();
    await report.see(async () => (await page.locator('nav').count()) === 0, 'nothing of the pages is there');
    await report.see(async () => (await page.title()).includes(say.signIn), 'the page has a title');
    await axe(page, report, 'sign in');
    await fits(page, report, 'sign in');
    await shot('sign-in');
  });

  await report.step('sign up', async () => {
    await page.getByRole('link', { name: say.signUp }).click();
    await isAt('/sign-up');
    await submit();
    await page.locator('main input[aria-invalid=true]').first().waitFor();
    await report.see(() => input('name').evaluate((it) => it === document.activeElement), 'the focus is on the first invalid field');
    await input('name').fill(person.name);
    await input('email').fill('grace');
    await input('password').fill('short');
    await submit();
    await page.locator('main input[name=email][aria-invalid=true]').waitFor();
    await axe(page, report, 'sign up with errors');
    await fits(page, report, 'sign up');
    await shot('sign-up-errors');
    const shown = page.getByRole('button', { name: say.show });
    await shown.click();
    await report.see(async () => (await input('password').getAttribute('type')) === 'text', 'the password can be shown');
    await shown.click();
    await input('email').fill(person.email);
    await input('password').fill(password);
    await submit();
    await isAt('/account');
    report.check(page.url().endsWith('/account?from=here'), 'it leads on to the page that was wanted', page.url());
    const cookies = await page.context().cookies();
    report.check(cookies.length === 1 && cookies[0].httpOnly && cookies[0].sameSite === 'Lax', 'the cookie is out of reach of scripts');
  });

  await report.step('an address that is taken', async () => {
    await signOut();
    await page.goto('/sign-up');
    await input('name').fill('Somebody else');
    await input('email').fill(person.email.toUpperCase());
    await input('password').fill(password);
    await refused(async () => {
      await submit();
      await page.locator('main input[name=email][aria-invalid=true]').waitFor();
    });
  });

  await report.step('a wrong password', async () => {
    await page.goto('/');
    await isAt('/sign-in');
    await refused(async () => {
      await signIn({ ...person, password: 'not the password' });
      await alert().waitFor();
      await shot('sign-in-wrong');
      await axe(page, report, 'wrong password');
    });
    await report.see(async () => (await input('password').inputValue()) === '', 'the wrong password is gone');
    await report.see(async () => (await input('email').inputValue()) === person.email, 'the address is still there');
    await signIn({ ...person, password });
    await page.locator('nav').first().waitFor();
  });

  await report.step('the account', async () => {
    await page.goto('/account');
    await page.getByText(person.email).waitFor();
    await axe(page, report, 'account');
    await fits(page, report, 'account');
    await shot('account');
    await input('newPassword').fill(changed);
    await input('currentPassword').fill('not the password');
    await refused(async () => {
      await submit();
      await page.locator('main input[name=currentPassword][aria-invalid=true]').waitFor();
    });
    await input('currentPassword').fill(password);
    await submit();
    await page.getByRole('status').filter({ hasText: /\S/ }).waitFor();
    await page.reload();
    await page.getByText(person.email).waitFor();
  });

  const owned = ownedEntities(spec);
  if (owned.size > 0) {
    await report.step('records of somebody else', async () => {
      const links = page.locator('nav:not(main nav) a:not([href="/dashboard"])');
      const paths = await links.evaluateAll((all) => all.map((it) => it.getAttribute('href')));
      for (const [index, entity] of spec.entities.entries()) {
        if (!owned.has(entity.name)) continue;
        await page.goto(paths[index]);
        await page.locator('main .state').waitFor();
        await report.see(async () => (await page.locator('main table').count()) === 0, `${entity.name}: nobody else's record is there`);
      }
    });
  }

  await report.step('on a phone', async () => {
    const size = page.viewportSize();
    await page.setViewportSize({ width: 360, height: 740 });
    await page.getByRole('button', { name: say.menu }).click();
    await page.getByRole('button', { name: say.signOut }).waitFor();
    await page.waitForTimeout(200);
    await shot('account-menu-360');
    await page.setViewportSize(size);
  });

  await report.step('sign out', async () => {
    await signOut();
    await page.goBack();
    await isAt('/sign-in');
    await input('email').waitFor();
    await refused(async () => {
      await signIn({ ...person, password });
      await alert().waitFor();
    });
    await signIn({ ...person, password: changed });
    await page.locator('nav').first().waitFor();
    await signOut();
  });

  await report.step('the example account', async () => {
    await signIn(demo);
    await page.locator('nav').first().waitFor();
  });
}
