import { formatNumber } from '#shared/format/number';
import type { ListParams } from '../lib/list-params';
import { texts } from '../texts';
import { ChevronLeftIcon, ChevronRightIcon } from './icons';

interface Props {
  list: ListParams;
  meta: { page: number; pageSize: number; total: number; totalPages: number };
}

export function Pagination({ list, meta }: Props) {
  const { page, pageSize, total, totalPages } = meta;
  const first = formatNumber((page - 1) * pageSize + 1);
  const last = formatNumber(Math.min(page * pageSize, total));

  return (
    <nav className="pagination" aria-label={texts.pagination}>
      <p aria-live="polite">{texts.range(first, last, formatNumber(total))}</p>
      {totalPages > 1 && (
        <div className="pagination-buttons">
          <button
            type="button"
            className="button"
            disabled={page <= 1}
            onClick={() => list.set({ page: String(page - 1) })}
          >
            <ChevronLeftIcon />
            {texts.previous}
          </button>
          <button
            type="button"
            className="button"
            disabled={page >= totalPages}
            onClick={() => list.set({ page: String(page + 1) })}
          >
            {texts.next}
            <ChevronRightIcon />
          </button>
        </div>
      )}
    </nav>
  );
}
