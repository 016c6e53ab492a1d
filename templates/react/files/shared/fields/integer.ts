import { z } from '../zod';

interface Limits {
  min?: number;
  max?: number;
}

/** A whole number that JavaScript and the database both keep exactly. */
export function integer({
  min = Number.MIN_SAFE_INTEGER,
  max = Number.MAX_SAFE_INTEGER,
}: Limits = {}) {
  return z.int().min(min).max(max);
}
