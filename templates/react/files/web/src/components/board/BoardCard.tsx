import { useDraggable } from '@dnd-kit/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { Link } from 'react-router';
import { texts } from '../../texts';
import { MoveIcon } from '../icons';

interface Props {
  card: { id: string };
  from: string;
  to: string;
  title: string;
  takesFocus: boolean;
  onFocus: () => void;
  onMove: () => void;
  children: ReactNode;
}

export function BoardCard({ card, from, to, title, takesFocus, onFocus, onMove, children }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const { setNodeRef, listeners, isDragging } = useDraggable({ id: card.id, data: { card, from } });

  useEffect(() => {
    if (takesFocus) button.current?.focus();
  }, [takesFocus]);

  return (
    <li
      ref={setNodeRef}
      className="card board-card"
      data-card={card.id}
      data-dragging={isDragging || undefined}
      {...listeners}
    >
      <div className="board-card-head">
        <Link className="board-card-title board-card-link" to={to} draggable={false}>
          {title}
        </Link>
        <button
          ref={button}
          type="button"
          className="button button-quiet button-icon"
          aria-label={texts.moveRecord(title)}
          aria-haspopup="dialog"
          onFocus={onFocus}
          onClick={onMove}
        >
          <MoveIcon />
        </button>
      </div>
      {children}
    </li>
  );
}
