import { describe, expect, test } from 'vitest';
import { maxImageBytes, type UploadedImage } from '#shared/fields/image';
import { createTestApi, type TestApi } from './helpers';
import { addImage, png } from './sample-image';

const path = '/api/images';
const inOneDay = () => new Date(Date.now() + 24 * 60 * 60 * 1000);

async function upload(api: TestApi, type: string, body: string | Uint8Array<ArrayBuffer>) {
  return api.request(path, { method: 'POST', headers: { 'Content-Type': type }, body });
}

describe('an uploaded image', () => {
  const files = [
    { type: 'image/png', start: '\x89PNG\r\n\x1a\n' },
    { type: 'image/jpeg', start: '\xff\xd8\xff\xe0' },
    { type: 'image/gif', start: 'GIF89a' },
    { type: 'image/webp', start: 'RIFF\0\0\0\0WEBP' },
  ];

  test.each(files)('is kept and served: $type', async ({ type, start }) => {
    const api = await createTestApi();
    const bytes = Buffer.from(start, 'latin1');

    const uploaded = await upload(api, type, bytes);
    expect(uploaded.status).toBe(201);
    const { url } = (await uploaded.json()) as UploadedImage;
    expect(uploaded.headers.get('Location')).toBe(url);

    const served = await api.get(url);
    expect(served.status).toBe(200);
    expect(served.headers.get('Content-Type')).toBe(type);
    expect(served.headers.get('Cache-Control')).toContain('<% if has.auth %>private<% else %>immutable<% endif %>');
    expect(served.headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(served.headers.get('Content-Security-Policy')).toContain('sandbox');
    expect(Buffer.from(await served.arrayBuffer())).toEqual(bytes);
  });

  const refused = [
    { name: 'another kind of file', type: 'image/svg+xml', body: '<svg/>', status: 415 },
    { name: 'content of another type', type: 'image/jpeg', body: png, status: 422 },
    { name: 'no content', type: 'image/png', body: '', status: 422 },
    {
      name: 'too large a file',
      type: 'image/png',
      body: Buffer.concat([png, Buffer.alloc(maxImageBytes)]),
      status: 413,
    },
  ];

  test.each(refused)('is refused: $name', async ({ type, body, status }) => {
    const api = await createTestApi();

    expect((await upload(api, type, body)).status).toBe(status);
  });

  test('is removed when no record has taken it up', async () => {
    const api = await createTestApi();
    const id = await addImage(api);

    await api.imageStore.removeAbandoned(new Date(0));
    expect((await api.get(`${path}/${id}`)).status).toBe(200);

    await api.imageStore.removeAbandoned(inOneDay());
    expect((await api.get(`${path}/${id}`)).status).toBe(404);
  });
});
