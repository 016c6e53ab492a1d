import { z } from '../zod';

/** One end of a range of numbers. */
export const number = z.coerce.number().optional().meta({ type: 'number' });
