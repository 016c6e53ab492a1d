import type { FieldValues } from 'react-hook-form';
<% if has.unit %>
import './affix.css';
<% endif %>
import { FieldFrame } from './FieldFrame';
import { readNumber } from './number-input';
import { useField, type FieldProps } from './use-field';

interface Props<Values extends FieldValues, Output> extends FieldProps<Values, Output> {
  min?: number;
  max?: number;
<% if has.decimal %>
  /** `any` allows fractions. */
  step?: number | 'any';
<% endif %>
<% if has.unit %>
  unit?: string;
<% endif %>
}

export function NumberField<Values extends FieldValues, Output>(props: Props<Values, Output>) {
<% if has.decimal %>
  const { min, max, step = 1<% if has.unit %>, unit<% endif %> } = props;
<% else %>
  const { min, max<% if has.unit %>, unit<% endif %> } = props;
<% endif %>
  const { value, setValue, input, frame } = useField<number, Values, Output>(props);

  return (
    <FieldFrame {...frame}>
      {(control) => (
<% set pad = '  ' if has.unit else '' %>
<% if has.unit %>
        <div className={unit ? 'affixed' : undefined}>
<% endif %>
<%= pad %>        <input
<%= pad %>          {...control}
<%= pad %>          {...input}
<%= pad %>          type="number"
<%= pad %>          className="input"
<% if has.decimal %>
<%= pad %>          inputMode={step === 1 ? 'numeric' : 'decimal'}
<% else %>
<%= pad %>          inputMode="numeric"
<% endif %>
<%= pad %>          min={min}
<%= pad %>          max={max}
<%= pad %>          step={<%= 'step' if has.decimal else '1' %>}
<%= pad %>          value={value ?? ''}
<%= pad %>          onChange={(event) => setValue(readNumber(event.target))}
<%= pad %>        />
<% if has.unit %>
          {unit && <span className="affix">{unit}</span>}
        </div>
<% endif %>
      )}
    </FieldFrame>
  );
}
