import { Navigate, Outlet } from 'react-router';
import { useAccount } from './account';
import { useNextPage } from './next-page';
import { SignInFrame } from './SignInFrame';

/** The pages before the sign-in, and the way on from them. */
export function SignInLayout() {
  const { data: account } = useAccount();
  const nextPage = useNextPage();

  if (account) return <Navigate to={nextPage} replace />;

  return (
    <SignInFrame>
      <Outlet />
    </SignInFrame>
  );
}
