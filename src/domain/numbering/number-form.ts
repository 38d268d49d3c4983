import { firstOutsideSet } from '../identifiers/characters.ts';
import { junkSerial } from '../imports/junk-serials.ts';
import { limits } from '../limits.ts';
import { type CheckKind, luhnCharacter, mod3736 } from './check-characters.ts';

/**
 * What the numbers that we give out look like: texts around a part that differs from number to number, and perhaps a
 * check character. Every number has a place in a row, its *ordinal*, from 0; so a block of a million numbers is two
 * integers, and whose a number is can be told from the number alone.
 */
export interface NumberForm {
  readonly pieces: readonly Piece[];
  /** What the differing part is written with, and how many of them it has. */
  readonly symbols: string;
  readonly length: number;
  /** The number at ordinal 0; 0 for random ones. */
  readonly start: number;
  readonly check: CheckKind | 'luhn_mod_n' | null;
  readonly isRandom: boolean;
}

/** A text as it stands, the differing part, or the check character over all before it. */
export type Piece = { readonly text: string } | 'number' | 'check';

/**
 * Characters of random numbers. Nothing that is taken for another (0 O Q D, 1 I L, 2 Z, 5 S, 8 B, 6 G, U V), and no
 * vowels, so that no word arises. An even number of them: Luhn's formula needs that.
 */
export const randomSymbols = '0123456789CFHJKMNPRTVWXY';
const digits = '0123456789';

/** How many numbers the form has; at most 2^53 are counted. */
export function sizeOf({ symbols, length, start }: NumberForm): number {
  return Math.min(symbols.length ** length - start, Number.MAX_SAFE_INTEGER);
}

/** How hard it is to guess one number of a random form: the choices in bits, to a tenth. 0 for counted ones. */
export function entropyBits({ isRandom, symbols, length }: NumberForm): number {
  return isRandom ? Math.floor(length * Math.log2(symbols.length) * 10) / 10 : 0;
}

/** How many characters its numbers have. */
export function lengthOf({ pieces, length }: NumberForm): number {
  const of = (piece: Piece) => (piece === 'number' ? length : piece === 'check' ? 1 : piece.text.length);
  return pieces.reduce((sum, piece) => sum + of(piece), 0);
}

/** The differing part at an ordinal of a counted form. */
export function countedPart({ start, length }: NumberForm, ordinal: number): string {
  return String(start + ordinal).padStart(length, '0');
}

/** The number with this differing part. */
export function writeNumber(form: NumberForm, part: string): string {
  let text = '';
  for (const piece of form.pieces) {
    if (piece === 'number') text += part;
    else if (piece === 'check') text += checkOf(form, text, part);
    else text += piece.text;
  }
  return text;
}

/** The differing part of a number of this form; null for one that is none of it, or whose check character is wrong. */
export function readNumber(form: NumberForm, text: string): string | null {
  if (text.length !== lengthOf(form)) return null;
  let at = 0;
  let part = '';
  for (const piece of form.pieces) {
    if (piece === 'number') {
      part = text.slice(at, at + form.length);
      for (const symbol of part) if (!form.symbols.includes(symbol)) return null;
      at += form.length;
    } else if (piece === 'check') at += 1;
    else if (text.startsWith(piece.text, at)) at += piece.text.length;
    else return null;
  }
  return writeNumber(form, part) === text ? part : null;
}

/** The ordinal of a differing part of a counted form; null where it lies before the start. */
export function countedOrdinal({ start }: NumberForm, part: string): number | null {
  const ordinal = Number(part) - start;
  return Number.isSafeInteger(ordinal) && ordinal >= 0 ? ordinal : null;
}

/**
 * Why numbers of this form cannot stand in a GS1 symbol beside a GTIN: AI (21) takes 20 characters of CSET 82 (GS1
 * General Specifications, 3.5.2). Null where they can.
 */
export function gs1Fault(form: NumberForm): string | null {
  const length = lengthOf(form);
  if (length > limits.gs1SerialLengthMax)
    return `the product has a GTIN, and a GS1 serial has at most ${limits.gs1SerialLengthMax} characters, not ${length}`;
  const texts = form.pieces.map((piece) => (typeof piece === 'string' ? '' : piece.text)).join('');
  const outside = firstOutsideSet(texts, 'X');
  return outside < 0 ? null : `the product has a GTIN, and a GS1 serial cannot hold "${texts[outside]}"`;
}

/** The same for one number. */
export function gs1NumberFault(text: string): string | null {
  if (text.length > limits.gs1SerialLengthMax)
    return `a GS1 serial has at most ${limits.gs1SerialLengthMax} characters`;
  const outside = firstOutsideSet(text, 'X');
  return outside < 0 ? null : `a GS1 serial cannot hold "${text[outside]}"`;
}

/** Numbers that a machine or a person would take for no number at all are passed over. */
export function isUsable(text: string): boolean {
  return isPlainlyMixed(text) || junkSerial(text) === null;
}

/** Letters beside digits, and nothing a spreadsheet writes: nearly all of ours, told apart in a tenth of the time. */
function isPlainlyMixed(text: string): boolean {
  return text.length > 4 && /^[A-Z][A-Z-]*[0-9]/.test(text);
}

function checkOf({ check, symbols }: NumberForm, before: string, part: string): string {
  if (check === 'mod_37_36') return mod3736(before);
  return check === 'luhn' ? luhnCharacter(before, digits) : luhnCharacter(part, symbols);
}
