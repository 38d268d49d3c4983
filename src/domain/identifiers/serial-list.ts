import { limits } from '../limits.ts';
import { type ScanError, scanError } from './scan-error.ts';
import { countOf, isInRange, rangeBetween, rangeNumbers, type SerialRange } from './serial-range.ts';
import { checkSerialText, rangeErrorSentence } from './serial-set-rules.ts';

/** What was written, in its order: ranges whole, so that a long one costs nothing until its serials are asked for. */
export type ListPart =
  | { readonly serial: string; readonly at: number }
  | { readonly range: SerialRange; readonly at: number };

/**
 * Reads serials as they are written on a delivery note, with blanks, commas, semicolons or line ends between:
 * - `ABC0001-ABC0500` or `ABC0001..ABC0500`: a range, both ends included, alike but for one run of digits. A dash makes a
 *   range only where its two sides are such ends; `WD-WCAU42` is one serial
 * - `3-12`: plain numbers may grow a digit
 * - `9+2`: nine and the two behind it, as InvenTree writes it
 * - `"A B"`: one serial, whatever is in it; a quote inside is written twice.
 * Errors say where. Linear in the length, of at most `serialSetTextLengthMax` characters.
 */
export function readSerialList(
  text: string,
): { readonly parts: readonly ListPart[] } | { readonly error: ScanError } {
  if (text.length > limits.serialSetTextLengthMax) {
    const sentence = `A list of serials is written in at most ${limits.serialSetTextLengthMax} characters`;
    return { error: scanError('set_too_long', limits.serialSetTextLengthMax, sentence) };
  }
  const parts: ListPart[] = [];
  let at = 0;
  while (at < text.length) {
    if (isBetween(text[at]!)) {
      at += 1;
      continue;
    }
    const read = text[at] === '"' ? readQuoted(text, at) : readBare(text, at);
    if ('code' in read) return { error: read };
    parts.push(...read.parts);
    at = read.end;
  }
  return { parts };
}

/**
 * The serials of a list one by one, in their order. One that stands twice, also inside a range, is an error at its second
 * place; so are more than `most`.
 */
export function serialsOfList(
  text: string,
  most: number,
): { readonly serials: readonly string[] } | { readonly error: ScanError } {
  const read = readSerialList(text);
  if ('error' in read) return read;
  const seen = new Set<string>();
  for (const part of read.parts) {
    const count = 'serial' in part ? 1n : countOf(part.range);
    if (BigInt(seen.size) + count > BigInt(most))
      return { error: scanError('list_too_long', part.at, `With this there are more than ${most} serials`) };
    const serials = 'serial' in part ? [part.serial] : rangeNumbers(part.range, 0, Number(count));
    for (const serial of serials) {
      if (seen.has(serial))
        return { error: scanError('listed_twice', part.at, `"${serial}" stands here for the second time`) };
      seen.add(serial);
    }
  }
  return { serials: [...seen] };
}

/** How many serials a list names, each as often as it stands. */
export function countInList(parts: readonly ListPart[]): number {
  return parts.reduce((sum, part) => sum + ('serial' in part ? 1 : Number(countOf(part.range))), 0);
}

export function isInList(parts: readonly ListPart[], serial: string): boolean {
  return parts.some((part) => ('serial' in part ? part.serial === serial : isInRange(part.range, serial)));
}

interface ReadPart {
  readonly parts: readonly ListPart[];
  readonly end: number;
}

function readQuoted(text: string, at: number): ReadPart | ScanError {
  const closed = /^"((?:[^"]|"")*)"/.exec(text.slice(at));
  if (!closed) return scanError('set_part_broken', at, 'The quote that opens here is not closed');
  const end = at + closed[0].length;
  if (end < text.length && !isBetween(text[end]!))
    return scanError('set_part_broken', end, 'After the closing quote a blank or a comma is expected');
  const serial = closed[1]!.replaceAll('""', '"');
  return checkSerialText(serial, at) ?? { parts: [{ serial, at }], end };
}

