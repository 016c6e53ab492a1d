import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { sessionTimes } from './sessions';

/** Browsers send the cookies of a host to all of its ports, so other applications get another. */
const cookieName =‹·'<%= app.name %>-session'›;

/** Keeps the token of a session in the browser, out of reach of its scripts. */
export class SessionCookie {
  readonly #options;

  /** With `secure` it travels over https only, and no other host can have set it. */
  constructor(secure: boolean) {
    const options = { path: '/', httpOnly: true, sameSite: 'Lax', secure } as const;
    this.#options = secure ? ({ ...options, prefix: 'host' } as const) : options;
  }

  read(context: Context): string | undefined {
    const { secure } = this.#options;
    return secure ? getCookie(context, cookieName, 'host') : getCookie(context, cookieName);
  }

  /** The name as browsers send it. */
  get name(): string {
    return this.#options.secure ? `__Host-${cookieName}` : cookieName;
  }

  write(context: Context, token: string): void {
    const maxAge = sessionTimes.lifetime / 1000;
    setCookie(context, cookieName, token, { ...this.#options, maxAge });
  }

  clear(context: Context): void {
    deleteCookie(context, cookieName, this.#options);
  }
}
