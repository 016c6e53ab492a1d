import { fireEvent, screen } from '@testing-library/react';
import { sessionPath } from './api-stub';
import { fill } from './app';

/** What the API says while nobody is signed in. */
export const signedOut = { [sessionPath]: { body: { account: null } } };

/** A refusal of the API. */
export function refusal(status: number, text: object, errors: unknown[] = []) {
  return { status, body: { type: 'about:blank', ...text, status, errors } };
}

/** Fills in the form under this heading, and sends it with the button of the same name. */
export async function send(name: string, values: Record<string, string>) {
  await screen.findByRole('heading', { name });
  for (const [field, value] of Object.entries(values)) fill(field, value);
  fireEvent.click(screen.getByRole('button', { name }));
}
