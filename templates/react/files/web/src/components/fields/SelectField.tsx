import type { FieldValues } from 'react-hook-form';
import { texts } from '../../texts';
import { FieldFrame } from './FieldFrame';
import { useField, type FieldProps } from './use-field';

interface Props<Values extends FieldValues, Output> extends FieldProps<Values, Output> {
  /** The label of each value that can be chosen. */
  options: Readonly<Record<string, string>>;
}

export function SelectField<Values extends FieldValues, Output>(props: Props<Values, Output>) {
  const { options } = props;
  const { value, setValue, input, frame } = useField<string, Values, Output>(props);

  return (
    <FieldFrame {...frame}>
      {(control) => (
        <select
          {...control}
          {...input}
          className="input"
          value={value ?? ''}
          onChange={(event) => setValue(event.target.value || null)}
        >
          <option value="">{frame.required ? texts.chooseOption : texts.notSet}</option>
          {Object.entries(options).map(([option, text]) => (
            <option key={option} value={option}>
              {text}
            </option>
          ))}
        </select>
      )}
    </FieldFrame>
  );
}
