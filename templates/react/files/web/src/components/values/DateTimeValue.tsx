import { formatDateTime } from '#shared/format/datetime';
import { EmptyValue } from './EmptyValue';

export function DateTimeValue({ value }: { value: string | null }) {
  return value ? <time dateTime={value}>{formatDateTime(value)}</time> : <EmptyValue />;
}
