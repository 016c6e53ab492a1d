<% set axis = namespace(money=false) %>
<% for e in entities %><% set d = e.dashboard %><% if has.dashboard and d.by_month and d.sums and d.sums[0].type == 'money' %><% set axis.money = true %><% endif %><% endfor %>
import { locale } from '../locale';

<% if axis.money %>
function formatter(currency: string, more: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  const options = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const;
  return new Intl.NumberFormat(locale, { ...options, ...more });
}
<% else %>
function formatter(currency: string): Intl.NumberFormat {
  const options = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const;
  return new Intl.NumberFormat(locale, options);
}
<% endif %>

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
<% if axis.money %>

/** The same without the cents of whole amounts, as on the axis of a chart. */
export function formatRoundMoney(amount: number, currency: string): string {
  const round = formatter(currency, { trailingZeroDisplay: 'stripIfInteger' });
  return round.format(toMajorUnits(amount, currency));
}
<% endif %>
