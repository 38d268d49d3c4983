import { textWidth } from './text-width.ts';

/** A text that is to stand in a block. Sizes and widths are in dots. */
export interface TextWish {
  readonly where: string;
  readonly text: string;
  readonly size: number;
  readonly bold: boolean;
  /** A number is never cut: it takes as many lines as it needs. */
  readonly isNumber: boolean;
  readonly linesMax: number;
}

export interface FittedLine {
  readonly where: string;
  readonly text: string;
  readonly size: number;
  readonly bold: boolean;
}

export interface FittedText {
  readonly lines: readonly FittedLine[];
  readonly height: number;
  /** What ends in an ellipsis. */
  readonly shortened: readonly string[];
}

/** From one line's top to the next one's, in ems. */
export const lineEms = 1.15;
/** Below this a letter is no letter any more. */
const leastMm = 1.3;

/**
 * Texts below each other in a block. They shrink together, to 80 % before anything is cut; then names and free texts end in
 * an ellipsis; then everything shrinks to 60 %. Null where even that is too much, and never a part of a number is left out.
 */
export function fitText(
  wishes: readonly TextWish[],
  width: number,
  height: number,
  dotsPerMm: number,
): FittedText | null {
  for (const [scale, mayCut] of steps) {
    const fitted = atScale(wishes, width, scale, leastMm * dotsPerMm);
    if (fitted.height > height) continue;
    if (fitted.shortened.length === 0 || mayCut) return fitted;
  }
  return null;
}

/** The height of the same at its smallest, for saying what is missing. */
export function leastHeight(wishes: readonly TextWish[], width: number, dotsPerMm: number): number {
  return atScale(wishes, width, 0.6, leastMm * dotsPerMm).height;
}

const steps: readonly (readonly [scale: number, mayCut: boolean])[] = [
  [1, false],
  [0.9, false],
  [0.8, false],
  [0.8, true],
  [0.7, true],
  [0.6, true],
];

function atScale(wishes: readonly TextWish[], width: number, scale: number, least: number): FittedText {
  const lines: FittedLine[] = [];
  const shortened: string[] = [];
  for (const { where, text, size: wished, bold, isNumber, linesMax } of wishes) {
    const size = Math.max(Math.round(wished * scale), Math.min(wished, Math.ceil(least)));
    const widthOf = (part: string) => textWidth(part, bold) * size;
    const all = isNumber ? brokenAnywhere(text, width, widthOf) : brokenAtBlanks(text, width, widthOf);
    const kept = isNumber || all.length <= linesMax ? all : all.slice(0, linesMax);
    if (kept.length < all.length) {
      shortened.push(where);
      kept[kept.length - 1] = withEllipsis(kept.at(-1)!, width, widthOf);
    }
    for (const line of kept) lines.push({ where, text: line, size, bold });
  }
  return { lines, shortened, height: lines.reduce((sum, { size }) => sum + lineHeight(size), 0) };
}

export function lineHeight(size: number): number {
  return Math.ceil(size * lineEms);
}

type WidthOf = (part: string) => number;

function brokenAtBlanks(text: string, width: number, widthOf: WidthOf): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const parts = brokenAnywhere(word, width, widthOf);
    lines.push(...parts.slice(0, -1));
    line = parts.at(-1)!;
  }
  return [...lines, line];
}

function brokenAnywhere(text: string, width: number, widthOf: WidthOf): string[] {
  const lines: string[] = [];
  let line = '';
  for (const letter of text) {
    if (line !== '' && widthOf(line + letter) > width) {
      lines.push(line);
      line = '';
    }
    line += letter;
  }
  return [...lines, line];
}

function withEllipsis(line: string, width: number, widthOf: WidthOf): string {
  let kept = Array.from(line);
  while (kept.length > 0 && widthOf(`${kept.join('')}…`) > width) kept = kept.slice(0, -1);
  return `${kept.join('').trimEnd()}…`;
}
