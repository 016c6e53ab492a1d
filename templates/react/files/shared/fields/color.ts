import { messages } from '../messages';
import { z } from '../zod';

const pattern = /^#[0-9a-fA-F]{6}$/;

/** A colour, #rrggbb. */
export const color = z.string().regex(pattern, { error: messages.formats.color }).toLowerCase();
