import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { commentInput, type CommentInput } from '#shared/comments';
import { showErrors } from '../../lib/form-errors';
import { useToast } from '../../lib/toast';
import { texts } from '../../texts';
import { BusyButton } from '../BusyButton';
import { TextAreaField } from '../fields/TextAreaField';
<% if not has.auth %>
import { TextField } from '../fields/TextField';
import { rememberAuthor, rememberedAuthor } from './author-name';
<% endif %>
import { createComment } from './comments';

/** Adds a comment. */
export function CommentForm({ path }: { path: string }) {
  const showToast = useToast();
  const queryClient = useQueryClient();
  const form = useForm({
    resolver: zodResolver(commentInput),
<% if has.auth %>
    defaultValues: { text: '' },
<% else %>
    defaultValues: { author: rememberedAuthor(), text: '' },
<% endif %>
  });

  const saving = useMutation({
    mutationFn: (values: CommentInput) => createComment(path, values),
<% if has.auth %>
    onSuccess: async () => {
      form.reset();
<% else %>
    onSuccess: async ({ author }) => {
      rememberAuthor(author);
      form.reset({ author, text: '' });
<% endif %>
      await queryClient.invalidateQueries({ queryKey: [path] });
      showToast(texts.saved);
    },
    onError: (error) => showErrors(form, error),
  });

  const { root } = form.formState.errors;

  return (
    <form
      className="comment-form comment-new"
      noValidate
      onSubmit={form.handleSubmit((values) => saving.mutate(values))}
    >
<% if not has.auth %>
      <TextField
        control={form.control}
        name="author"
        label={texts.commentAuthor}
        autoComplete="name"
      />
<% endif %>
      <TextAreaField control={form.control} name="text" label={texts.newComment} required />
      {root && (
        <p className="form-error" role="alert">
          {root.message}
        </p>
      )}
      <div className="form-actions">
        <BusyButton type="submit" className="button button-primary" busy={saving.isPending}>
          {saving.isPending ? texts.saving : texts.addComment}
        </BusyButton>
      </div>
    </form>
  );
}
