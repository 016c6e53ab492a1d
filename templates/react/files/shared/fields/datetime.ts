import { messages } from '../messages';
import { z } from '../zod';

const utcLength = '2000-01-01T00:00:00.000Z'.length;

/** A moment, kept in UTC whatever offset it arrives with. */
export const datetime = z.iso
  .datetime({ offset: true })
  .transform((value) => new Date(value).toISOString())
  // An offset can carry the moment out of the years with four digits.
  .refine((value) => value.length === utcLength, { error: messages.formats.datetime })
  .meta({ minLength: 1 });
