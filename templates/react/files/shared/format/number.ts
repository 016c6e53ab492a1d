import { locale } from '../locale';

/** Four digits stand together: 2026 may be a year. */
const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 10, useGrouping: 'min2' });

export function formatNumber(value: number): string {
  return numbers.format(value);
}
