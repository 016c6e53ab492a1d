import { messages } from '../messages';
import type { z } from '../zod';

/** Narrows a text to a pattern, of which the message shows an example. */
export function matching<Schema extends z.ZodType<string>>(
  schema: Schema,
  pattern: RegExp,
  example: string,
): Schema {
  const inner = pattern.source.slice(1, -1);
  return schema
    .refine((text) => pattern.test(text), {
      error: messages.pattern(example),
      // One thing at a time: a text that is too long need not hear about its form as well.
      when: ({ issues }) => issues.length === 0,
    })
    .meta({ pattern: `^\\s*${inner}\\s*$` });
}
