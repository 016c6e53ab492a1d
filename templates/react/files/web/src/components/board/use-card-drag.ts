import {
  MouseSensor,
  pointerWithin,
  TouchSensor,
  useSensor,
  useSensors,
  type DndContextProps,
  type DragMoveEvent,
} from '@dnd-kit/core';
import { useState } from 'react';
import type { Place } from './board';

interface Drag<Row> {
  card: Row;
  from: string;
  /** Where the card would go now; nowhere while it is beside the columns. */
  place: Place | null;
}

const silent = () => undefined;

// The dialog is the way for the keyboard, and the board itself says what has moved.
const accessibility = {
  announcements: {
    onDragStart: silent,
    onDragOver: silent,
    onDragEnd: silent,
    onDragCancel: silent,
  },
  screenReaderInstructions: { draggable: '' },
};

/** The last card of a list that is above this height, without the one that is dragged. */
function findAbove(list: HTMLElement, id: string, height: number): string | null {
  const cards = [...list.querySelectorAll<HTMLElement>('[data-card]')];
  const above = cards.filter((card) => {
    const box = card.getBoundingClientRect();
    return card.dataset.card !== id && box.top + box.height / 2 < height;
  });
  return above.at(-1)?.dataset.card ?? null;
}

function findPlace({ active, over }: DragMoveEvent): Place | null {
  const box = active.rect.current.translated;
  const list = over && document.getElementById(String(over.id));
  if (!box || !list) return null;
  const after = findAbove(list, String(active.id), box.top + box.height / 2);
  return { column: list.dataset.column ?? '', after };
}

/** Follows a card that a mouse or a finger drags, and tells where it is dropped. */
export function useCardDrag<Row extends { id: string }>(
  onDrop: (card: Row, from: string, place: Place) => void,
) {
  const [drag, setDrag] = useState<Drag<Row> | null>(null);

  const context: DndContextProps = {
    accessibility,
    collisionDetection: pointerWithin,
    sensors: useSensors(
      useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
      // A finger that rests on a card drags it; one that moves at once scrolls.
      useSensor(TouchSensor, { activationConstraint: { delay: 200, tolerance: 8 } }),
    ),
    onDragStart: ({ active }) => {
      const { card, from } = active.data.current as { card: Row; from: string };
      setDrag({ card, from, place: null });
    },
    onDragMove: (event) => {
      const place = findPlace(event);
      const isSame = drag?.place?.column === place?.column && drag?.place?.after === place?.after;
      if (drag && !isSame) setDrag({ ...drag, place });
    },
    onDragEnd: () => {
      setDrag(null);
      if (drag?.place) onDrop(drag.card, drag.from, drag.place);
    },
    onDragCancel: () => setDrag(null),
  };

  return { drag, context };
}