function readBare(text: string, at: number): ReadPart | ScanError {
  let end = at;
  while (end < text.length && !isBetween(text[end]!)) end += 1;
  const word = text.slice(at, end);
  // Two serials and what may stand between them: nothing longer is looked at.
  if (word.length > 4 * limits.serialLengthMax + 3) return checkSerialText(word, at)!;
  const parts = readWord(word, at);
  return 'code' in parts ? parts : { parts, end };
}

function readWord(word: string, at: number): readonly ListPart[] | ScanError {
  const counted = /^(.*?)([0-9]+)\+([0-9]{1,9})$/.exec(word);
  if (counted) return readCounted(counted[1]!, counted[2]!, Number(counted[3]), at);
  const dots = word.indexOf('..');
  if (dots > 0) return readRange(word.slice(0, dots), word.slice(dots + 2), at, true);
  const dashes = [...word.matchAll(/-/g)].map((dash) => dash.index);
  const middle = dashes.length % 2 === 1 ? dashes[dashes.length >> 1]! : 0;
  const [first, last] = [word.slice(0, middle), word.slice(middle + 1)];
  if (middle > 0 && last !== '') return readRange(first, last, at, false, word);
  return single(word, at);
}

/** `isMeant`: it can be nothing but a range. */
function readRange(
  first: string,
  last: string,
  at: number,
  isMeant: boolean,
  whole = `${first}..${last}`,
): readonly ListPart[] | ScanError {
  const wrong = checkSerialText(first, at) ?? checkSerialText(last, at + whole.length - last.length);
  if (wrong) return wrong;
  if (first === last) return isMeant ? single(first, at) : single(whole, at);
  if (isPlain(first) && isPlain(last) && first.length < last.length) return growing(first, last, at);
  const range = rangeBetween(first, last);
  if (typeof range !== 'string') return [{ range, at }];
  const looksMeant = range === 'range_reversed' || (range !== 'range_not_numeric' && /[^0-9]/.test(first));
  if (isMeant || looksMeant || (isPlain(first) && isPlain(last)))
    return scanError(range, at, rangeErrorSentence(range, first, last));
  return single(whole, at);
}

/** `9+2`: the digits go on in their width; only plain numbers grow a digit. */
function readCounted(
  prefix: string,
  digits: string,
  more: number,
  at: number,
): readonly ListPart[] | ScanError {
  const first = prefix + digits;
  const wrong = checkSerialText(first, at);
  if (wrong) return wrong;
  if (more === 0) return [{ serial: first, at }];
  const last = String(BigInt(digits) + BigInt(more)).padStart(digits.length, '0');
  if (last.length === digits.length) return [{ range: { prefix, from: digits, to: last, suffix: '' }, at }];
  if (isPlain(first)) return growing(first, last, at);
  const sentence = `"${first}" and the ${more} behind it need more than ${digits.length} digits`;
  return scanError('count_broken', at, sentence);
}

/** Plain numbers from a shorter to a longer one: a range for each count of digits. */
function growing(first: string, last: string, at: number): readonly ListPart[] {
  const parts: ListPart[] = [];
  for (let width = first.length; width <= last.length; width += 1) {
    const from = width === first.length ? first : `1${'0'.repeat(width - 1)}`;
    const to = width === last.length ? last : '9'.repeat(width);
    parts.push(from === to ? { serial: from, at } : { range: { prefix: '', from, to, suffix: '' }, at });
  }
  return parts;
}

/** A number without zeros in front, that a person counts with. */
function isPlain(text: string): boolean {
  return /^[1-9][0-9]{0,14}$/.test(text);
}

function single(serial: string, at: number): readonly ListPart[] | ScanError {
  return checkSerialText(serial, at) ?? [{ serial, at }];
}

function isBetween(character: string): boolean {
  return /[\s,;]/.test(character);
}
