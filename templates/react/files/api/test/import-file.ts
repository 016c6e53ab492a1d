import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { delimiter } from '../src/csv/format';
import type { TestApi } from './helpers';
<% if has.image %>
import { addImage } from './sample-image';
<% endif %>

/** Sends a file as a browser does. */
export async function sendFile(api: TestApi, path: string, body: string | Uint8Array<ArrayBuffer>) {
  return api.request(path, { method: 'POST', headers: { 'Content-Type': 'text/csv' }, body });
}

/** Deletes the only record of a list, and returns the file that it was in. */
export async function takeOut(api: TestApi, path: string, id: string): Promise<string> {
<% if has.image %>
  let file = await (await api.get(`${path}/export.csv`)).text();
<% else %>
  const file = await (await api.get(`${path}/export.csv`)).text();
<% endif %>
  await api.delete(`${path}/${id}`);
<% if has.image %>
  // Its pictures are gone with it, so that others take their place.
  for (const [image] of file.matchAll(/(?<=\/api\/images\/)[\w-]+/g)) {
    file = file.replace(image, await addImage(api));
  }
<% endif %>
  return file;
}

export function cellsOf(file: string): string[][] {
  return parse(file, { delimiter });
}

export function toFile(rows: string[][]): string {
  return stringify(rows, { delimiter, quoted_match: /[\r\n]/ });
}
