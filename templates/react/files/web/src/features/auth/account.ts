import { useQuery, type QueryClient } from '@tanstack/react-query';
import {
  accountRecord,
  sessionState,
  type Account,
  type PasswordInput,
  type SignInInput,
  type SignUpInput,
} from '#shared/auth';
import { apiClient } from '../../lib/api';

const accountKey = ['account'];
const oneMinute = 60_000;

/** Who is signed in; null when nobody is. */
export function useAccount() {
  return useQuery({
    queryKey: accountKey,
    queryFn: async ({ client, signal }) => {
      const { account } = await apiClient.get('/auth/session', sessionState, signal);
      const known = client.getQueryData<Account | null>(accountKey);
      // Somebody may have signed in as another in a second tab.
      if (known && known.id !== account?.id) forgetRecords(client);
      return account;
    },
    staleTime: oneMinute,
  });
}

/** Shows the pages of this account, or the page to sign in. */
export function setAccount(client: QueryClient, account: Account | null) {
  forgetRecords(client);
  client.setQueryData(accountKey, account);
}

/** Drops what the account before could see. */
function forgetRecords(client: QueryClient) {
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== accountKey[0] });
}

export function signUp(values: SignUpInput) {
  return apiClient.post('/auth/sign-up', accountRecord, values);
}

export function signIn(values: SignInInput) {
  return apiClient.post('/auth/sign-in', accountRecord, values);
}

export function signOut() {
  return apiClient.run('/auth/sign-out');
}

export function changePassword(values: PasswordInput) {
  return apiClient.run('/auth/password', values);
}
