import type { ImportProblem } from '#shared/csv';
import type { CsvColumn } from './columns';

/** What is wrong with a file: the first problem of each cell. */
export class ProblemList {
  readonly all: ImportProblem[] = [];
  readonly #labels: Map<string, string>;
  readonly #seen = new Set<string>();

  constructor(columns: readonly Pick<CsvColumn<never>, 'name' | 'label'>[]) {
    this.#labels = new Map(columns.map(({ name, label }) => [name, label]));
  }

  add(row: number, name: string, message: string): void {
    const cell = `${row} ${name}`;
    if (this.#seen.has(cell)) return;
    this.#seen.add(cell);
    this.all.push({ row, name, label: this.#labels.get(name) ?? name, message });
  }
}
