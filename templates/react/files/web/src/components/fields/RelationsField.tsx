import type { FieldValues } from 'react-hook-form';
import type { OptionSource } from '../../lib/options';
import { texts } from '../../texts';
import { MultiCombobox } from '../MultiCombobox';
import { FieldFrame } from './FieldFrame';
import { useField, type FieldProps } from './use-field';

interface Props<Values extends FieldValues, Output> extends FieldProps<Values, Output> {
  source: OptionSource;
}

export function RelationsField<Values extends FieldValues, Output>(props: Props<Values, Output>) {
  const { source } = props;
  const { value, setValue, input, frame } = useField<string[], Values, Output>(props);

  return (
    <FieldFrame {...frame}>
      {(control) => (
        <MultiCombobox
          {...control}
          {...input}
          source={source}
          placeholder={texts.searchOptions}
          value={value ?? []}
          onChange={setValue}
        />
      )}
    </FieldFrame>
  );
}
