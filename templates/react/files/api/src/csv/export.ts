import { stringify } from 'csv-stringify/sync';
import { text } from './cells';
import type { CsvColumn } from './columns';
import { delimiter } from './format';

/** Writes a file while its records are being read. Its first sign tells that it is UTF-8. */
export function toCsv<Row>(
  columns: readonly CsvColumn<Row>[],
  batches: AsyncIterable<readonly Row[]>,
): ReadableStream<Uint8Array> {
  const style = {
    delimiter,
    record_delimiter: 'windows',
    quoted_match: /[\r\n]/,
    // A row of one empty cell would be an empty line, which readers pass over.
    quoted_empty: columns.length === 1,
  } as const;

  async function* parts() {
    yield stringify([columns.map(({ label }) => text.write(label))], { ...style, bom: true });
    for await (const rows of batches) {
      yield stringify(
        rows.map((row) => columns.map(({ write }) => write(row))),
        style,
      );
    }
  }

  return ReadableStream.from(parts()).pipeThrough(new TextEncoderStream());
}

/** The header that lets a browser save an answer, under a plain name where it knows no other. */
export function attachment(plainName: string, label: string): string {
  const today = new Date().toISOString().slice(0, 10);
  const name = `${label.replaceAll(/[\p{Cc}\s"*/:<>?\\|]+/gu, ' ').trim()} ${today}.csv`;
  const encoded = encodeURIComponent(name).replaceAll(/['()]/g, escape);
  return `attachment; filename="${plainName}-${today}.csv"; filename*=UTF-8''${encoded}`;
}
