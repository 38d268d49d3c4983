import type { CleanImage, ImageFault } from './image-bytes.ts';

/**
 * A JPEG (ITU-T T.81, annex B) of the pieces that are needed to draw it. Which way up it is held, the one fact of EXIF
 * that changes the picture, is written anew.
 */
export function cleanJpeg(bytes: Uint8Array): Omit<CleanImage, 'type'> | ImageFault {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Uint8Array[] = [];
  let turned = 1;
  let isJfif = false;
  let size: Size | undefined;
  let scans = 0;
  for (let at = 2; ; ) {
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at += 1;
    const marker = bytes[at + 1];
    if (bytes[at] !== 0xff || marker === undefined) return { fault: 'it ends early or is damaged' };
    if (marker === endOfImage) break;
    if (at + 4 > bytes.length) return { fault: 'it ends early or is damaged' };
    const end = at + 2 + view.getUint16(at + 2);
    if (end > bytes.length || end < at + 4) return { fault: 'it ends early or is damaged' };
    const body = bytes.subarray(at + 4, end);
    if (marker === app0) isJfif ||= startsWith(body, 'JFIF\0');
    else if (marker === app1) turned = turnedBy(body) ?? turned;
    else if (isFrame(marker)) {
      if (size !== undefined || body.length < 6) return { fault: 'it holds more than one picture' };
      size = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    }
    if (marker === startOfScan) {
      const stop = endOfScan(bytes, end);
      kept.push(bytes.subarray(at, stop));
      scans += 1;
      at = stop;
      continue;
    }
    if (isNeeded(marker, body)) kept.push(bytes.subarray(at, end));
    else if (!isLeftOut(marker)) return { fault: 'it is of a form that browsers do not show' };
    at = end;
  }
  if (size === undefined || scans === 0 || size.width === 0 || size.height === 0)
    return { fault: 'there is no picture in it' };
  const whole = [
    start,
    ...(isJfif ? [jfif] : []),
    ...(turned > 1 ? [orientation(turned)] : []),
    ...kept,
    end,
  ];
  return { ...(turned > 4 ? { width: size.height, height: size.width } : size), bytes: Buffer.concat(whole) };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const endOfImage = 0xd9;
const startOfScan = 0xda;
const app0 = 0xe0;
const app1 = 0xe1;
const app14 = 0xee;
const start = Uint8Array.of(0xff, 0xd8);
const end = Uint8Array.of(0xff, endOfImage);
/** Version 1.01, no unit of density, no preview. */
const jfif = Uint8Array.of(0xff, app0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0);

/** SOF0 … SOF15 without the tables and the extension that stand among them. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** Tables, frames, restarts; of what programs add only Adobe's word on colours, without which some are drawn wrongly. */
function isNeeded(marker: number, body: Uint8Array): boolean {
  if (marker === app14) return startsWith(body, 'Adobe');
  return isFrame(marker) || [0xc4, 0xcc, 0xdb, 0xdd].includes(marker);
}

/** APP0 … APP15 and comments. */
function isLeftOut(marker: number): boolean {
  return (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe;
}

/** The place of the marker behind a scan's data: in these, FF is followed by 00 or by a restart's number. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next !== undefined && next !== 0 && (next < 0xd0 || next > 0xd7) && next !== 0xff) return at;
  }
  return bytes.length;
}

/** The orientation tag of EXIF (CIPA DC-008, 4.6.5.A): 1 to 8; undefined where there is none that can be read. */
function turnedBy(body: Uint8Array): number | undefined {
  if (!startsWith(body, 'Exif\0\0') || body.length < 14) return undefined;
  const tiff = new DataView(body.buffer, body.byteOffset + 6, body.length - 6);
  const isLittle = tiff.getUint16(0) === 0x4949;
  const first = tiff.getUint32(4, isLittle);
  if (first + 2 > tiff.byteLength) return undefined;
  const entries = tiff.getUint16(first, isLittle);
  for (let nth = 0; nth < entries; nth += 1) {
    const entry = first + 2 + nth * 12;
    if (entry + 12 > tiff.byteLength) return undefined;
    if (tiff.getUint16(entry, isLittle) !== 0x0112) continue;
    const value = tiff.getUint16(entry + 8, isLittle);
    return value >= 1 && value <= 8 ? value : undefined;
  }
  return undefined;
}

/** EXIF with that one tag. */
function orientation(value: number): Uint8Array {
  const tiff = [
    0x4d,
    0x4d,
    0,
    42,
    0,
    0,
    0,
    8,
    0,
    1,
    0x01,
    0x12,
    0,
    3,
    0,
    0,
    0,
    1,
    0,
    value,
    0,
    0,
    0,
    0,
    0,
    0,
  ];
  return Uint8Array.of(0xff, app1, 0, 2 + 6 + tiff.length, 0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff);
}

function startsWith(body: Uint8Array, text: string): boolean {
  return Array.from(text).every((sign, nth) => body[nth] === sign.charCodeAt(0));
}
