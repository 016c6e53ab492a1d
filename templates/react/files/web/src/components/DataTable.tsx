import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { ListParams } from '../lib/list-params';
import { texts } from '../texts';
import { PencilIcon, TrashIcon } from './icons';
import { SortHeader } from './SortHeader';

export interface TableColumn<Row> {
  /** Also the API's name for sorting by this column. */
  name: string;
  label: string;
  sortable?: boolean;
  numeric?: boolean;
  cell: (row: Row) => ReactNode;
}

interface Props<Row> {
  caption: string;
  list: ListParams;
  columns: readonly TableColumn<Row>[];
  rows: readonly Row[];
  /** Rows of the previous answer are shown while the next one is on its way. */
  stale: boolean;
  rowTitle: (row: Row) => string;
  rowPath: (row: Row) => string;
  onDelete: (row: Row) => void;
}

export function DataTable<Row extends { id: string }>(props: Props<Row>) {
  const { caption, list, columns, rows, stale, rowTitle, rowPath, onDelete } = props;

  return (
    <div className="card table-card">
      <table className="table" aria-busy={stale}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ name, label, sortable = true, numeric = false }) =>
              sortable ? (
                <SortHeader key={name} list={list} name={name} label={label} numeric={numeric} />
              ) : (
                <th key={name} scope="col">
                  {label}
                </th>
              ),
            )}
            <th scope="col">
              <span className="visually-hidden">{texts.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              {columns.map(({ name, label, numeric, cell }) => (
                <td key={name} className={numeric ? 'numeric' : undefined}>
                  <span className="cell-label" aria-hidden="true">
                    {label}
                  </span>
                  <div>{cell(row)}</div>
                </td>
              ))}
              <td className="actions">
                <div className="row-actions">
                  <Link
                    className="button button-quiet button-icon"
                    to={`${rowPath(row)}/edit`}
                    aria-label={texts.editRecord(rowTitle(row))}
                  >
                    <PencilIcon />
                  </Link>
                  <button
                    type="button"
                    className="button button-quiet button-quiet-danger button-icon"
                    aria-label={texts.deleteRecord(rowTitle(row))}
                    onClick={() => onDelete(row)}
                  >
                    <TrashIcon />
                  </button>
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
