import type { ReactNode } from 'react';
import type { FieldValues, UseFormReturn } from 'react-hook-form';
import { BusyButton } from '../../components/BusyButton';
import './AccountForm.css';

interface Props<Values extends FieldValues, Output> {
  form: UseFormReturn<Values, unknown, Output>;
  onSubmit: (values: Output) => void;
  busy: boolean;
  submitLabel: string;
  children: ReactNode;
}

/** A form in one narrow column. */
export function AccountForm<Values extends FieldValues, Output>(props: Props<Values, Output>) {
  const { form, onSubmit, busy, submitLabel, children } = props;
  const { root } = form.formState.errors;

  return (
    <form
      className="form card account-form"
      noValidate
      onSubmit={(event) => void form.handleSubmit(onSubmit)(event)}
    >
      {children}
      {root && (
        <p className="form-error" role="alert">
          {root.message}
        </p>
      )}
      <BusyButton type="submit" className="button button-primary" busy={busy}>
        {submitLabel}
      </BusyButton>
    </form>
  );
}
