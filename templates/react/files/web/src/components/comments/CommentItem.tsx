import { useRef, useState } from 'react';
import type { Comment } from '#shared/comments';
import { formatDateTime } from '#shared/format/datetime';
<% if has.auth %>
import { useAccount } from '../../features/auth/account';
<% endif %>
import { initial } from '../../lib/initial';
import { texts } from '../../texts';
import { PencilIcon, TrashIcon } from '../icons';
import { CommentEditor } from './CommentEditor';
import { excerpt } from './comments';

interface Props {
  path: string;
  comment: Comment;
  onDelete: (comment: Comment) => void;
}

export function CommentItem({ path, comment, onDelete }: Props) {
  const editButton = useRef<HTMLButtonElement>(null);
  const [editing, setEditing] = useState(false);
<% if has.auth %>
  const { data: account } = useAccount();
  const author = comment.author.name;
  const isOwn = comment.author.id === account?.id;
<% else %>
  const author = comment.author ?? texts.anonymous;
<% endif %>

  function stopEditing() {
    setEditing(false);
    editButton.current?.focus();
  }

  return (
    <li className="comment">
      <span className="comment-avatar" aria-hidden="true">
        {initial(author)}
      </span>
      <div className="comment-head">
        <strong>{author}</strong>
        <time dateTime={comment.createdAt}>{formatDateTime(comment.createdAt)}</time>
        {comment.updatedAt !== comment.createdAt && <span>{texts.commentEdited}</span>}
      </div>
<% set actions %>
      <div className="comment-actions">
        <button
          ref={editButton}
          type="button"
          className="button button-quiet button-icon"
          aria-label={texts.editRecord(excerpt(comment))}
          aria-expanded={editing}
          onClick={() => setEditing(true)}
        >
          <PencilIcon />
        </button>
        <button
          type="button"
          className="button button-quiet button-quiet-danger button-icon"
          aria-label={texts.deleteRecord(excerpt(comment))}
          onClick={() => onDelete(comment)}
        >
          <TrashIcon />
        </button>
      </div>
<% endset %>
<% if has.auth %>
      {isOwn && (
        <%= actions|trim|indent(2) %>
      )}
<% else %>
      <%= actions|trim %>
<% endif %>
      {editing ? (
        <CommentEditor path={path} comment={comment} onDone={stopEditing} />
      ) : (
        <p className="comment-text">{comment.text}</p>
      )}
    </li>
  );
}
