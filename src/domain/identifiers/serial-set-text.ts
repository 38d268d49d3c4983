import { limits } from '../limits.ts';
import { type ScanError, type ScanErrorCode, scanError } from './scan-error.ts';
import { firstOf, lastOf, rangeBetween, type SerialRange } from './serial-range.ts';
import { type SerialSet, tidy } from './serial-set-parts.ts';
import { checkPartCount, checkSerialText, rangeErrorSentence } from './serial-set-rules.ts';

/**
 * Reads a set as people write it: parts with a comma, semicolon or new line between, blank parts passed over.
 * - `S1F0*`: every serial that begins with S1F0; `*` alone: every serial
 * - `ABC0001..ABC0500`: a range, both ends included, alike but for one run of digits of the same length
 * - `ABC0001-ABC0500`: the same, when the dash in the middle has such ends on its two sides; when it has not,
 *   the whole is one serial (WD-WCAU42120876), unless the sides look like a range gone wrong (a dash with
 *   blanks around it, the same letters on both sides, the greater end first): then it is that error
 * - anything else: one serial. `"…"` makes one serial or end of whatever it holds; a quote inside is written
 *   twice.
 * Empty text is the empty set. Positions count in `text`. Linear in the length.
 */
export function parseSerialSet(text: string): { readonly set: SerialSet } | { readonly error: ScanError } {
  if (text.length > limits.serialSetTextLengthMax) {
    const sentence = `A set of serials is written in at most ${limits.serialSetTextLengthMax} characters`;
    return { error: scanError('set_too_long', limits.serialSetTextLengthMax, sentence) };
  }
  const prefixes: string[] = [];
  const ranges: SerialRange[] = [];
  const serials: string[] = [];
  let at = skip(text, 0, /[\s,;]/);
  while (at < text.length) {
    const part = readPart(text, at);
    if ('code' in part) return { error: part };
    if (part.prefix !== undefined) prefixes.push(part.prefix);
    if (part.range !== undefined) ranges.push(part.range);
    if (part.serial !== undefined) serials.push(part.serial);
    at = skip(text, part.end, /[\s,;]/);
  }
  const tooMany = checkPartCount(ranges.length, prefixes.length);
  return tooMany === null ? { set: tidy({ prefixes, ranges, serials }) } : { error: tooMany };
}

/**
 * The set as text: prefixes, ranges (with `..`), serials, each in order; `parseSerialSet` reads the same set
 * from it.
 */
export function formatSerialSet(set: SerialSet): string {
  const prefixes = set.prefixes.map((prefix) => `${prefix === '' ? '' : written(prefix)}*`);
  const ranges = set.ranges.map(writtenRange);
  return [...prefixes, ...ranges, ...set.serials.map(written)].join(', ');
}

/** With a dash where a dot beside the dots would belong to either serial. */
function writtenRange(range: SerialRange): string {
  const [first, last] = [written(firstOf(range)), written(lastOf(range))];
  return first.endsWith('.') || last.startsWith('.') ? `${first}-${last}` : `${first}..${last}`;
}

/** Blanks inside a part; a line's end closes it. */
const blank = /[^\S\r\n]/;

interface Part {
  readonly end: number;
  readonly prefix?: string;
  readonly range?: SerialRange;
  readonly serial?: string;
}

/** A quoted or bare text; `end` is behind it. */
interface Token {
  readonly text: string;
  readonly at: number;
  readonly end: number;
  readonly quoted: boolean;
}

function readPart(text: string, at: number): Part | ScanError {
  const token = readToken(text, at);
  if ('code' in token) return token;
  const after = skip(text, token.end, blank);
  if (text.startsWith('..', after)) return readDotted(text, token, after + 2);
  if (text[after] === '*') return readPrefix(text, token, after + 1);
  if (!isPartEnd(text, after)) {
    return scanError('set_part_broken', after, 'After the closing quote a comma or a new line is expected');
  }
  if (!token.quoted) return readDashed(token);
  return checkSerialText(token.text, at) ?? { serial: token.text, end: after };
}

