<% set links = has.relation or has.image %>
import type { ImportCheck, ImportProblem } from '#shared/csv';
import { messages } from '#shared/messages';
import type { z } from '#shared/zod';
import { unguarded } from './cells';
import type { CsvColumn } from './columns';
<% if has.unique %>
import type { Duplicate } from './duplicates';
<% endif %>
<% if links %>
import { findLinks, type FindIds } from './links';
<% endif %>
import { matchColumns } from './match';
import { parseCsv } from './parse';
import { ProblemList } from './problem-list';

const sampleRows = 5;
const maxListed = 100;
/** Rows are counted as in a spreadsheet, where the headings are the first. */
const headingRow = 1;

/** What it takes to read the files of one kind of records. */
interface Reader<Row, Input> {
  columns: readonly CsvColumn<Row>[];
  input: z.ZodObject & z.ZodType<Input>;
<% if links %>
  /** By column, how to find the records that its cells name. */
  links: Record<string, FindIds>;
<% endif %>
<% if has.unique %>
  findDuplicates?: (inputs: Input[]) => Promise<Duplicate[]>;
<% endif %>
}

/** The records of a file; they are all there only if there is no problem. */
interface ReadFile<Input> {
  inputs: Input[];
  problems: ImportProblem[];
  check: ImportCheck;
}

export async function readImport<Row, Input>(
  file: ArrayBuffer,
  reader: Reader<Row, Input>,
): Promise<ReadFile<Input>> {
  const { headings, rows } = parseCsv(file);
  const found = matchColumns(headings, reader.columns);
<% if links %>
  const linkOf = await findLinks(rows, found, reader.links);
<% endif %>
  const problems = new ProblemList(reader.columns);
  const inputs: Input[] = [];
<% if has.unique %>
  const inputRows: number[] = [];
<% endif %>

  for (const [index, cells] of rows.entries()) {
    const row = headingRow + 1 + index;
    const values: Record<string, unknown> = {};
    for (const { place, column } of found) {
      const value = readCell(cells[place] ?? '', column, reader.input);
<% if links %>
<% if has.many %>
      const names = Array.isArray(value) ? value.map(String) : [value];
      const ids = names.map((name) => {
        const link = typeof name === 'string' ? linkOf(column.name, name) : undefined;
        if (link && 'problem' in link) problems.add(row, column.name, link.problem);
        return link && 'id' in link ? link.id : name;
      });
      values[column.name] = Array.isArray(value) ? ids : ids[0];
<% else %>
      const link = typeof value === 'string' ? linkOf(column.name, value) : undefined;
      if (link && 'problem' in link) problems.add(row, column.name, link.problem);
      values[column.name] = link && 'id' in link ? link.id : value;
<% endif %>
<% else %>
      values[column.name] = value;
<% endif %>
    }
    const result = reader.input.safeParse(values);
<% if has.unique %>
    if (result.success) {
      inputs.push(result.data);
      inputRows.push(row);
    }
<% else %>
    if (result.success) inputs.push(result.data);
<% endif %>
    for (const { path, message } of result.error?.issues ?? []) {
      const name = String(path[0]);
      if (Object.hasOwn(values, name)) problems.add(row, name, message);
      else problems.add(headingRow, name, messages.csv.missingColumn);
    }
  }
<% if has.unique %>
  for (const { index, names } of (await reader.findDuplicates?.(inputs)) ?? []) {
<% if has.unique_together %>
    const message = names.length > 1 ? messages.takenTogether : messages.taken;
    for (const name of names) problems.add(inputRows[index] ?? headingRow, name, message);
<% else %>
    for (const name of names) problems.add(inputRows[index] ?? headingRow, name, messages.taken);
<% endif %>
  }
<% endif %>

  const labels = new Map(found.map(({ place, column }) => [place, column.label]));
  const check = {
    columns: headings.map((heading, place) => ({
      heading: unguarded(heading),
      label: labels.get(place) ?? null,
    })),
    sample: rows
      .slice(0, sampleRows)
      .map((cells) => headings.map((_, at) => unguarded(cells[at] ?? ''))),
    total: rows.length,
    problems: problems.all.slice(0, maxListed),
    problemCount: problems.all.length,
  };
  return { inputs, problems: problems.all, check };
}

/** The problems as errors of a request, such as `rows.3.title`. */
export function asErrors(problems: readonly ImportProblem[]) {
  return problems
    .slice(0, maxListed)
    .map(({ row, name, message }) => ({ path: `rows.${row}.${name}`, message }));
}

/** The value of a cell; an empty one is null where the rules allow that, and else not given. */
function readCell<Row>(cell: string, { name, read }: CsvColumn<Row>, input: z.ZodObject): unknown {
  if (cell.trim() !== '') return read(cell);
  return input.shape[name]?.safeParse(null).success ? null : undefined;
}
