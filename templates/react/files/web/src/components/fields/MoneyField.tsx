import type { FieldValues } from 'react-hook-form';
import { currencyDigits, currencySymbol, toMajorUnits, toMinorUnits } from '#shared/format/money';
import { FieldFrame } from './FieldFrame';
import './affix.css';
import { readNumber } from './number-input';
import { useField, type FieldProps } from './use-field';

interface Props<Values extends FieldValues, Output> extends FieldProps<Values, Output> {
  currency: string;
  /** Limits in the smallest unit of the currency, as in the schema. */
  min?: number;
  max?: number;
}

export function MoneyField<Values extends FieldValues, Output>(props: Props<Values, Output>) {
  const { currency, min, max } = props;
  const { value, setValue, input, frame } = useField<number, Values, Output>(props);
  const digits = currencyDigits(currency);

  function setAmount(amount: number | null) {
    setValue(amount === null ? null : toMinorUnits(amount, currency));
  }

  return (
    <FieldFrame {...frame}>
      {(control) => (
        <div className="affixed">
          <span className="affix" aria-hidden="true">
            {currencySymbol(currency)}
          </span>
          <input
            {...control}
            {...input}
            type="number"
            className="input"
            inputMode="decimal"
            min={min === undefined ? undefined : toMajorUnits(min, currency)}
            max={max === undefined ? undefined : toMajorUnits(max, currency)}
            step={1 / 10 ** digits}
            value={value === null ? '' : toMajorUnits(value, currency)}
            onChange={(event) => setAmount(readNumber(event.target))}
          />
        </div>
      )}
    </FieldFrame>
  );
}
