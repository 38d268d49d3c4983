import { crc32, deflateSync } from 'node:zlib';

// Small real pictures, made byte by byte, with as much besides the picture as a test wants.

const bytes = (...parts: readonly (readonly number[] | Uint8Array | string)[]): Buffer =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Uint8Array.from(part))),
  );

const u16 = (number: number) => [number >> 8, number & 255];

/** One piece of a JPEG: a marker with its length and body. */
export function jpegPiece(marker: number, body: Uint8Array): Buffer {
  return bytes([0xff, marker], u16(body.length + 2), body);
}

/** EXIF with an orientation, a name and a GPS position, as a phone writes it; big-endian unless told. */
export function exifOf(orientation: number, isLittle = false): Buffer {
  const tiff = Buffer.alloc(8 + 2 + 12 * 2 + 4);
  const put16 = (value: number, at: number) =>
    isLittle ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at);
  const put32 = (value: number, at: number) =>
    isLittle ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at);
  tiff.write(isLittle ? 'II' : 'MM', 0, 'latin1');
  put16(42, 2);
  put32(8, 4);
  put16(2, 8);
  for (const [nth, [tag, type, count]] of [
    [0x0112, 3, 1],
    [0x8825, 4, 1],
  ].entries()) {
    const at = 10 + nth * 12;
    put16(tag!, at);
    put16(type!, at + 2);
    put32(count!, at + 4);
  }
  put16(orientation, 18);
  return bytes('Exif\0\0', tiff, 'GPS 52.5200N 13.4050E of Ana');
}

export interface JpegMore {
  /** Pieces that stand before the picture's own. */
  readonly before?: readonly Uint8Array[];
  /** Bytes behind its end. */
  readonly after?: string;
}

/** A grey JPEG: each block of 8 × 8 pixels is one value, written in two bits. */
export function aJpeg(width: number, height: number, { before = [], after = '' }: JpegMore = {}): Buffer {
  const blocks = Math.ceil(width / 8) * Math.ceil(height / 8);
  const data = Buffer.alloc(Math.ceil((blocks * 2) / 8));
  const spare = data.length * 8 - blocks * 2;
  if (spare > 0) data[data.length - 1] = 2 ** spare - 1;
  const oneCode = [1, ...Array.from({ length: 15 }, () => 0), 0];
  return bytes(
    [0xff, 0xd8],
    ...before,
    jpegPiece(
      0xdb,
      bytes(
        [0],
        Array.from({ length: 64 }, () => 1),
      ),
    ),
    jpegPiece(0xc0, bytes([8], u16(height), u16(width), [1, 1, 0x11, 0])),
    jpegPiece(0xc4, bytes([0x00], oneCode)),
    jpegPiece(0xc4, bytes([0x10], oneCode)),
    jpegPiece(0xda, bytes([1, 1, 0, 0, 63, 0])),
    data,
    [0xff, 0xd9],
    after,
  );
}

export function pngChunk(name: string, body: Uint8Array): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  const named = bytes(name, body);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return bytes(head, named, check);
}

/** A grey PNG; `shade`, 0 to 255, makes different ones. Chunks of `more` stand before its data. */
export function aPng(width: number, height: number, shade = 128, more: readonly Uint8Array[] = []): Buffer {
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  const line = [0, ...Array.from({ length: width }, () => shade)];
  const pixels = Uint8Array.from(Array.from({ length: height }, () => line).flat());
  return bytes(
    [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    pngChunk('IHDR', bytes(size, [8, 0, 0, 0, 0])),
    ...more,
    pngChunk('IDAT', deflateSync(pixels)),
    pngChunk('IEND', Buffer.alloc(0)),
  );
}

export function webpChunk(name: string, body: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return bytes(name, length, body, body.length % 2 === 1 ? [0] : []);
}

export function webpOf(...chunks: readonly Uint8Array[]): Buffer {
  const body = bytes('WEBP', ...chunks);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return bytes('RIFF', length, body);
}

/** The lossless data of one transparent pixel. */
export const onePixel = webpChunk('VP8L', Buffer.from('LwAAABAHEBERiIj+BwA=', 'base64').subarray(0, 13));

/** The header of an extended WebP: which features there are, and its size. */
export function webpHeader(features: number, width: number, height: number): Buffer {
  const three = (number: number) => [number & 255, (number >> 8) & 255, number >> 16];
  return webpChunk('VP8X', bytes([features, 0, 0, 0], three(width - 1), three(height - 1)));
}
