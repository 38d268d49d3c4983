import { crc32 } from 'node:zlib';
import type { CleanImage, ImageFault } from './image-bytes.ts';

/** A PNG (ISO/IEC 15948) of the chunks that are needed to draw it: no texts, no EXIF, no time, no further pictures. */
export function cleanPng(bytes: Uint8Array): Omit<CleanImage, 'type'> | ImageFault {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept = [bytes.subarray(0, 8)];
  let size: { readonly width: number; readonly height: number } | undefined;
  let hasData = false;
  for (let at = 8; ; ) {
    if (at + 12 > bytes.length) return { fault: 'it ends early or is damaged' };
    const next = at + 12 + view.getUint32(at);
    if (next > bytes.length) return { fault: 'it ends early or is damaged' };
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (crc32(bytes.subarray(at + 4, next - 4)) !== view.getUint32(next - 4))
      return { fault: 'it ends early or is damaged' };
    if ((name === 'IHDR') !== (at === 8)) return { fault: 'it ends early or is damaged' };
    if (name === 'IHDR') size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
    hasData ||= name === 'IDAT';
    if (needed.includes(name)) kept.push(bytes.subarray(at, next));
    // A capital letter first: who does not know the chunk cannot draw the picture.
    else if (/^[A-Z]/.test(name)) return { fault: 'it is of a form that browsers do not show' };
    if (name === 'IEND') break;
    at = next;
  }
  if (size === undefined || !hasData || size.width === 0 || size.height === 0)
    return { fault: 'there is no picture in it' };
  return { ...size, bytes: Buffer.concat(kept) };
}

const needed: readonly string[] = ['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'sBIT'];
