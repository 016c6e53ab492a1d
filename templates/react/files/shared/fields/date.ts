import { z } from '../zod';

/** A day of the calendar, YYYY-MM-DD. */
export const date = z.iso.date().meta({ minLength: 1 });
