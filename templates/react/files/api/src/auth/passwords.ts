import { hash, verify } from '@node-rs/argon2';

/** How much work a hash is, for those who guess as for this server. */
export interface HashingCost {
  /** In KiB. */
  memoryCost: number;
  /** In passes over that memory. */
  timeCost: number;
}

/** The first choice of OWASP's cheat sheet on storing passwords. */
const usualCost: HashingCost = { memoryCost: 19_456, timeCost: 2 };

/** Argon2id hashes, made one after the other so that many at once cannot use up the memory. */
export class PasswordHasher {
  readonly #cost: HashingCost;
  readonly #placeholder: Promise<string>;
  #last: Promise<unknown> = Promise.resolve();

  constructor(cost = usualCost) {
    this.#cost = cost;
    this.#placeholder = this.hash('the password of nobody');
  }

  hash(password: string): Promise<string> {
    return this.#inTurn(() => hash(normalized(password), { ...this.#cost, parallelism: 1 }));
  }

  /** Compares; without a hash to compare with it takes as long, and the answer is no. */
  async matches(password: string, expected: string | undefined): Promise<boolean> {
    const compared = expected ?? (await this.#placeholder);
    const same = await this.#inTurn(() => verify(compared, normalized(password)));
    return same && expected !== undefined;
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }
}

/** One character can be written in several ways, depending on the keyboard. */
function normalized(password: string): string {
  return password.normalize('NFKC');
}
