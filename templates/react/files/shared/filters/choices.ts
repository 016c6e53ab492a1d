import { z } from '../zod';

/** A filter that may name several options by being repeated: `?status=a&status=b`. */
export function choices<const Options extends readonly [string, ...string[]]>(options: Options) {
  return z.preprocess(asList, z.array(z.enum(options)).optional());
}

function asList(value: unknown) {
  return typeof value === 'string' ? [value] : value;
}
