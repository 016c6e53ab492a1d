import { formatNumber } from '#shared/format/number';
import { EmptyValue } from './EmptyValue';

<% if has.unit %>
interface Props {
  value: number | null;
  unit?: string;
}

export function NumberValue({ value, unit = '' }: Props) {
  if (value === null) return <EmptyValue />;
  // The space between a number and its unit never breaks.
  const text = unit ? `${formatNumber(value)}\u00a0${unit}` : formatNumber(value);

  return <span>{text}</span>;
}
<% else %>
export function NumberValue({ value }: { value: number | null }) {
  return value === null ? <EmptyValue /> : <span>{formatNumber(value)}</span>;
}
<% endif %>
