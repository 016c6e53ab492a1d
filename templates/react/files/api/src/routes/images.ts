import { createRoute } from '@hono/zod-openapi';
import { imageTypes, imageUrl, maxImageBytes, uploadedImage } from '#shared/fields/image';
import { problems } from '#shared/messages';
<% if has.ownership %>
import { accountId } from '../auth/guard';
<% endif %>
import { detectImageType } from '../lib/image-type';
import type { ImageStore } from '../lib/images';
import { created, createRouter, idParam, named, refusedWith } from '../lib/openapi';
import { ApiError, notFound } from '../lib/problem';

const file = { schema: { type: 'string', format: 'binary' } } as const;
const acceptedContent = Object.fromEntries(imageTypes.map((type) => [type, file]));

const upload = createRoute({
  method: 'post',
  path: '/',
  operationId: 'uploadImage',
  tags: ['images'],
  request: { body: { required: true, content: acceptedContent } },
  responses: {
    201: created(named('UploadedImage', uploadedImage)),
    ...refusedWith(<% if has.auth %>403, <% endif %>413, 415, 422),
  },
});

const read = createRoute({
  method: 'get',
  path: '/{id}',
  operationId: 'getImage',
  tags: ['images'],
  request: { params: idParam },
  responses: {
    200: { description: 'The file', content: { 'image/*': file } },
    ...refusedWith(404),
  },
});

export function imageRoutes(store: ImageStore) {
  const router = createRouter({ maxBodyBytes: maxImageBytes });

  router.openapi(upload, async (context) => {
    const type = context.req.header('Content-Type')?.toLowerCase();
    if (!imageTypes.some((accepted) => accepted === type)) {
      throw new ApiError(415, problems.unsupportedMediaType);
    }
    const bytes = new Uint8Array(await context.req.arrayBuffer());
    if (!type || detectImageType(bytes) !== type) {
      throw new ApiError(422, problems.image);
    }
    const id = await store.add(bytes, type<% if has.ownership %>, accountId(context)<% endif %>);
    const url = imageUrl(id);
    return context.json({ id, url }, 201, { Location: url });
  });

  router.openapi(read, async (context) => {
    const image = await store.find(context.req.valid('param').id<% if has.ownership %>, accountId(context)<% endif %>);
    if (!image) throw notFound();
    return context.body(image.bytes, 200, {
      'Content-Type': image.type,
<% if has.auth %>
      'Cache-Control': 'private, no-cache',
<% else %>
      'Cache-Control': 'public, max-age=31536000, immutable',
<% endif %>
    });
  });

  return router;
}
