import { locale } from '../locale';

function formatter(currency: string): Intl.NumberFormat {
  const options = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const;
  return new Intl.NumberFormat(locale, options);
}

/** How many decimals the currency has: 2 for the euro, 0 for the yen. */
export function currencyDigits(currency: string): number {
  return formatter(currency).resolvedOptions().maximumFractionDigits ?? 2;
}

export function currencySymbol(currency: string): string {
  const parts = formatter(currency).formatToParts(0);
  return parts.find((part) => part.type === 'currency')?.value ?? currency;
}

/** Amounts are stored in the currency's smallest unit, so that no cent is lost to rounding. */
export function toMajorUnits(amount: number, currency: string): number {
  return amount / 10 ** currencyDigits(currency);
}

export function toMinorUnits(amount: number, currency: string): number {
  return Math.round(amount * 10 ** currencyDigits(currency));
}

export function formatMoney(amount: number, currency: string): string {
  return formatter(currency).format(toMajorUnits(amount, currency));
}
