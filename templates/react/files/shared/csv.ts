import { z } from './zod';

export const maxImportBytes = 5 * 1024 * 1024;
export const maxImportRows = 10_000;

/** A part of a file that cannot be taken over. */
export const importProblem = z.object({
  /** Its row as a spreadsheet counts, where the headings are the first. */
  row: z.int(),
  /** Its column, as the API calls it and as people do. */
  name: z.string(),
  label: z.string(),
  message: z.string(),
});

/** What importing a file would do. */
export const importCheck = z.object({
  /** The headings of the file, and what they are called here if they are known. */
  columns: z.array(z.object({ heading: z.string(), label: z.string().nullable() })),
  /** The first rows. */
  sample: z.array(z.array(z.string())),
  total: z.int(),
  problems: z.array(importProblem),
  /** How many problems there are, as only the first are listed. */
  problemCount: z.int(),
});

export const importResult = z.object({ created: z.int() });

export type ImportCheck = z.infer<typeof importCheck>;
export type ImportProblem = z.infer<typeof importProblem>;
