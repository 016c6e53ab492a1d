import { formatDate } from '#shared/format/date';
import { EmptyValue } from './EmptyValue';

export function DateValue({ value }: { value: string | null }) {
  return value ? <time dateTime={value}>{formatDate(value)}</time> : <EmptyValue />;
}
