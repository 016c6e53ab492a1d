import { useId, useRef, useState } from 'react';
import type { Comment } from '#shared/comments';
import { formatNumber } from '#shared/format/number';
import { texts } from '../../texts';
import { DeleteDialog } from '../DeleteDialog';
import { ErrorState, Loading } from '../states';
import { CommentForm } from './CommentForm';
import { CommentItem } from './CommentItem';
import { deleteComment, excerpt, useComments } from './comments';
import './Comments.css';

interface Props {
  /** Where the API keeps the comments. */
  path: string;
}

/** What has been written about a record, the newest last, and a form to add to it. */
export function Comments({ path }: Props) {
  const headingId = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const [deleting, setDeleting] = useState<Comment | null>(null);
  const result = useComments(path);

  async function handleDeleted() {
    setDeleting(null);
    await result.refetch();
    // The button that had the focus is gone together with its comment.
    heading.current?.focus();
  }

  if (result.isPending) return <Loading />;
  if (!result.data) return <ErrorState error={result.error} onRetry={() => result.refetch()} />;

  const { comments, total } = result.data;

  return (
    <section aria-labelledby={headingId}>
      <h2 ref={heading} id={headingId} className="comments-title" tabIndex={-1}>
        {texts.comments} <span className="comments-count">{formatNumber(total)}</span>
      </h2>
      <div className="card">
        {result.hasNextPage && (
          <button
            type="button"
            className="button comments-earlier"
            disabled={result.isFetchingNextPage}
            onClick={() => result.fetchNextPage()}
          >
            {texts.earlierComments(formatNumber(total - comments.length))}
          </button>
        )}
        {result.isFetchNextPageError && (
          <p className="form-error" role="alert">
            {result.error.message}
          </p>
        )}
        {comments.length === 0 && <p className="comments-empty">{texts.noComments}</p>}
        <ul>
          {comments.map((comment) => (
            <CommentItem key={comment.id} path={path} comment={comment} onDelete={setDeleting} />
          ))}
        </ul>
        <CommentForm path={path} />
      </div>
      {deleting && (
        <DeleteDialog
          label={texts.comment}
          record={excerpt(deleting)}
          remove={() => deleteComment(path, deleting.id)}
          onDeleted={handleDeleted}
          onClose={() => setDeleting(null)}
        />
      )}
    </section>
  );
}
