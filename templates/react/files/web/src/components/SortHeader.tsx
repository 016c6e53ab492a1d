import type { ListParams } from '../lib/list-params';
import { ArrowUpIcon } from './icons';

interface Props {
  list: ListParams;
  name: string;
  label: string;
  numeric: boolean;
}

/** Sorts ascending, then descending, then in the list's own order again. */
export function SortHeader({ list, name, label, numeric }: Props) {
  const ascending = list.sort === name;
  const descending = list.sort === `-${name}`;
  const next = ascending ? `-${name}` : name;
  const direction = ascending ? 'ascending' : 'descending';

  return (
    <th
      scope="col"
      className={numeric ? 'numeric' : undefined}
      aria-sort={ascending || descending ? direction : undefined}
    >
      <button
        type="button"
        className="sort-button"
        onClick={() => list.set({ sort: descending ? null : next })}
      >
        <span>{label}</span>
        <ArrowUpIcon size={14} />
      </button>
    </th>
  );
}
