import type { FieldPath, FieldValues, UseFormReturn } from 'react-hook-form';
import { texts } from '../texts';
import { ApiError } from './api';

/** Shows what the API refused at the fields it is about, and the rest above the buttons. */
export function showErrors<Values extends FieldValues, Output>(
  form: UseFormReturn<Values, unknown, Output>,
  error: unknown,
) {
  const fields = Object.keys(form.getValues());
<% if has.many %>
  const refused = error instanceof ApiError ? error.errors : [];
  // One of several ids, as in `tagIds.2`, is shown at the field that holds them all.
  const errors = refused.map(({ path, message }) => ({ path: path.replace(/\..*/, ''), message }));
<% else %>
  const errors = error instanceof ApiError ? error.errors : [];
<% endif %>
  const [first, ...others] = errors.filter(({ path }) => fields.includes(path));

  for (const { path, message } of others) {
    form.setError(path as FieldPath<Values>, { message });
  }
  if (first) {
    form.setError(
      first.path as FieldPath<Values>,
      { message: first.message },
      { shouldFocus: true },
    );
  } else {
    form.setError('root', { message: error instanceof Error ? error.message : texts.crashTitle });
  }
}
