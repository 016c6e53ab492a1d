import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { texts } from '../texts';
import { ChevronLeftIcon } from './icons';

interface Props {
  /** Empty while it is not known yet. */
  title: string;
  back?: { to: string; label: string };
  /** The page's actions. */
  children?: ReactNode;
}

export function PageHeader({ title, back, children }: Props) {
  return (
    <header className="page-header">
      {title && <title>{texts.pageTitle(title)}</title>}
      <div className="page-heading">
        {back && (
          <Link className="back-link" to={back.to}>
            <ChevronLeftIcon />
            <span>{back.label}</span>
          </Link>
        )}
        {title && <h1>{title}</h1>}
      </div>
      {children && <div className="page-actions">{children}</div>}
    </header>
  );
}
