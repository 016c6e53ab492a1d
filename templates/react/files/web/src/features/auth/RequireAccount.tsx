import { Fragment, type ReactNode } from 'react';
import { Navigate } from 'react-router';
import { ErrorState } from '../../components/states';
import { texts } from '../../texts';
import { useAccount } from './account';
import { useSignInAddress } from './next-page';
import { SignInFrame } from './SignInFrame';

/** Shows its pages to those who have signed in, and the others where they can. */
export function RequireAccount({ children }: { children: ReactNode }) {
  const { data: account, error, refetch } = useAccount();
  const signInAddress = useSignInAddress();

  if (account) return <Fragment key={account.id}>{children}</Fragment>;
  if (account === null) return <Navigate to={signInAddress} replace />;

  return (
    <SignInFrame>
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <p className="sign-in-wait" role="status">
          {texts.loading}
        </p>
      )}
    </SignInFrame>
  );
}
