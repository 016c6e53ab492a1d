import { fireEvent, render, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { BusyButton } from './BusyButton';

function show(busy: boolean) {
  const submitted = vi.fn<(event: Event) => void>((event) => event.preventDefault());
  render(
    <form onSubmit={(event) => submitted(event.nativeEvent)}>
      <BusyButton type="submit" className="button" busy={busy}>
        Save
      </BusyButton>
    </form>,
  );
  const button = screen.getByRole('button');
  button.focus();
  fireEvent.click(button);
  return { button, submitted };
}

it('submits its form', () => {
  const { submitted } = show(false);

  expect(submitted).toHaveBeenCalledOnce();
});

it('does nothing while it is busy, and keeps the focus', () => {
  const { button, submitted } = show(true);

  expect(submitted).not.toHaveBeenCalled();
  expect(button).toHaveAttribute('aria-disabled', 'true');
  expect(button).toHaveFocus();
});
