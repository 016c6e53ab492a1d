import type { FieldValues } from 'react-hook-form';
import { texts } from '../../texts';
import './ColorField.css';
import { FieldFrame } from './FieldFrame';
import { useField, type FieldProps } from './use-field';

const complete = /^#[0-9a-f]{6}$/i;

/** A colour picker knows no "none", so the text beside it holds the value. */
export function ColorField<Values extends FieldValues, Output>(props: FieldProps<Values, Output>) {
  const { value, setValue, input, frame } = useField<string, Values, Output>(props);

  return (
    <FieldFrame {...frame}>
      {(control) => (
        <div className="color-field">
          <input
            type="color"
            className="color-picker"
            aria-label={texts.pickColor}
            data-empty={!value || undefined}
            value={value && complete.test(value) ? value : '#000000'}
            onChange={(event) => setValue(event.target.value)}
          />
          <input
            {...control}
            {...input}
            type="text"
            className="input tabular"
            placeholder="#rrggbb"
            autoComplete="off"
            spellCheck={false}
            value={value ?? ''}
            onChange={(event) => setValue(event.target.value.trim() || null)}
          />
        </div>
      )}
    </FieldFrame>
  );
}
