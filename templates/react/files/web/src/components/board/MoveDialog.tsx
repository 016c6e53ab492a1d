import { useEffect, useId, useRef, useState, type SubmitEvent } from 'react';
import { formatNumber } from '#shared/format/number';
import { texts } from '../../texts';
import { cardAbove, type Columns, type Place } from './board';

interface Props {
  title: string;
  card: { id: string };
  from: string;
  columns: readonly { name: string; label: string }[];
  loaded: Columns<{ id: string }>;
  onMove: (place: Place) => void;
  onClose: () => void;
}

/** Asks where a card goes: the way to move it without a pointer. */
export function MoveDialog({ title, card, from, columns, loaded, onMove, onClose }: Props) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [name, setName] = useState(from);
  const [index, setIndex] = useState(() => indexOf(from));

  useEffect(() => dialog.current?.showModal(), []);

  /** Where the card is in this column, or would be at first. */
  function indexOf(column: string) {
    const cards = loaded[column]?.data ?? [];
    return Math.max(
      0,
      cards.findIndex((other) => other.id === card.id),
    );
  }

  function chooseColumn(column: string) {
    setName(column);
    setIndex(indexOf(column));
  }

  function handleSubmit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const column = loaded[name];
    dialog.current?.close();
    if (column) onMove({ column: name, after: cardAbove(column, card.id, index) });
  }

  const cards = loaded[name]?.data ?? [];
  const count = cards.filter((other) => other.id !== card.id).length + 1;

  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={`${id}-title`} onClose={onClose}>
      <form className="move-form" onSubmit={handleSubmit}>
        <h2 id={`${id}-title`}>{title}</h2>
        <div className="field">
          <label className="field-label" htmlFor={`${id}-column`}>
            {texts.moveColumn}
          </label>
          <select
            id={`${id}-column`}
            className="input"
            value={name}
            onChange={(event) => chooseColumn(event.target.value)}
          >
            {columns.map((column) => (
              <option key={column.name} value={column.name}>
                {column.label}
              </option>
            ))}
          </select>
        </div>
        <div className="field">
          <label className="field-label" htmlFor={`${id}-position`}>
            {texts.movePosition}
          </label>
          <select
            id={`${id}-position`}
            className="input"
            value={index}
            onChange={(event) => setIndex(Number(event.target.value))}
          >
            {Array.from({ length: count }, (_, place) => (
              <option key={place} value={place}>
                {formatNumber(place + 1)}
              </option>
            ))}
          </select>
        </div>
        <div className="dialog-actions">
          <button type="button" className="button" onClick={() => dialog.current?.close()}>
            {texts.cancel}
          </button>
          <button type="submit" className="button button-primary">
            {texts.move}
          </button>
        </div>
      </form>
    </dialog>
  );
}
