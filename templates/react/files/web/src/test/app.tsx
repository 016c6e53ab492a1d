import { QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { createQueryClient } from '../app/query-client';
import { routes } from '../app/routes';
import { texts } from '../texts';

/** Shows the whole app at an address; returns its router. */
export function renderApp(address: string) {
  const queryClient = createQueryClient();
  queryClient.setDefaultOptions({ queries: { retry: false } });
  const router = createMemoryRouter(routes, { initialEntries: [address] });

  render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );

  return router;
}

export function saveButton() {
  return screen.findByRole('button', { name: texts.save });
}

/** The control of a field in the form that is shown. */
export function field(name: string): HTMLInputElement {
  const control = document.querySelector<HTMLInputElement>(`form.form [name="${name}"]`);
  if (!control) throw new Error(`the form has no field "${name}"`);
  return control;
}

export function fill(name: string, value: string) {
  fireEvent.change(field(name), { target: { value } });
}
