import type { TestApi } from './helpers';

/** The smallest file that is a PNG by its first bytes. */
export const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export async function addImage(api: TestApi): Promise<string> {
  return api.imageStore.add(png, 'image/png'<% if has.ownership %>, api.account.id<% endif %>);
}
