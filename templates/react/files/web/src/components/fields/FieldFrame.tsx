import { useId, type ReactNode } from 'react';
import { AlertIcon } from '../icons';

/** What the control inside the frame needs so that its label, hint and error are announced. */
interface ControlProps {
  id: string;
  required: boolean;
  'aria-invalid': boolean;
  'aria-describedby': string | undefined;
}

interface FieldErrorProps {
  id: string | undefined;
  text: string | undefined;
}

<% if has.boolean %>export <% endif %>function FieldError({ id, text }: FieldErrorProps) {
  if (!text) return null;

  return (
    <p id={id} className="field-error">
      <AlertIcon size={14} />
      {text}
    </p>
  );
}

interface Props {
  label: string;
  required?: boolean;
  error: string | undefined;
  hint?: string | undefined;
  /** Takes the whole width of the form. */
  wide?: boolean;
  children: (control: ControlProps) => ReactNode;
}

export function FieldFrame({ label, required = false, error, hint, wide, children }: Props) {
  const id = useId();
  const hintId = hint && `${id}-hint`;
  const errorId = error && `${id}-error`;
  const describedBy = [errorId, hintId].filter(Boolean).join(' ');

  return (
    <div className={wide ? 'field field-wide' : 'field'}>
      <label className="field-label" htmlFor={id} data-required={required || undefined}>
        {label}
      </label>
      {children({
        id,
        required,
        'aria-invalid': Boolean(error),
        'aria-describedby': describedBy || undefined,
      })}
      <FieldError id={errorId} text={error} />
      {hint && (
        <p id={hintId} className="field-hint">
          {hint}
        </p>
      )}
    </div>
  );
}