function readPrefix(text: string, { text: prefix, at, quoted }: Token, end: number): Part | ScanError {
  const after = skip(text, end, blank);
  if (!isPartEnd(text, after)) {
    return scanError('prefix_misplaced_star', end - 1, 'A star stands only at the end of a prefix');
  }
  const isEverySerial = prefix === '' && !quoted;
  const wrong = isEverySerial ? null : checkSerialText(prefix, at);
  return wrong ?? { prefix, end: after };
}

function readDotted(text: string, first: Token, at: number): Part | ScanError {
  const last = readToken(text, skip(text, at, blank));
  if ('code' in last) return last;
  const end = skip(text, last.end, blank);
  if (!isPartEnd(text, end)) return scanError('set_part_broken', end, 'A range reads first..last');
  const wrong = checkSerialText(first.text, first.at) ?? checkSerialText(last.text, last.at);
  if (wrong !== null) return wrong;
  if (first.text === last.text) return { serial: first.text, end };
  const range = rangeBetween(first.text, last.text);
  return typeof range === 'string' ? rangeError(range, first.text, last.text, first.at) : { range, end };
}

/**
 * A bare text without dots. Both ends of a range have the same letters, so the same number of dashes: only
 * the middle one of an odd number can part them, and there is never a choice.
 */
function readDashed(token: Token): Part | ScanError {
  const { text, at, end } = token;
  const dashes = [...text.matchAll(/-/g)].map((dash) => dash.index);
  const spaced = text.indexOf(' - ');
  const middle = dashes.length % 2 === 1 ? dashes[dashes.length >> 1]! : spaced + 1;
  const [first, last] = [text.slice(0, middle).trimEnd(), text.slice(middle + 1).trimStart()];
  if (middle > 0 && first !== '' && last !== '' && first !== last) {
    const wrong = checkSerialText(first, at) ?? checkSerialText(last, at + text.length - last.length);
    if (wrong !== null) return wrong;
    const range = rangeBetween(first, last);
    if (typeof range !== 'string') return { range, end };
    if (spaced >= 0 || looksMeant(range, first)) return rangeError(range, first, last, at);
  }
  return checkSerialText(text, at) ?? { serial: text, end };
}

/**
 * True when the two sides are no range but were surely meant as one, so that they must not pass as one odd
 * serial.
 */
function looksMeant(code: ScanErrorCode, first: string): boolean {
  return code === 'range_reversed' || (code !== 'range_not_numeric' && /[^0-9]/.test(first));
}

function rangeError(code: ScanErrorCode, first: string, last: string, at: number): ScanError {
  return scanError(code, at, rangeErrorSentence(code, first, last));
}

/**
 * A text longer than two serials and what may stand between them is refused before anything is tried on it.
 */
function readToken(text: string, at: number): Token | ScanError {
  const token = text[at] === '"' ? readQuoted(text, at) : readBare(text, at);
  if ('code' in token || token.text.length <= 4 * limits.serialLengthMax + 3) return token;
  return checkSerialText(token.text, at) ?? token;
}

function readBare(text: string, at: number): Token {
  let end = at;
  while (!isPartEnd(text, end) && text[end] !== '*' && !text.startsWith('..', end)) end += 1;
  const bare = text.slice(at, end).trimEnd();
  return { text: bare, at, end: at + bare.length, quoted: false };
}

function readQuoted(text: string, at: number): Token | ScanError {
  let value = '';
  for (let i = at + 1; i < text.length; i += 1) {
    if (text[i] !== '"') {
      value += text[i];
    } else if (text[i + 1] === '"') {
      value += '"';
      i += 1;
    } else {
      return { text: value, at, end: i + 1, quoted: true };
    }
  }
  return scanError('set_part_broken', at, 'The quote that opens here is not closed');
}

function isPartEnd(text: string, at: number): boolean {
  return at >= text.length || text[at] === ',' || text[at] === ';' || text[at] === '\n' || text[at] === '\r';
}

function skip(text: string, from: number, what: RegExp): number {
  let at = from;
  while (at < text.length && what.test(text[at]!)) at += 1;
  return at;
}

/** In quotes when the bare text would be read as anything but this one serial. */
function written(serial: string): string {
  const plain = readPart(serial, skip(serial, 0, /[\s,;]/));
  const isPlain = !('code' in plain) && plain.serial === serial && plain.end === serial.length;
  return isPlain && serial[0] !== '"' ? serial : `"${serial.replaceAll('"', '""')}"`;
}
