import { createHash, randomBytes } from 'node:crypto';
import { and, eq, gt, lte, or } from 'drizzle-orm';
import type { Account } from '#shared/auth';
import type { Database } from '../db/client';
import { accounts, sessions } from '../db/schema';
import { accountColumns } from './accounts';

const minute = 60 * 1000;
const day = 24 * 60 * minute;

/** How long a session lasts at most, and how long when nobody uses it. */
export const sessionTimes = { lifetime: 30 * day, idle: 7 * day };

// A use is written down only once in a while, so that reading stays reading.
const useInterval = 10 * minute;

export interface Session {
  id: string;
  account: Account;
}

/** All access to the table `sessions`. Who reads it learns no token: it holds their hashes. */
export class SessionStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Begins a session; returns the token that stands for it. */
  async open(accountId: string): Promise<string> {
    await this.#removeExpired();
    const token = randomBytes(32).toString('base64url');
    const now = new Date().toISOString();
    const row = { id: idOf(token), accountId, createdAt: now, usedAt: now };
    await this.#db.insert(sessions).values(row);
    return token;
  }

  /** The session that a token stands for, unless it is over. */
  async find(token: string): Promise<Session | undefined> {
    const { oldest, idlest } = limits();
    const [found] = await this.#db
      .select({ id: sessions.id, usedAt: sessions.usedAt, account: accountColumns })
      .from(sessions)
      .innerJoin(accounts, eq(accounts.id, sessions.accountId))
      .where(
        and(
          eq(sessions.id, idOf(token)),
          gt(sessions.createdAt, oldest),
          gt(sessions.usedAt, idlest),
        ),
      );
    if (found) await this.#touch(found);
    return found;
  }

  async close(token: string): Promise<void> {
    await this.#db.delete(sessions).where(eq(sessions.id, idOf(token)));
  }

  /** Ends all sessions of an account. */
  async closeAll(accountId: string): Promise<void> {
    await this.#db.delete(sessions).where(eq(sessions.accountId, accountId));
  }

  async #touch({ id, usedAt }: { id: string; usedAt: string }): Promise<void> {
    if (usedAt < timeAgo(useInterval)) {
      const now = new Date().toISOString();
      await this.#db.update(sessions).set({ usedAt: now }).where(eq(sessions.id, id));
    }
  }

  async #removeExpired(): Promise<void> {
    const { oldest, idlest } = limits();
    const isOver = or(lte(sessions.createdAt, oldest), lte(sessions.usedAt, idlest));
    await this.#db.delete(sessions).where(isOver);
  }
}

function limits() {
  return { oldest: timeAgo(sessionTimes.lifetime), idlest: timeAgo(sessionTimes.idle) };
}

function timeAgo(duration: number): string {
  return new Date(Date.now() - duration).toISOString();
}

function idOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
