import type { MouseEvent, ReactNode } from 'react';

interface Props {
  type: 'button' | 'submit';
  className: string;
  busy: boolean;
  onClick?: () => void;
  children: ReactNode;
}

/** A button that does nothing while it is busy, yet keeps the focus: a disabled one would lose it. */
export function BusyButton({ type, className, busy, onClick, children }: Props) {
  function handleClick(event: MouseEvent) {
    if (busy) {
      event.preventDefault();
    } else {
      onClick?.();
    }
  }

  return (
    <button type={type} className={className} aria-disabled={busy} onClick={handleClick}>
      {children}
    </button>
  );
}
