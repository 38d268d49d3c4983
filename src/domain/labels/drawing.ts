import { type LabelRotation, mmPerInch } from './design.ts';
import type { LabelLayout, PlacedSymbol, PlacedText } from './layout.ts';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A label as black shapes and texts, for whatever draws: in dots, as it is read. */
export interface LabelDrawing {
  readonly width: number;
  readonly height: number;
  readonly rotation: LabelRotation;
  readonly mmPerDot: number;
  readonly rectangles: readonly Rectangle[];
  readonly texts: readonly (PlacedText & { readonly baseline: number })[];
}

export function drawingOf({ design, width, height, symbol, texts }: LabelLayout): LabelDrawing {
  return {
    width,
    height,
    rotation: design.rotation,
    mmPerDot: mmPerInch / design.dpi,
    rectangles: darkOf(symbol),
    texts: texts.map((text) => ({ ...text, baseline: baselineOf(text) })),
  };
}

/** Where a text's letters stand, under the room that marks above capitals need. */
export function baselineOf({ y, size }: PlacedText): number {
  return y + Math.round(size * 0.88);
}

/** The bars, or the dark modules, those side by side in one. */
function darkOf({ shape, x, y, module, height }: PlacedSymbol): Rectangle[] {
  if ('rows' in shape)
    return shape.rows.flatMap((row, nth) =>
      runsOf(row).map(([from, length]) => ({
        x: x + from * module,
        y: y + nth * module,
        width: length * module,
        height: module,
      })),
    );
  let left = x;
  return shape.widths.flatMap((modules, nth) => {
    const bar = { x: left, y, width: modules * module, height };
    left += bar.width;
    return nth % 2 === 0 ? [bar] : [];
  });
}

function runsOf(row: readonly boolean[]): [from: number, length: number][] {
  const runs: [number, number][] = [];
  for (const [at, dark] of row.entries()) {
    const last = runs.at(-1);
    if (!dark) continue;
    if (last && last[0] + last[1] === at) last[1] += 1;
    else runs.push([at, 1]);
  }
  return runs;
}

/** A rectangle on the medium, after everything was turned clockwise. */
export function turned(
  { x, y, width, height }: Rectangle,
  { width: across, height: down, rotation }: Pick<LabelDrawing, 'width' | 'height' | 'rotation'>,
): Rectangle {
  if (rotation === 90) return { x: down - y - height, y: x, width: height, height: width };
  if (rotation === 180) return { x: across - x - width, y: down - y - height, width, height };
  if (rotation === 270) return { x: y, y: across - x - width, width: height, height: width };
  return { x, y, width, height };
}

/** How large the medium is, in dots. */
export function mediumOf({ width, height, rotation }: Pick<LabelDrawing, 'width' | 'height' | 'rotation'>) {
  return rotation === 90 || rotation === 270 ? { width: height, height: width } : { width, height };
}
