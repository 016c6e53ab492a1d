import { messages } from '../messages';
import { z } from '../zod';

// Five to fifteen digits, grouped as people like to write them.
const pattern = /^\+?\(?[0-9](?:[ ().-]{0,2}[0-9]){4,14}$/;

export const phone = z.string().max(40).regex(pattern, { error: messages.formats.phone });
