import { Link } from 'react-router';
import type { RecordLink } from '#shared/common';
import { EmptyValue } from './EmptyValue';
import './RelationsValue.css';

interface Props {
  value: RecordLink[];
  /** The path of the list that the records are in. */
  path: string;
}

export function RelationsValue({ value, path }: Props) {
  if (value.length === 0) return <EmptyValue />;

  return (
    <ul className="relations">
      {value.map(({ id, label }) => (
        <li key={id}>
          <Link to={`${path}/${id}`}>{label}</Link>
        </li>
      ))}
    </ul>
  );
}
