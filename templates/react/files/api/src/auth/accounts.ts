import { randomUUID } from 'node:crypto';
import { eq, getTableColumns, type SQL } from 'drizzle-orm';
import { demoAccount, type Account, type SignInInput, type SignUpInput } from '#shared/auth';
import type { Database } from '../db/client';
import { accounts } from '../db/schema';
import type { PasswordHasher } from './passwords';

const { passwordHash, ...publicColumns } = getTableColumns(accounts);

/** What an account shows of itself. */
export const accountColumns = publicColumns;

/** All access to the table `accounts`. */
export class AccountStore {
  readonly #db: Database;
  readonly #hasher: PasswordHasher;
  readonly #allowDemo: boolean;

  constructor(db: Database, hasher: PasswordHasher, allowDemo: boolean) {
    this.#db = db;
    this.#hasher = hasher;
    this.#allowDemo = allowDemo;
  }

  /** Adds an account, unless there is one with this address. */
  async create({ name, email, password }: SignUpInput): Promise<Account | undefined> {
    const row = {
      id: randomUUID(),
      name,
      email,
      passwordHash: await this.#hasher.hash(password),
      createdAt: new Date().toISOString(),
    };
    const [added] = await this.#db
      .insert(accounts)
      .values(row)
      .onConflictDoNothing({ target: accounts.email })
      .returning(accountColumns);
    return added;
  }

<% if has.demo_account %>
  /** Adds the account of the example records, unless it is there; returns its id. */
  async addDemo(): Promise<string> {
    const added = await this.create(demoAccount);
    if (added) return added.id;
    const isDemo = eq(accounts.email, demoAccount.email);
    const [found] = await this.#db.select().from(accounts).where(isDemo);
    if (!found) throw new Error('The account of the example records is gone.');
    return found.id;
  }

<% endif %>
  /** The account that these credentials open; to find none takes as long. */
  async signIn({ email, password }: SignInInput): Promise<Account | undefined> {
    const isClosed = email === demoAccount.email && !this.#allowDemo;
    return this.#check(eq(accounts.email, email), password, isClosed);
  }

  /** Whether this is the account's password. */
  async hasPassword(id: string, password: string): Promise<boolean> {
    return (await this.#check(eq(accounts.id, id), password)) !== undefined;
  }

  async changePassword(id: string, password: string): Promise<void> {
    const hash = await this.#hasher.hash(password);
    await this.#db.update(accounts).set({ passwordHash: hash }).where(eq(accounts.id, id));
  }

  async #check(which: SQL, password: string, isClosed = false): Promise<Account | undefined> {
    const [found] = await this.#db
      .select({ account: accountColumns, hash: passwordHash })
      .from(accounts)
      .where(which);
    const matches = await this.#hasher.matches(password, isClosed ? undefined : found?.hash);
    return matches ? found?.account : undefined;
  }
}
