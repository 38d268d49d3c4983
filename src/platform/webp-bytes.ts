import type { CleanImage, ImageFault } from './image-bytes.ts';

/** A WebP (RFC 9649) of one picture, without EXIF, XMP, colour profile and whatever else programs put in. */
export function cleanWebp(bytes: Uint8Array): Omit<CleanImage, 'type'> | ImageFault {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: Uint8Array[] = [];
  let size: Size | undefined;
  let canvas: Size | undefined;
  const stop = 8 + view.getUint32(4, true);
  if (stop > bytes.length) return { fault: 'it ends early or is damaged' };
  for (let at = 12; at < stop; ) {
    if (at + 8 > stop) return { fault: 'it ends early or is damaged' };
    const name = String.fromCharCode(...bytes.subarray(at, at + 4));
    const length = view.getUint32(at + 4, true);
    const next = at + 8 + length + (length % 2);
    if (next > stop) return { fault: 'it ends early or is damaged' };
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (name === 'ANIM' || name === 'ANMF') return { fault: 'it moves' };
    if (name === 'VP8X') canvas = canvasSize(body);
    if (name === 'VP8 ' || name === 'VP8L') {
      if (size !== undefined) return { fault: 'it holds more than one picture' };
      size = name === 'VP8 ' ? lossySize(body) : losslessSize(body);
      if (size === undefined) return { fault: 'it ends early or is damaged' };
    }
    if (name === 'VP8X') chunks.push(plainHeader(bytes.subarray(at, next)));
    else if (needed.includes(name)) chunks.push(bytes.subarray(at, next));
    at = next;
  }
  if (size === undefined || size.width === 0 || size.height === 0)
    return { fault: 'there is no picture in it' };
  const length = chunks.reduce((sum, chunk) => sum + chunk.length, 4);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(length, 4);
  const shown = canvas ?? size;
  return { width: shown.width, height: shown.height, bytes: Buffer.concat([head, ...chunks]) };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const needed: readonly string[] = ['VP8 ', 'VP8L', 'ALPH'];

/** Of the features that it announces only transparency stays (RFC 9649, 2.7). */
function plainHeader(chunk: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(chunk);
  copy[8] = (copy[8] ?? 0) & 0x10;
  return copy;
}

function canvasSize(body: Uint8Array): Size | undefined {
  if (body.length < 10) return undefined;
  const three = (at: number) => body[at]! + (body[at + 1]! << 8) + (body[at + 2]! << 16) + 1;
  return { width: three(4), height: three(7) };
}

/** A key frame of VP8 (RFC 6386, 9.1). */
function lossySize(body: Uint8Array): Size | undefined {
  const isKey = body.length >= 10 && body[3] === 0x9d && body[4] === 0x01 && body[5] === 0x2a;
  if (!isKey) return undefined;
  const side = (at: number) => (body[at]! + (body[at + 1]! << 8)) & 0x3fff;
  return { width: side(6), height: side(8) };
}

function losslessSize(body: Uint8Array): Size | undefined {
  if (body.length < 5 || body[0] !== 0x2f) return undefined;
  const bits = body[1]! + (body[2]! << 8) + (body[3]! << 16) + body[4]! * 2 ** 24;
  return { width: (bits & 0x3fff) + 1, height: (Math.floor(bits / 2 ** 14) & 0x3fff) + 1 };
}
