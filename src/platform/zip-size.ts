import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';

const inflate = promisify(inflateRaw);

export type Unpacked = { readonly bytes: number } | { readonly problem: 'not_zip' | 'too_large' };

/**
 * How large a ZIP file's parts are when unpacked, by unpacking them: the sizes it claims may be lies. Ends as soon as
 * all together pass `max` (a bomb of some kilobytes unpacks to gigabytes).
 */
export async function unpackedSize(file: Buffer, max: number): Promise<Unpacked> {
  const parts = partsOf(file);
  if (parts === null) return { problem: 'not_zip' };
  let bytes = 0;
  for (const part of parts) {
    const size = await sizeOf(part, max - bytes);
    if (typeof size === 'object') return size;
    bytes += size;
    if (bytes > max) return { problem: 'too_large' };
  }
  return { bytes };
}

interface Part {
  readonly method: number;
  readonly packed: Buffer;
}

async function sizeOf(
  { method, packed }: Part,
  left: number,
): Promise<number | { problem: 'not_zip' | 'too_large' }> {
  if (method === 0) return packed.length;
  if (method !== 8) return { problem: 'not_zip' };
  try {
    return (await inflate(packed, { maxOutputLength: left + 1 })).length;
  } catch (error) {
    const tooLarge = (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
    return { problem: tooLarge ? 'too_large' : 'not_zip' };
  }
}

/** The central directory at the file's end (APPNOTE 4.3.12, 4.3.16); null where there is none that holds together. */
function partsOf(file: Buffer): Part[] | null {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end === -1 || end + 22 > file.length) return null;
  const count = file.readUInt16LE(end + 10);
  let at = file.readUInt32LE(end + 16);
  const parts: Part[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== 0x02014b50) return null;
    const method = file.readUInt16LE(at + 10);
    const size = file.readUInt32LE(at + 20);
    const local = file.readUInt32LE(at + 42);
    if (local + 30 > file.length || file.readUInt32LE(local) !== 0x04034b50) return null;
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    if (start + size > file.length) return null;
    parts.push({ method, packed: file.subarray(start, start + size) });
    at += 46 + file.readUInt16LE(at + 28) + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return parts;
}
