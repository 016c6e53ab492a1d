import { useId } from 'react';
import type { ListParams } from '../lib/list-params';
import { texts } from '../texts';
import './DateRangeFilter.css';

interface Props {
  list: ListParams;
  /** The name of the field; the API's ends of the range are called after it. */
  name: string;
  label: string;
}

export function DateRangeFilter({ list, name, label }: Props) {
  const id = useId();
  const [from, to] = [`${name}From`, `${name}To`];

  return (
    <div className="field field-range" role="group" aria-labelledby={id}>
      <span id={id} className="field-label">
        {label}
      </span>
      <div className="range">
        <input
          type="date"
          className="input"
          aria-label={texts.from}
          max={list.get(to) || undefined}
          value={list.get(from)}
          onChange={(event) => list.set({ [from]: event.target.value })}
        />
        <span aria-hidden="true">–</span>
        <input
          type="date"
          className="input"
          aria-label={texts.to}
          min={list.get(from) || undefined}
          value={list.get(to)}
          onChange={(event) => list.set({ [to]: event.target.value })}
        />
      </div>
    </div>
  );
}
