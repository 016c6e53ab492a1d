import type { ListParams } from '../lib/list-params';
import { texts } from '../texts';

interface Props {
  list: ListParams;
  columns: readonly { name: string; label: string; sortable?: boolean }[];
}

/** Sorting where the table has no header to click: on a small screen. */
export function SortSelect({ list, columns }: Props) {
  const sortable = columns.filter((column) => column.sortable !== false);

  if (sortable.length === 0) return null;

  return (
    <select
      className="input toolbar-sort"
      aria-label={texts.sortBy}
      value={list.sort}
      onChange={(event) => list.set({ sort: event.target.value })}
    >
      <option value="">{texts.sortDefault}</option>
      {sortable.map(({ name, label }) => (
        <optgroup key={name} label={label}>
          <option value={name}>{texts.sortAscending(label)}</option>
          <option value={`-${name}`}>{texts.sortDescending(label)}</option>
        </optgroup>
      ))}
    </select>
  );
}
