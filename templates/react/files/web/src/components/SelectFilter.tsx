import { useId } from 'react';
import type { ListParams } from '../lib/list-params';
import { texts } from '../texts';

interface Props {
  list: ListParams;
  name: string;
  label: string;
  /** The label of each value that can be chosen. */
  options: Readonly<Record<string, string>>;
}

export function SelectFilter({ list, name, label, options }: Props) {
  const id = useId();

  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className="input"
        value={list.get(name)}
        onChange={(event) => list.set({ [name]: event.target.value })}
      >
        <option value="">{texts.any}</option>
        {Object.entries(options).map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
