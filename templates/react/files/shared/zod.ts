import { z } from 'zod';
import { messages } from './messages';

type Issue = Parameters<NonNullable<ReturnType<typeof z.config>['customError']>>[0];

/** Says in a few words what is wrong, the same in a form and in an answer of the API. */
function describe(issue: Issue): string {
  if (issue.input === undefined || issue.input === null || issue.input === '') {
    return messages.required;
  }
  switch (issue.code) {
    case 'too_small':
<% if has.many %>
      if (issue.origin === 'array') return messages.required;
<% endif %>
      return issue.origin === 'string'
        ? messages.tooShort(Number(issue.minimum))
        : messages.atLeast(String(issue.minimum));
    case 'too_big':
      return issue.origin === 'string'
        ? messages.tooLong(Number(issue.maximum))
        : messages.atMost(String(issue.maximum));
    case 'invalid_type':
      if (issue.expected === 'int') return messages.wholeNumber;
      return issue.expected === 'number' ? messages.number : messages.invalid;
    case 'invalid_value':
      return messages.option;
<% if has.email or has.auth or has.url or has.date or has.datetime %>
    case 'invalid_format':
      return isNamedFormat(issue.format) ? messages.formats[issue.format] : messages.invalid;
<% endif %>
    default:
      return messages.invalid;
  }
}

<% if has.email or has.auth or has.url or has.date or has.datetime %>
function isNamedFormat(format: string): format is keyof typeof messages.formats {
  return Object.hasOwn(messages.formats, format);
}

<% endif %>
// Without code compiled at run time, which the content security policy of the pages forbids.
z.config({ customError: describe, jitless: true });

export { z };
