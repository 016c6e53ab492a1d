import { messages } from '../messages';
import { z } from '../zod';

interface Limits {
  min?: number;
  max: number;
}

// SQLite stops counting at a NUL, and other control characters are of no use in a text.
<% if has.line %>
const lineControls = String.raw`\u0000-\u001f\u007f`;
<% endif %>
<% if has.paragraph %>
const paragraphControls = String.raw`\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f`;
<% endif %>

<% if has.line %>
/** A text on one line, without the spaces around it. */
export function line(limits: Limits) {
  return text(limits, lineControls);
}

<% endif %>
<% if has.paragraph %>
/** A text that may have several lines. */
export function paragraph(limits: Limits) {
  return text(limits, paragraphControls);
}

<% endif %>
function text({ min = 1, max }: Limits, controls: string) {
  const forbidden = new RegExp(`[${controls}]`);
  return z
    .string()
    .trim()
    .superRefine((value, context) => {
      // Characters as a person and the database count them, not UTF-16 units.
      const length = Array.from(value).length;
      if (length < min) {
        context.addIssue({ code: 'too_small', origin: 'string', minimum: min, input: value });
      } else if (length > max) {
        context.addIssue({ code: 'too_big', origin: 'string', maximum: max, input: value });
      } else if (forbidden.test(value)) {
        context.addIssue({ code: 'custom', message: messages.unsupportedCharacters, input: value });
      }
    })
    .meta({ minLength: min, maxLength: max, pattern: trimmedPattern(min, controls) });
}

/** A pattern for the API description: `min` characters remain when the outer spaces are gone. */
function trimmedPattern(min: number, controls: string) {
  const any = `[^${controls}]`;
  const visible = `[^\\s${controls}]`;
  const core = min > 1 ? `${visible}${any}{${min - 2},}${visible}` : visible;
  return `^${any}*${core}${any}*$`;
}
