import { limits } from './limits.ts';

// A photograph is named by the SHA-256 of its bytes, in hex; what names it can be checked without looking at it.

/** Whether a scan's `details.photos` is a list of photographs, each once. */
export function isPhotoList(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.length <= limits.photosPerScanMax &&
    value.every(isPhotoHash) &&
    new Set(value).size === value.length
  );
}

export function isPhotoHash(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

/** The photographs of an event; none where its details say nothing of any. */
export function photosOf(details: Readonly<Record<string, unknown>> | null): readonly string[] {
  return isPhotoList(details?.photos) ? details.photos : [];
}

/** The photograph that a label hint's picture is; null where it is an address or words. */
export function photoOfPicture(picture: string | undefined): string | null {
  const hash = picture?.startsWith('photo:') ? picture.slice('photo:'.length) : undefined;
  return isPhotoHash(hash) ? hash : null;
}

/** How a label hint names a photograph that is kept here. */
export function pictureOf(hash: string): string {
  return `photo:${hash}`;
}
