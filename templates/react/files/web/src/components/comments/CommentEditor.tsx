import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useForm } from 'react-hook-form';
import { commentPatch, type Comment, type CommentPatch } from '#shared/comments';
import { showErrors } from '../../lib/form-errors';
import { useToast } from '../../lib/toast';
import { texts } from '../../texts';
import { BusyButton } from '../BusyButton';
import { TextAreaField } from '../fields/TextAreaField';
import { updateComment } from './comments';

interface Props {
  path: string;
  comment: Comment;
  onDone: () => void;
}

/** Changes what a comment says. */
export function CommentEditor({ path, comment, onDone }: Props) {
  const showToast = useToast();
  const queryClient = useQueryClient();
  const form = useForm({
    resolver: zodResolver(commentPatch),
    defaultValues: { text: comment.text },
  });
  const { setFocus } = form;

  useEffect(() => setFocus('text'), [setFocus]);

  const saving = useMutation({
    mutationFn: (values: CommentPatch) => updateComment(path, comment.id, values),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: [path] });
      onDone();
      showToast(texts.saved);
    },
    onError: (error) => showErrors(form, error),
  });

  const { root } = form.formState.errors;

  return (
    <form
      className="comment-form"
      noValidate
      onSubmit={form.handleSubmit((values) => saving.mutate(values))}
    >
      <TextAreaField control={form.control} name="text" label={texts.comment} required />
      {root && (
        <p className="form-error" role="alert">
          {root.message}
        </p>
      )}
      <div className="form-actions">
        <button type="button" className="button" onClick={onDone}>
          {texts.cancel}
        </button>
        <BusyButton type="submit" className="button button-primary" busy={saving.isPending}>
          {saving.isPending ? texts.saving : texts.save}
        </BusyButton>
      </div>
    </form>
  );
}
