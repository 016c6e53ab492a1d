import { z } from '../zod';

interface Limits {
  min?: number;
  max?: number;
}

/** A number that may have a fraction. */
export function decimal({ min = -Number.MAX_VALUE, max = Number.MAX_VALUE }: Limits = {}) {
  return z.number().min(min).max(max);
}
