import type { imageTypes } from '#shared/fields/image';

type ImageType = (typeof imageTypes)[number];

const signatures: { type: ImageType; pattern: RegExp }[] = [
  { type: 'image/jpeg', pattern: /^\xff\xd8\xff/ },
  { type: 'image/png', pattern: /^\x89PNG\r\n/ },
  { type: 'image/gif', pattern: /^GIF8[79]a/ },
  { type: 'image/webp', pattern: /^RIFF[^]{4}WEBP/ },
];

/** The type that the first bytes of a file speak of. */
export function detectImageType(bytes: Uint8Array): ImageType | undefined {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  return signatures.find(({ pattern }) => pattern.test(start))?.type;
}
