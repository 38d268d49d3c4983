import { cleanJpeg } from './jpeg-bytes.ts';
import { cleanPng } from './png-bytes.ts';
import { cleanWebp } from './webp-bytes.ts';

export const imageTypes = ['image/jpeg', 'image/png', 'image/webp'] as const;
export type ImageType = (typeof imageTypes)[number];

/** A picture as it may be kept: its size as it is shown, and its bytes without anything that says where, when or by whom. */
export interface CleanImage {
  readonly type: ImageType;
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

/** Why bytes are no such picture, as it stands after "the picture cannot be taken: ". */
export interface ImageFault {
  readonly fault: string;
}

/**
 * Tells by the bytes themselves whether they are a JPEG, PNG or WebP, and takes out everything that is not the picture:
 * EXIF with its GPS position, XMP, comments, colour profiles, previews, what stands behind its end. Pixels are never
 * decoded, so a picture costs no more than its bytes. Never throws.
 */
export function cleanImage(bytes: Uint8Array): CleanImage | ImageFault {
  const read = readerOf(bytes);
  if (read === undefined) return { fault: 'it is no JPEG, PNG or WebP' };
  const [type, clean] = read;
  const cleaned = clean(bytes);
  return 'fault' in cleaned ? cleaned : { type, ...cleaned };
}

type Clean = (bytes: Uint8Array) => Omit<CleanImage, 'type'> | ImageFault;

function readerOf(bytes: Uint8Array): readonly [ImageType, Clean] | undefined {
  const begins = (at: number, ...wanted: readonly number[]) =>
    wanted.every((byte, nth) => bytes[at + nth] === byte);
  if (begins(0, 0xff, 0xd8, 0xff)) return ['image/jpeg', cleanJpeg];
  if (begins(0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return ['image/png', cleanPng];
  const isRiff = begins(0, 0x52, 0x49, 0x46, 0x46) && begins(8, 0x57, 0x45, 0x42, 0x50);
  return isRiff ? ['image/webp', cleanWebp] : undefined;
}
