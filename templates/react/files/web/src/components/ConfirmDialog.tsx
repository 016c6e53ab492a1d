import { useEffect, useId, useRef } from 'react';
import { texts } from '../texts';
import { BusyButton } from './BusyButton';

interface Props {
  title: string;
  text: string;
  confirmLabel: string;
  busy: boolean;
  error: Error | null;
  onConfirm: () => void;
  onClose: () => void;
}

export function ConfirmDialog({ title, text, confirmLabel, busy, error, ...on }: Props) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);

  useEffect(() => dialog.current?.showModal(), []);

  // The browser's own close gives the focus back to what had it before, so every way out uses it.
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      onClose={on.onClose}
    >
      <h2 id={`${id}-title`}>{title}</h2>
      <p id={`${id}-text`} className="dialog-text">
        {text}
      </p>
      {error && (
        <p className="form-error" role="alert">
          {error.message}
        </p>
      )}
      <div className="dialog-actions">
        <button type="button" className="button" onClick={() => dialog.current?.close()}>
          {texts.cancel}
        </button>
        <BusyButton
          type="button"
          className="button button-danger"
          busy={busy}
          onClick={on.onConfirm}
        >
          {confirmLabel}
        </BusyButton>
      </div>
    </dialog>
  );
}
