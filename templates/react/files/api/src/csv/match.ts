import { messages } from '#shared/messages';
import { invalid } from '../lib/problem';
import { folded, unguarded } from './cells';
import type { CsvColumn } from './columns';

/** A column that a file has. */
<% if has.relation or has.image %>export <% endif %>interface FileColumn<Row> {
  /** Where its cell stands in each row. */
  place: number;
  column: CsvColumn<Row>;
}

/** Finds the columns of a file by their labels, or as the API calls them. */
export function matchColumns<Row>(
  headings: readonly string[],
  columns: readonly CsvColumn<Row>[],
): FileColumn<Row>[] {
  const left = new Set(columns);
  const found = headings.flatMap((heading, place) => {
    const wanted = folded(unguarded(heading));
    const column = [...left].find(
      ({ label, name }) => folded(label) === wanted || folded(name) === wanted,
    );
    if (!column) return [];
    left.delete(column);
    return [{ place, column }];
  });
  if (found.length === 0) {
    throw invalid([{ path: 'file', message: messages.csv.noColumns }]);
  }
  return found;
}
