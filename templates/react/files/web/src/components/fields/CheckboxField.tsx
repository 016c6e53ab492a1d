import { useId } from 'react';
import type { FieldValues } from 'react-hook-form';
import './CheckboxField.css';
import { useField, type FieldProps } from './use-field';

export function CheckboxField<Values extends FieldValues, Output>(
  props: FieldProps<Values, Output>,
) {
  const id = useId();
  const { value, setValue, input, frame } = useField<boolean, Values, Output>(props);

  return (
    <div className="field checkbox-field">
      <input
        {...input}
        id={id}
        type="checkbox"
        className="checkbox"
        checked={value ?? false}
        onChange={(event) => setValue(event.target.checked)}
      />
      <label htmlFor={id}>{frame.label}</label>
    </div>
  );
}
