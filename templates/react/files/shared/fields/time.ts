import { messages } from '../messages';
import { z } from '../zod';

const pattern = /^(?:[01][0-9]|2[0-3]):[0-5][0-9]$/;

/** A time of day, HH:MM. */
export const time = z.string().regex(pattern, { error: messages.formats.time });
