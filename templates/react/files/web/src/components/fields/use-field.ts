import { useController, type Control, type FieldPath, type FieldValues } from 'react-hook-form';

export interface FieldProps<Values extends FieldValues, Output> {
  control: Control<Values, unknown, Output>;
  name: FieldPath<Values>;
  label: string;
  required?: boolean;
}

/** Connects an input to the form; `Value` is what the schema wants, null when nothing is entered. */
export function useField<Value, Values extends FieldValues, Output>(
  props: FieldProps<Values, Output>,
) {
  const { field, fieldState } = useController({ control: props.control, name: props.name });
  const { label, required = false } = props;

  return {
    value: (field.value ?? null) as Value | null,
    setValue: (value: Value | null) => field.onChange(value),
    input: { name: field.name, ref: field.ref, onBlur: field.onBlur },
    frame: { label, required, error: fieldState.error?.message },
  };
}
