import { DndContext, DragOverlay } from '@dnd-kit/core';
import { useState, type ReactNode } from 'react';
import { texts } from '../../texts';
import { ErrorState, Loading } from '../states';
import { placeOf, type BoardSource, type ColumnSetup, type Place } from './board';
import { BoardCard } from './BoardCard';
import { BoardColumn } from './BoardColumn';
import { MoveDialog } from './MoveDialog';
import { useBoard } from './use-board';
import { useCardDrag } from './use-card-drag';
import './Board.css';

interface Props<Row> {
  source: BoardSource<Row>;
  columns: readonly ColumnSetup[];
  /** What the cards are narrowed to, as the API's query string. */
  query: string;
  labels: { singular: string; plural: string };
  /** The path of the list; those of its records begin with it. */
  path: string;
  rowTitle: (row: Row) => string;
  /** What a card tells besides its title. */
  children?: (row: Row) => ReactNode;
}

/** Records as cards in columns, moved by dragging or through a dialog. */
export function Board<Row extends { id: string }>(props: Props<Row>) {
  const { source, columns, query, labels, path, rowTitle, children } = props;
  const names = columns.map(({ name }) => name);
  const { result, move, showMore } = useBoard(source, names, query);
  const { drag, context } = useCardDrag(moveCard);
  const [choosing, setChoosing] = useState<{ card: Row; from: string } | null>(null);
  // The card that takes the focus where it comes to stand, after a move through the dialog.
  const [focused, setFocused] = useState<string | null>(null);
  const [announcement, setAnnouncement] = useState('');

  const loaded = result.data;

  function moveCard(card: Row, from: string, place: Place) {
    const now = loaded && placeOf(loaded, card.id, from);
    if (now?.column === place.column && now.after === place.after) return;
    const target = columns.find(({ name }) => name === place.column);
    move({ card, from, place });
    setAnnouncement(texts.moved(rowTitle(card), target?.label ?? place.column));
  }

  function moveChosen(place: Place) {
    if (!choosing) return;
    setFocused(choosing.card.id);
    moveCard(choosing.card, choosing.from, place);
  }

  if (!loaded) {
    if (!result.isError) return <Loading />;
    return <ErrorState error={result.error} onRetry={() => result.refetch()} />;
  }

  const shown = columns.filter(({ name, createPath }) => createPath || loaded[name]?.total);

  return (
    <DndContext {...context}>
      <div className="board" aria-busy={result.isPlaceholderData}>
        {shown.map((column) => (
          <BoardColumn
            key={column.name}
            column={column}
            total={loaded[column.name]?.total ?? 0}
            cards={loaded[column.name]?.data ?? []}
            createLabel={texts.createTitle(labels.singular)}
            dropAfter={drag?.place?.column === column.name ? drag.place.after : undefined}
            onShowMore={() => showMore(column.name)}
          >
            {(card) => (
              <BoardCard
                card={card}
                from={column.name}
                to={`${path}/${card.id}`}
                title={rowTitle(card)}
                takesFocus={card.id === focused}
                onFocus={() => setFocused(null)}
                onMove={() => setChoosing({ card, from: column.name })}
              >
                {children?.(card)}
              </BoardCard>
            )}
          </BoardColumn>
        ))}
      </div>
      <p className="visually-hidden" role="status">
        {announcement}
      </p>
      <DragOverlay dropAnimation={null}>
        {drag && (
          <div className="card board-card board-card-dragged">
            <p className="board-card-title">{rowTitle(drag.card)}</p>
            {children?.(drag.card)}
          </div>
        )}
      </DragOverlay>
      {choosing && (
        <MoveDialog
          title={texts.moveRecord(rowTitle(choosing.card))}
          card={choosing.card}
          from={choosing.from}
          columns={shown}
          loaded={loaded}
          onMove={moveChosen}
          onClose={() => setChoosing(null)}
        />
      )}
    </DndContext>
  );
}
