import bwip from 'bwip-js/node';

/** A symbol in the picture: which one, what it says, and where it stands, in points. */
export interface Symbol {
  readonly kind: 'ean13' | 'code128' | 'datamatrix' | 'gs1datamatrix' | 'qrcode';
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

export interface Scene {
  readonly seconds: number;
  readonly symbols: readonly Symbol[];
}

const [width, height] = [640, 480];
const framesPerSecond = 5;
/** Points a module is wide: as a label that is held a hand's breadth from a phone. */
const module = { linear: 2, matrix: 6 } as const;
const barHeight = 70;

/** What a camera would see, scene after scene, as YUV4MPEG2 (the form that Chromium's fake camera plays). */
export function labelsVideo(scenes: readonly Scene[]): Buffer {
  const header = Buffer.from(`YUV4MPEG2 W${width} H${height} F${framesPerSecond}:1 Ip A1:1 C420jpeg\n`);
  const frames = scenes.flatMap(({ seconds, symbols }) => {
    const frame = frameOf(symbols);
    return Array.from({ length: seconds * framesPerSecond }, () => frame);
  });
  return Buffer.concat([header, ...frames]);
}

function frameOf(symbols: readonly Symbol[]): Buffer {
  const light = Buffer.alloc(width * height, 235);
  for (const symbol of symbols) draw(symbol, light);
  return Buffer.concat([Buffer.from('FRAME\n'), light, Buffer.alloc((width * height) / 2, 128)]);
}

function draw({ kind, text, x, y }: Symbol, light: Buffer): void {
  const drawn = (bwip.raw({ bcid: kind, text }) as readonly Drawn[])[0]!;
  if ('pixs' in drawn) {
    const size = module.matrix;
    for (const [at, dark] of drawn.pixs.entries()) {
      const [column, row] = [at % drawn.pixx, Math.floor(at / drawn.pixx)];
      if (dark) fill(light, x + column * size, y + row * size, size, size);
    }
    return;
  }
  let left = x;
  for (const [at, modules] of drawn.sbs.entries()) {
    if (at % 2 === 0) fill(light, left, y, modules * module.linear, barHeight);
    left += modules * module.linear;
  }
}

/** Rows of modules, or bars and spaces in turn, beginning with a bar. */
type Drawn =
  | { readonly pixs: readonly number[]; readonly pixx: number }
  | { readonly sbs: readonly number[] };

function fill(light: Buffer, x: number, y: number, columns: number, rows: number): void {
  for (let row = y; row < y + rows; row += 1)
    light.fill(16, row * width + x, row * width + Math.min(x + columns, width));
}
