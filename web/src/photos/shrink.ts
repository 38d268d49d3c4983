import { limits } from '../../../src/domain/limits.ts';

/** The longer side of a photograph as it is sent: a label's small print is still read, and it is some 300 kB. */
const longestSide = 1_600;
const quality = 0.82;

/**
 * A photograph small enough for a bad line, drawn anew and upright as JPEG: what a camera writes besides the picture
 * does not leave the device. Throws where the file is no picture that this browser can draw.
 */
export async function shrink(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const { width, height } = fitted(picture.width, picture.height);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d')!.drawImage(picture, 0, 0, width, height);
  picture.close();
  const small = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
  if (small === null || small.size > limits.photoBytesMax) throw new Error('the picture could not be drawn');
  return small;
}

/** The same shape, with its longer side no longer than it should be; never larger than it was. */
export function fitted(width: number, height: number): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, longestSide / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
