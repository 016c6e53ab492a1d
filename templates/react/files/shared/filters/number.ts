import { z } from '../zod';

/** One end of a range of numbers. */
export const number = z
  .preprocess(refuseEmpty, z.coerce.number().optional())
  .meta({ type: 'number' });

/** JavaScript takes an empty text for zero. */
function refuseEmpty(value: unknown) {
  return value === '' ? Number.NaN : value;
}
