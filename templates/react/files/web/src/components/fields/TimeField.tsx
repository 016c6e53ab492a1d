import type { FieldValues } from 'react-hook-form';
import { FieldFrame } from './FieldFrame';
import { useField, type FieldProps } from './use-field';

export function TimeField<Values extends FieldValues, Output>(props: FieldProps<Values, Output>) {
  const { value, setValue, input, frame } = useField<string, Values, Output>(props);

  return (
    <FieldFrame {...frame}>
      {(control) => (
        <input
          {...control}
          {...input}
          type="time"
          className="input"
          value={value ?? ''}
          onChange={(event) => setValue(event.target.value || null)}
        />
      )}
    </FieldFrame>
  );
}
