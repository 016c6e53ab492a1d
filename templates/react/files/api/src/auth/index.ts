import type { Database } from '../db/client';
import type { Env } from '../env';
import { AccountStore } from './accounts';
import { SessionCookie } from './cookie';
import { PasswordHasher, type HashingCost } from './passwords';
import { SessionStore } from './sessions';
import { Throttle } from './throttle';

export interface AuthSettings extends Pick<Env, 'publicUrl' | 'trustProxy' | 'development'> {
  hashing?: HashingCost;
}

export type Auth = ReturnType<typeof createAuth>;

/** Puts together what signing in needs. */
export function createAuth(db: Database, settings: AuthSettings) {
  const { publicUrl, trustProxy, development, hashing } = settings;
  return {
    accounts: new AccountStore(db, new PasswordHasher(hashing), development),
    sessions: new SessionStore(db),
    cookie: new SessionCookie(publicUrl?.startsWith('https:') ?? false),
    throttle: new Throttle(),
    publicUrl,
    trustProxy,
  };
}
