import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { isIPv6 } from 'node:net';

/** Where a request comes from: a network that one customer has, as far as can be told. */
export function clientAddress(context: Context, trustProxy: boolean): string {
  // Anyone can write this header; only what the nearest proxy has appended to it is to be trusted.
  const forwarded = trustProxy ? context.req.header('X-Forwarded-For')?.split(',').at(-1) : '';
  const bindings: Partial<HttpBindings> | undefined = context.env;
  return network(forwarded?.trim() || bindings?.incoming?.socket.remoteAddress || 'unknown');
}

/** With IPv6, one customer has more addresses than can be counted: the first half tells them apart. */
function network(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('::');
  const start = head.split(':');
  const end = tail?.split(':') ?? [];
  const zeros = Array.from({ length: 8 - start.length - end.length }, () => '0');
  return [...start, ...(tail === undefined ? [] : zeros), ...end].slice(0, 4).join(':');
}
