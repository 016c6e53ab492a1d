import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { OptionSource } from '../lib/options';
import { texts } from '../texts';
import { Combobox } from './Combobox';

const ada = { id: '1', label: 'Ada' };
const grace = { id: '2', label: 'Grace' };

const source: OptionSource = {
  key: 'people',
  find: async (search) => {
    const options = [ada, grace].filter(({ label }) => label.includes(search));
    return { options, total: options.length };
  },
  get: async () => ada,
};

function show(value: string | null) {
  const onChange = vi.fn<(value: string | null) => void>();
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Combobox id="person" source={source} value={value} onChange={onChange} placeholder="" />
    </QueryClientProvider>,
  );
  return { input: screen.getByRole('combobox'), onChange };
}

describe('combobox', () => {
  it('does not take what was found for an earlier text', async () => {
    const { input, onChange } = show(null);
    fireEvent.click(input);
    await screen.findByRole('option', { name: ada.label });

    fireEvent.change(input, { target: { value: grace.label } });
    fireEvent.keyDown(input, { key: 'Enter' });
    expect(onChange).not.toHaveBeenCalled();

    await waitFor(() => expect(screen.queryByRole('option', { name: ada.label })).toBeNull());
    fireEvent.keyDown(input, { key: 'Enter' });
    expect(onChange).toHaveBeenCalledWith(grace.id);
  });

  it('has the focus after it was cleared', () => {
    const { input, onChange } = show(ada.id);
    fireEvent.click(screen.getByRole('button', { name: texts.clear }));

    expect(onChange).toHaveBeenCalledWith(null);
    expect(input).toHaveFocus();
  });
});
