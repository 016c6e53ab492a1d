import { z } from '../zod';

export const imageTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'] as const;

export const maxImageBytes = 5 * 1024 * 1024;

/** The id of an uploaded image. */
export const image = z.guid().toLowerCase().meta({ minLength: 1 });

/** The answer to an upload. */
export const uploadedImage = z.object({
  id: z.string(),
  url: z.string(),
});

/** The address an image is served from. */
export function imageUrl(id: string) {
  return `/api/images/${id}`;
}

export type UploadedImage = z.infer<typeof uploadedImage>;
