import { z } from '../zod';

/** The address of a web page: nothing but http(s), since the pages link to it. */
export const url = z
  .url({ protocol: /^https?$/ })
  .max(2048)
  .meta({ format: 'iri', pattern: String.raw`^https?://[^\s/?#]` });
