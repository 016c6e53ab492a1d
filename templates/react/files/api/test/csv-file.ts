import { stringify } from 'csv-stringify/sync';
import { text } from '../src/csv/cells';

interface Cell {
  label: string;
  cell: string;
}

/** A file with one record, as it reads without the mark at its start. */
export function csvFile(cells: Cell[]): string {
  const rows = [cells.map(({ label }) => text.write(label)), cells.map(({ cell }) => cell)];
  return stringify(rows, {
    delimiter: '<% if ru %>;<% else %>,<% endif %>',
    record_delimiter: 'windows',
    quoted_match: /[\r\n]/,
    quoted_empty: cells.length === 1,
  });
}
