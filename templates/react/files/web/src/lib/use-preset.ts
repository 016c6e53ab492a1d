import { useSearchParams } from 'react-router';
import type { z } from '#shared/zod';

/** Values for a new record that the address brings along, as from a related record's page. */
export function usePreset<Schema extends z.ZodObject>(schema: Schema) {
  const [address] = useSearchParams();
  const valid = [...address].filter(
    ([name, value]) => schema.shape[name]?.safeParse(value).success,
  );
  return Object.fromEntries(valid) as Partial<z.input<Schema>>;
}
