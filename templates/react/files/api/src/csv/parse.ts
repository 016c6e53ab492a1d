import { CsvError, parse } from 'csv-parse/sync';
import { maxImportRows } from '#shared/csv';
import { messages, problems } from '#shared/messages';
import { ApiError, invalid } from '../lib/problem';
import { delimiter } from './format';

const delimiters = [',', ';', '\t'];

/** Reads the cells of a file, whichever of the usual signs is between them. */
export function parseCsv(file: ArrayBuffer): { headings: string[]; rows: string[][] } {
  const text = decode(file);
  const [headings = [], ...rows] = split(text, delimiterOf(text));
  if (rows.length > maxImportRows) {
    throw new ApiError(413, problems.tooLarge);
  }
  if (rows.length === 0) {
    throw invalid([{ path: 'file', message: messages.csv.noRows }]);
  }
  return { headings, rows };
}

function decode(file: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    throw invalid([{ path: 'file', message: messages.csv.encoding }]);
  }
}

/** The sign that the headings have most of, outside of quotes. */
function delimiterOf(text: string): string {
  const [headings = ''] = text.replaceAll(/"[^"]*"/g, '').split(/[\r\n]/, 1);
  const count = (sign: string) => headings.split(sign).length;
  return delimiters.reduce((best, sign) => (count(sign) > count(best) ? sign : best), delimiter);
}

function split(text: string, sign: string): string[][] {
  try {
    return parse(text, {
      delimiter: sign,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const row = Number(error['records'] ?? 0) + 1;
    throw invalid([{ path: `rows.${row}`, message: messages.csv.broken }]);
  }
}
