import { EmptyValue } from './EmptyValue';

export function TextValue({ value }: { value: string | null }) {
  return value ? <span>{value}</span> : <EmptyValue />;
}
