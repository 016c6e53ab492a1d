import { z } from '../zod';

export const email = z.email().max(254).meta({ pattern: z.regexes.email.source });
