import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { passwordLength } from '#shared/auth';
import { messages, problems } from '#shared/messages';
import { refusal, send } from '../../test/account-form';
import { account, findChange, pageWith, stubApi } from '../../test/api-stub';
import { field, renderApp } from '../../test/app';
import { texts } from '../../texts';

const list = '/<%= main.folder %>';
const listPath = 'GET /api/<%= main.folder %>';

describe('a session', () => {
  it('that has ended leads back to the page to sign in', async () => {
    const ended = refusal(401, problems.signInRequired);
    stubApi({ [listPath]: ended });
    const router = renderApp(list);

    await screen.findByRole('heading', { name: texts.signIn });
    expect(router.state.location.search).toBe(`?${new URLSearchParams({ next: list })}`);
  });

  it('ends on demand, and the page with it', async () => {
    const assign = vi.fn<(address: string) => void>();
    vi.stubGlobal('location', { ...window.location, assign });
    const signOut = { 'POST /api/auth/sign-out': { status: 204 } };
    const requests = stubApi({ [listPath]: pageWith(), ...signOut });
    renderApp(list);
    fireEvent.click(await screen.findByRole('button', { name: texts.signOut }));

    await waitFor(() => expect(assign).toHaveBeenCalledWith('/sign-in'));
    expect(findChange(requests, '/api/auth/sign-out')).toBeDefined();
  });
});

describe('the page of the account', () => {
  const entered = { currentPassword: 'some password', newPassword: 'y'.repeat(passwordLength.min) };

  async function change(changes = {}) {
    await send(texts.changePassword, { ...entered, ...changes });
  }

  it('says whose it is', async () => {
    stubApi({});
    renderApp('/account');

    expect(await screen.findByText(account.email)).toBeVisible();
  });

  it('changes the password', async () => {
    const requests = stubApi({ 'POST /api/auth/password': { status: 204 } });
    renderApp('/account');
    await change();

    expect(await screen.findByText(texts.passwordChanged)).toBeVisible();
    expect(findChange(requests, '/api/auth/password')?.body).toEqual(entered);
    expect(field('currentPassword')).toHaveValue('');
  });

  it('says when the current password is wrong', async () => {
    const wrong = [{ path: 'currentPassword', message: messages.wrongPassword }];
    stubApi({ 'POST /api/auth/password': refusal(422, problems.validation, wrong) });
    renderApp('/account');
    await change();

    await waitFor(() => expect(field('currentPassword')).toHaveFocus());
    expect(field('currentPassword')).toHaveAccessibleDescription(messages.wrongPassword);
  });

  it('wants a long password', async () => {
    const requests = stubApi({});
    renderApp('/account');
    await change({ newPassword: 'short' });

    await waitFor(() => expect(field('newPassword')).toBeInvalid());
    expect(findChange(requests, '/api/auth/password')).toBeUndefined();
  });
});
