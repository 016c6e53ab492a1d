import { z } from '../zod';

// Mail servers take at most 64 characters before the sign.
const pattern = new RegExp(`(?=^[^@]{1,64}@)${z.regexes.email.source}`);

export const email = z.email({ pattern }).max(254).meta({ pattern: pattern.source });
