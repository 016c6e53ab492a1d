import { useState } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { Page } from '#shared/common';
import type { ListParams } from '../lib/list-params';
import { DataTable, type TableColumn } from './DataTable';
import { DeleteDialog } from './DeleteDialog';
import { ListFallback } from './ListFallback';
import { Pagination } from './Pagination';

interface Props<Row> {
  labels: { singular: string; plural: string };
  /** The path of this list; those of its records begin with it. */
  path: string;
  list: ListParams;
  result: UseQueryResult<Page<Row>>;
  columns: readonly TableColumn<Row>[];
  rowTitle: (row: Row) => string;
  remove: (id: string) => Promise<void>;
}

/** One page of records, or why there is none. */
export function RecordList<Row extends { id: string }>(props: Props<Row>) {
  const { labels, path, list, result, columns, rowTitle, remove } = props;
  const [deleting, setDeleting] = useState<Row | null>(null);

  async function handleDeleted() {
    setDeleting(null);
    await result.refetch();
    // The button that had the focus is gone together with its row.
    document.getElementById('main')?.focus({ preventScroll: true });
  }

  if (!result.data || result.data.data.length === 0) {
    return <ListFallback labels={labels} path={path} list={list} result={result} />;
  }

  const { data: rows, meta } = result.data;

  return (
    <>
      <DataTable
        caption={labels.plural}
        list={list}
        columns={columns}
        rows={rows}
        stale={result.isPlaceholderData}
        rowTitle={rowTitle}
        rowPath={(row) => `${path}/${row.id}`}
        onDelete={setDeleting}
      />
      <Pagination list={list} meta={meta} />
      {deleting && (
        <DeleteDialog
          label={labels.singular}
          record={rowTitle(deleting)}
          remove={() => remove(deleting.id)}
          onDeleted={handleDeleted}
          onClose={() => setDeleting(null)}
        />
      )}
    </>
  );
}
