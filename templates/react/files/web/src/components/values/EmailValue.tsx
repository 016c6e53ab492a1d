import { EmptyValue } from './EmptyValue';

export function EmailValue({ value }: { value: string | null }) {
  return value ? <a href={`mailto:${encodeURIComponent(value)}`}>{value}</a> : <EmptyValue />;
}
