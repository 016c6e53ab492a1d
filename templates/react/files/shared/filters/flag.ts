import { z } from '../zod';

/** A yes-or-no filter of a list, `true` or `false` in the address. */
export const flag = z
  .enum(['true', 'false'])
  .transform((value) => value === 'true')
  .optional();
