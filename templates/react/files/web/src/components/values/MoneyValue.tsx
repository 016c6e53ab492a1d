import { formatMoney } from '#shared/format/money';
import { EmptyValue } from './EmptyValue';

interface Props {
  value: number | null;
  currency: string;
}

export function MoneyValue({ value, currency }: Props) {
  return value === null ? <EmptyValue /> : <span>{formatMoney(value, currency)}</span>;
}
