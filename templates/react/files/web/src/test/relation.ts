import { fireEvent, screen } from '@testing-library/react';
import { field } from './app';

/** Opens the options of a relation and takes the one with this name. */
export async function choose(name: string, option: string) {
  fireEvent.click(field(name));
  fireEvent.click(await screen.findByRole('option', { name: option }));
}
