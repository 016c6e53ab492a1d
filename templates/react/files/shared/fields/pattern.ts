import { messages } from '../messages';
import type { z } from '../zod';

/** Narrows a text to a pattern, of which the message shows an example. */
export function matching<Schema extends z.ZodType<string>>(
  schema: Schema,
  pattern: RegExp,
  example: string,
): Schema {
  // Spaces around a text are taken away, so that what is sent may be longer than what is kept.
  const described = { pattern: `^\\s*${pattern.source.slice(1, -1)}\\s*$`, maxLength: undefined };
  return schema
    .refine((text) => pattern.test(text), {
      error: messages.pattern(example),
      // One thing at a time: a text that is too long need not hear about its form as well.
      when: ({ issues }) => issues.length === 0,
    })
    .meta(described);
}
