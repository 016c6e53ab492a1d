import type { ReactNode } from 'react';
import { Link } from 'react-router';

interface Props {
  label: string;
  value: string;
  to: string;
  children?: ReactNode;
}

/** One number, and the list that it is about. */
export function Tile({ label, value, to, children }: Props) {
  return (
    <li className="card tile">
      <Link className="tile-link" to={to}>
        {label}
      </Link>
      <p className="tile-value">{value}</p>
      {children && <p className="tile-note">{children}</p>}
    </li>
  );
}
