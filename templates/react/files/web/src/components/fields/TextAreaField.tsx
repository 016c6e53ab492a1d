import type { FieldValues } from 'react-hook-form';
import { FieldFrame } from './FieldFrame';
import { useField, type FieldProps } from './use-field';
import './TextAreaField.css';

export function TextAreaField<Values extends FieldValues, Output>(
  props: FieldProps<Values, Output>,
) {
  const { value, setValue, input, frame } = useField<string, Values, Output>(props);

  return (
    <FieldFrame {...frame} wide>
      {(control) => (
        <textarea
          {...control}
          {...input}
          className="input"
          rows={5}
          value={value ?? ''}
          onChange={(event) => setValue(event.target.value || null)}
        />
      )}
    </FieldFrame>
  );
}
