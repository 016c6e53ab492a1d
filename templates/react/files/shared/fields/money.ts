import { messages } from '../messages';
import { z } from '../zod';

interface Limits {
  /** Digits after the decimal point of the currency. */
  digits: number;
  min?: number;
  max?: number;
}

/** An amount in the smallest unit of its currency, so that sums stay exact. */
export function money({
  digits,
  min = Number.MIN_SAFE_INTEGER,
  max = Number.MAX_SAFE_INTEGER,
}: Limits) {
  const inUnits = (amount: number) => (amount / 10 ** digits).toFixed(digits);
  return z
    .int()
    .min(min, { error: messages.atLeast(inUnits(min)) })
    .max(max, { error: messages.atMost(inUnits(max)) });
}
