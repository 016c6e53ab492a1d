import type { ReactNode } from 'react';
import { Link } from 'react-router';

interface Props {
  to: string;
  primary?: boolean;
  children: ReactNode;
}

export function ButtonLink({ to, primary = false, children }: Props) {
  return (
    <Link className={primary ? 'button button-primary' : 'button'} to={to}>
      {children}
    </Link>
  );
}
