import type { FieldValues } from 'react-hook-form';
import { fromLocalInput, toLocalInput } from '../../lib/format/local-datetime';
import { FieldFrame } from './FieldFrame';
import { useField, type FieldProps } from './use-field';

/** Entered and shown in the person's time zone, kept in UTC. */
export function DateTimeField<Values extends FieldValues, Output>(
  props: FieldProps<Values, Output>,
) {
  const { value, setValue, input, frame } = useField<string, Values, Output>(props);

  return (
    <FieldFrame {...frame}>
      {(control) => (
        <input
          {...control}
          {...input}
          type="datetime-local"
          className="input"
          max="9999-12-31T23:59"
          value={value ? toLocalInput(value) : ''}
          onChange={({ target }) => setValue(target.value ? fromLocalInput(target.value) : null)}
        />
      )}
    </FieldFrame>
  );
}
