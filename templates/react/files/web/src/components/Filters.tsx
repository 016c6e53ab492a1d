import { useId, useState, type ReactNode } from 'react';
import type { ListParams } from '../lib/list-params';
import { texts } from '../texts';
import { FilterIcon } from './icons';
import './Filters.css';

interface Props {
  list: ListParams;
  children: ReactNode;
}

/** A button and the panel it opens; both take their place in the toolbar around them. */
export function Filters({ list, children }: Props) {
  const id = useId();
  const [open, setOpen] = useState(list.filterCount > 0);

  return (
    <>
      <button
        type="button"
        className="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <FilterIcon />
        {texts.filters}
        {list.filterCount > 0 && <span className="count">{list.filterCount}</span>}
      </button>
      <div id={id} className="filters" hidden={!open}>
        {children}
        {list.filterCount > 0 && (
          <button type="button" className="button button-quiet" onClick={list.clear}>
            {texts.clearFilters}
          </button>
        )}
      </div>
    </>
  );
}
