import { useMutation } from '@tanstack/react-query';
import { NavLink } from 'react-router';
import { SignOutIcon } from '../../components/icons';
import { initial } from '../../lib/initial';
import { useToast } from '../../lib/toast';
import { texts } from '../../texts';
import { signOut, useAccount } from './account';
import './AccountMenu.css';

/** Who is signed in, and the way out. */
export function AccountMenu() {
  const { data: account } = useAccount();
  const showToast = useToast();
  const signingOut = useMutation({
    mutationFn: signOut,
    // A fresh page keeps nothing of what the account could see.
    onSuccess: () => window.location.assign('/sign-in'),
    onError: (error) => showToast(error.message, 'error'),
  });

  if (!account) return null;

  return (
    <div className="account-menu">
      <NavLink className="nav-link account-link" to="/account" title={account.email}>
        <span className="nav-initial" aria-hidden="true">
          {initial(account.name)}
        </span>
        <span>
          <span className="visually-hidden">{texts.account}: </span>
          {account.name}
        </span>
      </NavLink>
      <button
        type="button"
        className="button button-quiet button-icon"
        aria-label={texts.signOut}
        title={texts.signOut}
        disabled={signingOut.isPending}
        onClick={() => signingOut.mutate()}
      >
        <SignOutIcon />
      </button>
    </div>
  );
}
