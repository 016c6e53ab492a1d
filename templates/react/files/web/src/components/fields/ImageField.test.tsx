import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { useForm, useWatch } from 'react-hook-form';
import { expect, it, vi } from 'vitest';
import { texts } from '../../texts';
import { ImageField } from './ImageField';

const ids = ['00000000-0000-4000-8000-00000000f001', '00000000-0000-4000-8000-00000000f002'];

function Form() {
  const { control } = useForm<{ picture: string | null }>({ defaultValues: { picture: null } });

  return (
    <QueryClientProvider client={new QueryClient()}>
      <ImageField control={control} name="picture" label="Picture" />
      <p data-testid="value">{useWatch({ control, name: 'picture' })}</p>
    </QueryClientProvider>
  );
}

/** Chooses two files, one after the other; their uploads end when they are told to. */
async function chooseTwo() {
  const uploads: ((answer: Response) => void)[] = [];
  vi.stubGlobal('fetch', () => new Promise((resolve) => uploads.push(resolve)));
  render(<Form />);
  for (const count of [1, 2]) {
    const files = [new File(['x'], `${count}.png`, { type: 'image/png' })];
    fireEvent.change(screen.getByLabelText('Picture'), { target: { files } });
    await waitFor(() => expect(uploads).toHaveLength(count));
  }
  return async (index: number) => {
    await act(async () => uploads[index]?.(Response.json({ id: ids[index], url: '' })));
  };
}

it('keeps the picture that was chosen last, whichever upload ends first', async () => {
  const end = await chooseTwo();
  await end(1);
  await waitFor(() => expect(screen.getByTestId('value')).toHaveTextContent(String(ids[1])));
  await end(0);

  await waitFor(() => expect(screen.queryByText(texts.uploading)).toBeNull());
  expect(screen.getByTestId('value')).toHaveTextContent(String(ids[1]));
});

it('has the focus after its picture was removed', async () => {
  const end = await chooseTwo();
  await end(1);
  fireEvent.click(await screen.findByRole('button', { name: texts.removeImage }));

  expect(screen.getByLabelText('Picture')).toHaveFocus();
  expect(screen.getByTestId('value')).toBeEmptyDOMElement();
});
