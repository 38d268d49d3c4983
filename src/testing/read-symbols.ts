import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PNG } from 'pngjs';
import { prepareZXingModule, type ReadResult, readBarcodes } from 'zxing-wasm/reader';

/** What a scanner reads in a picture: a reader of another hand than what drew it. */
export async function readSymbols(picture: Pixels): Promise<readonly ReadResult[]> {
  const { width, height, data } = picture;
  const image = { width, height, data: new Uint8ClampedArray(data), colorSpace: 'srgb' };
  // The server's types know no ImageData; this is what one is.
  return (await readBarcodes(image as unknown as Uint8Array, { textMode: 'Plain', tryHarder: true })).filter(
    ({ isValid }) => isValid,
  );
}

/** RGBA, row after row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

export function pixelsOfPng(png: Uint8Array): Pixels {
  return PNG.sync.read(Buffer.from(png));
}

/** Black rectangles on white, with so many dots to a unit of theirs. */
export function pixelsOf(
  size: { readonly width: number; readonly height: number },
  rectangles: readonly { x: number; y: number; width: number; height: number }[],
  scale = 1,
): Pixels {
  const [width, height] = [Math.round(size.width * scale), Math.round(size.height * scale)];
  const data = new Uint8Array(width * height * 4).fill(255);
  for (const one of rectangles) {
    const [left, right] = [Math.round(one.x * scale), Math.round((one.x + one.width) * scale)];
    const [top, bottom] = [Math.round(one.y * scale), Math.round((one.y + one.height) * scale)];
    for (let y = top; y < bottom; y += 1)
      for (let x = left; x < right; x += 1) data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
  }
  return { width, height, data };
}

const reader = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(reader)).buffer } });
