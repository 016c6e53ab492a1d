import { useDroppable } from '@dnd-kit/core';
import { Fragment, useId, type ReactNode } from 'react';
import { Link } from 'react-router';
import { formatNumber } from '#shared/format/number';
import { texts } from '../../texts';
import { PlusIcon } from '../icons';
import type { ColumnSetup } from './board';

interface Props<Row> {
  column: ColumnSetup;
  total: number;
  cards: readonly Row[];
  createLabel: string;
  /** The card below which the dragged one would go; null for the top, undefined for nowhere. */
  dropAfter: string | null | undefined;
  onShowMore: () => void;
  children: (card: Row) => ReactNode;
}

export function BoardColumn<Row extends { id: string }>(props: Props<Row>) {
  const { column, total, cards, createLabel, dropAfter, onShowMore, children } = props;
  const headingId = useId();
  const listId = `column-${column.name}`;
  const { setNodeRef } = useDroppable({ id: listId });
  const mark = <li className="board-mark" aria-hidden="true" />;

  return (
    <section
      ref={setNodeRef}
      className="board-column"
      aria-labelledby={headingId}
      data-over={dropAfter !== undefined || undefined}
    >
      <header className="board-column-head">
        <h2 id={headingId}>{column.label}</h2>
        <span className="board-count">{formatNumber(total)}</span>
        {column.createPath && (
          <Link
            className="button button-quiet button-icon"
            to={column.createPath}
            aria-label={`${createLabel}: ${column.label}`}
          >
            <PlusIcon />
          </Link>
        )}
      </header>
      <ol id={listId} className="board-cards" data-column={column.name}>
        {dropAfter === null && mark}
        {cards.map((card) => (
          <Fragment key={card.id}>
            {children(card)}
            {dropAfter === card.id && mark}
          </Fragment>
        ))}
      </ol>
      {total === 0 && <p className="board-empty">{texts.columnEmpty}</p>}
      {cards.length < total && (
        <button type="button" className="button button-quiet" onClick={onShowMore}>
          {texts.showMore(formatNumber(total - cards.length))}
        </button>
      )}
    </section>
  );
}
