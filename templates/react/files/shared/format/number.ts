import { locale } from '../locale';

const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 10 });

export function formatNumber(value: number): string {
  return numbers.format(value);
}
