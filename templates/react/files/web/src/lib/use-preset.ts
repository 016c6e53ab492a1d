import { useSearchParams } from 'react-router';
import type { z } from '#shared/zod';

/** Values for a new record that the address brings along, as from a related record's page. */
export function usePreset<Schema extends z.ZodObject>(schema: Schema) {
  const [address] = useSearchParams();
<% if has.many %>
  const valid = [...address].flatMap(([name, value]) => {
    // A relation to any number of records starts with the one in the address.
    if (!Object.hasOwn(schema.shape, name)) return [];
    const fitting = [value, [value]].find((it) => schema.shape[name]?.safeParse(it).success);
    return fitting === undefined ? [] : [[name, fitting] as const];
  });
<% else %>
  const valid = [...address].filter(
    ([name, value]) =>
      Object.hasOwn(schema.shape, name) && schema.shape[name]?.safeParse(value).success,
  );
<% endif %>
  return Object.fromEntries(valid) as Partial<z.input<Schema>>;
}
