import { useId } from 'react';
import type { FieldValues } from 'react-hook-form';
import './CheckboxField.css';
import { FieldError } from './FieldFrame';
import { useField, type FieldProps } from './use-field';

export function CheckboxField<Values extends FieldValues, Output>(
  props: FieldProps<Values, Output>,
) {
  const id = useId();
  const { value, setValue, input, frame } = useField<boolean, Values, Output>(props);
  const errorId = frame.error && `${id}-error`;

  return (
    <div className="field checkbox-field">
      <div className="checkbox-row">
        <input
          {...input}
          id={id}
          type="checkbox"
          className="checkbox"
          aria-invalid={Boolean(frame.error)}
          aria-describedby={errorId}
          checked={value ?? false}
          onChange={(event) => setValue(event.target.checked)}
        />
        <label htmlFor={id}>{frame.label}</label>
      </div>
      <FieldError id={errorId} text={frame.error} />
    </div>
  );
}
