import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { demoAccount, passwordLength } from '#shared/auth';
import { messages, problems } from '#shared/messages';
import { refusal, send, signedOut } from '../../test/account-form';
import { account, findChange, pageWith, sessionPath, stubApi } from '../../test/api-stub';
import { field, renderApp } from '../../test/app';
import { texts } from '../../texts';

const list = '/<%= main.folder %>';
const listPath = 'GET /api/<%= main.folder %>';
const entered = { email: account.email, password: 'some password' };

async function signIn(changes = {}) {
  await send(texts.signIn, { ...entered, ...changes });
}

describe('who has not signed in', () => {
  it('is sent to the page to sign in, and from there to where the way was leading', async () => {
    const answers = { 'POST /api/auth/sign-in': { body: account }, [listPath]: pageWith() };
    const requests = stubApi({ ...signedOut, ...answers });
    const router = renderApp(`${list}?sort=createdAt`);

    await signIn();

    expect(await screen.findByText(texts.listEmptyHint)).toBeVisible();
    expect(router.state.location).toMatchObject({ pathname: list, search: '?sort=createdAt' });
    expect(findChange(requests, '/api/auth/sign-in')?.body).toEqual(entered);
  });

  it.each(['//evil.example/x', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)'])(
    'is never sent to another site: %s',
    async (next) => {
      stubApi({ [listPath]: pageWith() });
      const router = renderApp(`/sign-in?next=${encodeURIComponent(next)}`);

      await waitFor(() =>⟪expect(router.state.location.pathname).toBe('<%= app.start %>')¤⟩);
    },
  );

  it('sees nothing of the pages', async () => {
    const requests = stubApi(signedOut);
    renderApp(list);

    await screen.findByRole('heading', { name: texts.signIn });
    expect(screen.queryByRole('navigation')).not.toBeInTheDocument();
    expect(requests.map(({ path }) => path)).toEqual(['/api/auth/session']);
  });
});

describe('the pages', () => {
  it('can be asked for again when it is not known who wants to see them', async () => {
    stubApi({ [sessionPath]: { status: 500, body: null } });
    renderApp(list);
    const button = await screen.findByRole('button', { name: texts.tryAgain });

    stubApi(signedOut);
    fireEvent.click(button);

    expect(await screen.findByRole('heading', { name: texts.signIn })).toBeVisible();
  });
});

describe('the page to sign in', () => {
  it('says that something is wrong, and not what', async () => {
    const wrong = refusal(401, problems.wrongCredentials);
    stubApi({ ...signedOut, 'POST /api/auth/sign-in': wrong });
    renderApp('/sign-in');
    await signIn();

    expect(await screen.findByRole('alert')).toHaveTextContent(problems.wrongCredentials.detail);
    expect(field('password')).toHaveValue('');
    expect(field('password')).toHaveFocus();
    expect(field('email')).toHaveValue(account.email);
  });

  it('asks for what is missing before anything is sent', async () => {
    const requests = stubApi(signedOut);
    renderApp('/sign-in');
    await signIn({ email: '', password: '' });

    await waitFor(() => expect(field('email')).toHaveFocus());
    expect(field('email')).toHaveAccessibleDescription(messages.required);
    expect(field('password')).toHaveAccessibleDescription(messages.required);
    expect(findChange(requests, '/api/auth/sign-in')).toBeUndefined();
  });

  it('lets password managers fill it in', async () => {
    stubApi(signedOut);
    renderApp('/sign-in');
    await screen.findByRole('heading', { name: texts.signIn });

    expect(field('email')).toHaveAttribute('autocomplete', 'username');
    expect(field('password')).toHaveAttribute('autocomplete', 'current-password');
  });

  it('shows the password on demand', async () => {
    stubApi(signedOut);
    renderApp('/sign-in');
    const button = await screen.findByRole('button', { name: texts.showPassword });
    expect(field('password')).toHaveAttribute('type', 'password');
    expect(button).toHaveAttribute('aria-pressed', 'false');

    fireEvent.click(button);

    expect(field('password')).toHaveAttribute('type', 'text');
    expect(button).toHaveAttribute('aria-pressed', 'true');
  });

  it('offers the example account in development', async () => {
    stubApi(signedOut);
    renderApp('/sign-in');
    fireEvent.click(await screen.findByRole('button', { name: texts.fillInDemo }));

    expect(field('email')).toHaveValue(demoAccount.email);
    expect(field('password')).toHaveValue(demoAccount.password);
  });
});

describe('the page to sign up', () => {
  const valid = { ...entered, name: 'Ada', password: 'x'.repeat(passwordLength.min) };

  async function signUp(changes = {}) {
    await send(texts.signUp, { ...valid, ...changes });
  }

  it('makes an account and goes on', async () => {
    const answers = { 'POST /api/auth/sign-up': { status: 201, body: account } };
    const requests = stubApi({ ...signedOut, ...answers, [listPath]: pageWith() });
    const router = renderApp(`/sign-up?next=${list}`);
    await signUp();

    await waitFor(() => expect(router.state.location.pathname).toBe(list));
    expect(findChange(requests, '/api/auth/sign-up')?.body).toEqual(valid);
  });

  it.each([
    ['name', '', messages.required],
    ['email', 'nobody', messages.formats.email],
    ['password', '', messages.required],
    ['password', 'short', messages.tooShort(passwordLength.min)],
    ['password', 'x'.repeat(passwordLength.max + 1), messages.tooLong(passwordLength.max)],
  ])('refuses a wrong %s: "%s"', async (name, value, message) => {
    const requests = stubApi(signedOut);
    renderApp('/sign-up');
    await signUp({ [name]: value });

    await waitFor(() => expect(field(name)).toHaveFocus());
    expect(field(name)).toHaveAccessibleDescription(expect.stringContaining(message));
    expect(findChange(requests, '/api/auth/sign-up')).toBeUndefined();
  });

  it('says at the field that an address is taken', async () => {
    const taken = [{ path: 'email', message: messages.emailTaken }];
    const refused = refusal(422, problems.validation, taken);
    stubApi({ ...signedOut, 'POST /api/auth/sign-up': refused });
    renderApp('/sign-up');
    await signUp();

    await waitFor(() => expect(field('email')).toHaveAccessibleDescription(messages.emailTaken));
  });

  it('keeps the way when one goes back and forth', async () => {
    stubApi(signedOut);
    const router = renderApp('/sign-in?next=%2Faccount');
    fireEvent.click(await screen.findByRole('link', { name: texts.signUp }));
    await screen.findByRole('heading', { name: texts.signUp });

    expect(router.state.location.search).toBe('?next=%2Faccount');
  });
});
