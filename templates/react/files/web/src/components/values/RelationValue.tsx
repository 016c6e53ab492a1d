import { Link } from 'react-router';
import type { RecordLink } from '#shared/common';
import { EmptyValue } from './EmptyValue';

interface Props {
  value: RecordLink | null;
  /** The path of the list that the record is in. */
  path: string;
}

export function RelationValue({ value, path }: Props) {
  return value ? <Link to={`${path}/${value.id}`}>{value.label}</Link> : <EmptyValue />;
}
