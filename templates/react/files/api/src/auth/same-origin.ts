import type { HonoRequest } from 'hono';
import { createMiddleware } from 'hono/factory';
import { problems } from '#shared/messages';
import { ApiError } from '../lib/problem';

const readingMethods = ['GET', 'HEAD', 'OPTIONS'];

/** Refuses changes that the pages of another site ask a browser for. */
export function refuseCrossSite(publicUrl: string | undefined) {
  const publicHost = publicUrl && new URL(publicUrl).host;

  return createMiddleware(async ({ req }, next) => {
    if (!readingMethods.includes(req.method) && !isSameOrigin(req, publicHost)) {
      throw new ApiError(403, problems.crossSite);
    }
    await next();
  });
}

/** Browsers tell where a request comes from; what is not a browser has no cookie to be misused. */
function isSameOrigin(request: HonoRequest, publicHost: string | undefined): boolean {
  const site = request.header('Sec-Fetch-Site');
  if (site !== undefined) return site === 'same-origin';

  const origin = request.header('Origin');
  if (origin === undefined) return true;
  const host = URL.canParse(origin) ? new URL(origin).host : '';
  return host !== '' && [new URL(request.url).host, publicHost].includes(host);
}
