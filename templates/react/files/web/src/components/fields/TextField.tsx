import type { FieldValues } from 'react-hook-form';
import { FieldFrame } from './FieldFrame';
import { useField, type FieldProps } from './use-field';

interface Props<Values extends FieldValues, Output> extends FieldProps<Values, Output> {
  type?: 'text' | 'email' | 'tel' | 'url';
  wide?: boolean;
<% if has.auth or has.comments %>
  /** What a browser may fill in. */
  autoComplete?: 'name' | 'username';
<% endif %>
}

export function TextField<Values extends FieldValues, Output>(props: Props<Values, Output>) {
  const { type = 'text', wide = false<% if has.auth or has.comments %>, autoComplete<% endif %> } = props;
  const { value, setValue, input, frame } = useField<string, Values, Output>(props);

  return (
    <FieldFrame {...frame} wide={wide}>
      {(control) => (
        <input
          {...control}
          {...input}
          type={type}
          className="input"
<% if has.auth or has.comments %>
          autoComplete={autoComplete}
<% endif %>
          value={value ?? ''}
          onChange={(event) => setValue(event.target.value || null)}
        />
      )}
    </FieldFrame>
  );
}
