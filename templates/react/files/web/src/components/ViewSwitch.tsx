import { NavLink, useSearchParams } from 'react-router';
import { texts } from '../texts';
import './ViewSwitch.css';

export interface View {
  path: string;
  label: string;
}

/** Leads to the other ways to see the same records: the search, the filters and the order stay. */
export function ViewSwitch({ views }: { views: readonly View[] }) {
  const [address] = useSearchParams();
  const kept = new URLSearchParams(address);
  kept.delete('page');
  const search = kept.toString();

  return (
    <nav className="view-switch" aria-label={texts.views}>
      {views.map(({ path, label }) => (
        <NavLink key={path} className="view-link" to={{ pathname: path, search }} end>
          {label}
        </NavLink>
      ))}
    </nav>
  );
}
