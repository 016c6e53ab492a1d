/** Text as searches compare it: SQLite by itself ignores the case of ASCII letters only. */
export function fold(...texts: (string | null | undefined)[]): string {
  return texts
    .filter((text) => text != null)
    .join('\n')
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase();
}
