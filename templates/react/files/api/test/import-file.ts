import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { delimiter } from '../src/csv/format';
import type { TestApi } from './helpers';

/** Sends a file as a browser does. */
export async function sendFile(api: TestApi, path: string, body: string | Uint8Array<ArrayBuffer>) {
  return api.request(path, { method: 'POST', headers: { 'Content-Type': 'text/csv' }, body });
}

export function cellsOf(file: string): string[][] {
  return parse(file, { delimiter });
}

export function toFile(rows: string[][]): string {
  return stringify(rows, { delimiter, quoted_match: /[\r\n]/ });
}
