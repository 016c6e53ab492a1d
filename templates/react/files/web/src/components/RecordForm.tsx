import { useIsMutating, useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode, SubmitEvent } from 'react';
import type { FieldPath, FieldValues, UseFormReturn } from 'react-hook-form';
import { useNavigate } from 'react-router';
import { messages } from '#shared/messages';
import { showErrors } from '../lib/form-errors';
import { useToast } from '../lib/toast';
import { texts } from '../texts';
import { BusyButton } from './BusyButton';
import { ButtonLink } from './ButtonLink';

interface Props<Values extends FieldValues, Output> {
  form: UseFormReturn<Values, unknown, Output>;
  save: (values: Output) => Promise<{ id: string }>;
  /** The path of the list; the saved record is shown at its own path below. */
  path: string;
  cancelTo: string;
  children?: ReactNode;
}

/** Half a date, or letters for a number: the browser shows it, but its value is empty. */
function findUnreadable(form: HTMLFormElement): HTMLInputElement | undefined {
  const inputs = form.querySelectorAll('input');
  return [...inputs].find((input) => input.validity.badInput);
}

export function RecordForm<Values extends FieldValues, Output>(props: Props<Values, Output>) {
  const { form, save, path, cancelTo, children } = props;
  const navigate = useNavigate();
  const showToast = useToast();
  const queryClient = useQueryClient();

  const saving = useMutation({
    mutationFn: save,
    onSuccess: async ({ id }) => {
      // Another record may show a part of this one, so everything is asked for again.
      await queryClient.invalidateQueries();
      await navigate(`${path}/${id}`);
      showToast(texts.saved);
    },
    onError: (error) => showErrors(form, error),
  });

  // An upload that is under way must finish first, or the record would be saved without it.
  const busy = useIsMutating() > 0;
  const { root } = form.formState.errors;

  function handleSubmit(event: SubmitEvent<HTMLFormElement>) {
    const unreadable = findUnreadable(event.currentTarget);
    if (unreadable) {
      event.preventDefault();
      const name = unreadable.name as FieldPath<Values>;
      form.setError(name, { message: messages.invalid }, { shouldFocus: true });
    } else {
      void form.handleSubmit((values) => saving.mutate(values))(event);
    }
  }

  return (
    <form className="form" noValidate onSubmit={handleSubmit}>
      <div className="card form-fields">{children}</div>
      {root && (
        <p className="form-error" role="alert">
          {root.message}
        </p>
      )}
      <div className="form-actions">
        <ButtonLink to={cancelTo}>{texts.cancel}</ButtonLink>
        <BusyButton type="submit" className="button button-primary" busy={busy}>
          {saving.isPending ? texts.saving : texts.save}
        </BusyButton>
      </div>
    </form>
  );
}
