import { formatTime } from '#shared/format/time';
import { EmptyValue } from './EmptyValue';

export function TimeValue({ value }: { value: string | null }) {
  return value ? <time dateTime={value}>{formatTime(value)}</time> : <EmptyValue />;
}
