import type { Cells } from './cells';

/** A column of a file that holds records. */
export interface CsvColumn<Row> {
<% if has.import_csv %>
  /** The property that the API takes. */
  name: string;
<% endif %>
  label: string;
  write: (row: Row) => string;
<% if has.import_csv %>
  read: (cell: string) => unknown;
<% endif %>
}

/** Returns a function that makes columns for records of one kind. */
export function columnsFor<Row>() {
  return function column<Key extends keyof Row<% if has.import_csv %> & string<% endif %>>(
    key: Key,
    label: string,
    cells: Cells<NonNullable<Row[Key]>>,
<% if has.import_csv and has.relation %>
    name: string = key,
<% endif %>
  ): CsvColumn<Row> {
    return {
<% if has.import_csv and has.relation %>
      name,
<% elif has.import_csv %>
      name: key,
<% endif %>
      label,
      write(row) {
        const value = row[key];
        return value == null ? '' : cells.write(value);
      },
<% if has.import_csv %>
      read: cells.read,
<% endif %>
    };
  };
}
