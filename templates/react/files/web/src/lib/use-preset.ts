import { useSearchParams } from 'react-router';

/** Values for a new record that the address brings along, as from a related record's page. */
export function usePreset<Name extends string>(names: readonly Name[]) {
  const [address] = useSearchParams();
  const preset: Partial<Record<Name, string>> = {};

  for (const name of names) {
    const value = address.get(name);
    if (value) preset[name] = value;
  }

  return preset;
}
