import { Navigate, Outlet } from 'react-router';
import { initial } from '../../lib/initial';
import { texts } from '../../texts';
import { useAccount } from './account';
import { useNextPage } from './next-page';
import './SignInLayout.css';

/** The frame of the pages before the sign-in, and the way on from them. */
export function SignInLayout() {
  const { data: account } = useAccount();
  const nextPage = useNextPage();

  if (account) return <Navigate to={nextPage} replace />;

  return (
    <main className="sign-in">
      <p className="brand">
        <span className="brand-mark" aria-hidden="true">
          {initial(texts.appTitle)}
        </span>
        <span className="brand-name">{texts.appTitle}</span>
      </p>
      <Outlet />
    </main>
  );
}
