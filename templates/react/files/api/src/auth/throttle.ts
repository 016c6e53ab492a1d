import type { Context } from 'hono';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { problems } from '#shared/messages';
import { ApiError } from '../lib/problem';

const minute = 60;

/** How many attempts are answered within how many seconds. */
export const attempts = {
  account: { points: 10, duration: 15 * minute },
  address: { points: 60, duration: 15 * minute },
  signUp: { points: 20, duration: 60 * minute },
};

/** Slows down those who guess passwords, and those who make accounts by the thousand. */
export class Throttle {
  readonly #account = new RateLimiterMemory(attempts.account);
  readonly #address = new RateLimiterMemory(attempts.address);
  readonly #signUp = new RateLimiterMemory(attempts.signUp);

  /** Counts an attempt to give the password of an account. */
  async countPassword(context: Context, address: string, account: string): Promise<void> {
    await count(context, this.#address, address);
    await count(context, this.#account, account);
  }

  /** Forgets the wrong attempts before the right one. */
  async forgive(account: string): Promise<void> {
    await this.#account.delete(account);
  }

  async countSignUp(context: Context, address: string): Promise<void> {
    await count(context, this.#signUp, address);
  }
}

async function count(context: Context, limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    context.header('Retry-After', String(Math.ceil(error.msBeforeNext / 1000)));
    throw new ApiError(429, problems.tooManyAttempts);
  }
}
