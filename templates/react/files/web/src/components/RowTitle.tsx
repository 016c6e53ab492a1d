import type { ReactNode } from 'react';
import { Link } from 'react-router';

interface Props {
  to: string;
  text: string;
  /** A picture before the text. */
  children?: ReactNode;
}

/** The first cell of a row: its link reaches over the whole row. */
export function RowTitle({ to, text, children }: Props) {
  return (
    <span className="row-title">
      {children}
      <Link className="row-link clamp" to={to}>
        {text}
      </Link>
    </span>
  );
}
