import { texts } from '../../texts';

/** A dash for the eye, words for a screen reader. */
export function EmptyValue() {
  return (
    <span className="empty-value">
      <span aria-hidden="true">–</span>
      <span className="visually-hidden">{texts.notSet}</span>
    </span>
  );
}
