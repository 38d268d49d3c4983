import { limits } from './limits.ts';

/**
 * What the serials of a product look like, written in a small language:
 *
 * - a character stands for itself, upper and lower case apart: `SN-`
 * - `[A-Z0-9]` is one character of those, `\d` a digit; `\` before any other sign takes it as it is
 * - `{6}`, `{6,8}` and `?` say how often the piece before them comes
 * - `|` stands between whole alternatives: `PH[0-9]{6}|[0-9]{15}`
 *
 * It is a subset of regular expressions without groups, `*` and `+`, so every pattern is read and matched in time
 * linear in its length and the serial's: nobody can make a scan slow by a pattern (ReDoS).
 */
export interface SerialPattern {
  readonly text: string;
  readonly ways: readonly (readonly Piece[])[];
}

/** One of `of`, from `least` to `most` times. */
interface Piece {
  readonly of: readonly string[];
  readonly least: number;
  readonly most: number;
}

export interface PatternError {
  /** Where in the text, counted from 0. */
  readonly at: number;
  /** Why, as it stands after "the pattern is wrong: ", without a full stop. */
  readonly why: string;
}

/** Reads a pattern of at most `serialPatternLengthMax` characters, or says where it is wrong. Never throws. */
export function readSerialPattern(
  text: string,
): { readonly pattern: SerialPattern } | { readonly error: PatternError } {
  if (text.length > limits.serialPatternLengthMax)
    return wrong(
      limits.serialPatternLengthMax,
      `it has more than ${limits.serialPatternLengthMax} characters`,
    );
  const ways: Piece[][] = [[]];
  for (let at = 0; at < text.length; ) {
    if (text[at] === '|') {
      ways.push([]);
      at += 1;
      continue;
    }
    const one = readOne(text, at);
    if ('why' in one) return { error: one };
    const count = readCount(text, one.end);
    if ('why' in count) return { error: count };
    ways.at(-1)!.push({ of: one.of, least: count.least, most: count.most });
    at = count.end;
  }
  if (ways.some((way) => shortest(way) === 0)) return wrong(0, 'it fits a serial without any character');
  if (ways.some((way) => shortest(way) > limits.serialLengthMax))
    return wrong(0, `a serial has at most ${limits.serialLengthMax} characters`);
  return { pattern: { text, ways } };
}

/** Whether the whole serial is as the pattern says. */
export function matchesPattern({ ways }: SerialPattern, serial: string): boolean {
  const characters = Array.from(serial);
  return ways.some((way) => (isFixed(way) ? fitsFixed(way, characters) : fits(way, characters)));
}

/** A made-up serial of the pattern, to show what is expected; the same one every time. */
export function exampleOf({ ways }: SerialPattern): string {
  let varied = 0;
  const oneOf = (of: readonly string[]) => {
    if (of.length > 1) varied += 1;
    return of[varied % of.length]!;
  };
  const pieces = ways[0] ?? [];
  return pieces.map(({ of, least }) => Array.from({ length: least }, () => oneOf(of)).join('')).join('');
}

// ---- Matching

/** Most patterns leave nothing open: their characters are simply compared (a third of the time of `fits`, measured). */
function isFixed(way: readonly Piece[]): boolean {
  return way.every(({ least, most }) => least === most);
}

function fitsFixed(way: readonly Piece[], characters: readonly string[]): boolean {
  let at = 0;
  for (const { of, least } of way)
    for (const end = at + least; at < end; at += 1)
      if (at >= characters.length || !of.includes(characters[at]!)) return false;
  return at === characters.length;
}

/**
 * Piece by piece, the set of places where the serial may be read up to: from each of them a piece reaches on as far
 * as its characters go. Steps: pieces × characters.
 */
function fits(way: readonly Piece[], characters: readonly string[]): boolean {
  let reached = new Array<boolean>(characters.length + 1).fill(false);
  reached[0] = true;
  for (const piece of way) reached = after(piece, characters, reached);
  return reached[characters.length]!;
}

function after({ of, least, most }: Piece, characters: readonly string[], reached: readonly boolean[]) {
  // How many characters of the piece's stand in a row from each place on.
  const runs = new Array<number>(characters.length + 1).fill(0);
  for (let at = characters.length - 1; at >= 0; at -= 1)
    runs[at] = of.includes(characters[at]!) ? runs[at + 1]! + 1 : 0;
  // Each place opens a stretch of places; `open` counts how many stretches cover the one at hand.
  const steps = new Array<number>(characters.length + 2).fill(0);
  for (let at = 0; at <= characters.length; at += 1) {
    if (!reached[at] || runs[at]! < least) continue;
    steps[at + least]! += 1;
    steps[at + Math.min(most, runs[at]!) + 1]! -= 1;
  }
  let open = 0;
  return reached.map((_, at) => {
    open += steps[at]!;
    return open > 0;
  });
}

// ---- Reading

interface One {
  readonly of: readonly string[];
  readonly end: number;
}

function readOne(text: string, at: number): One | PatternError {
  const sign = text[at]!;
  if (sign === '[') return readChoice(text, at);
  if (sign === '\\') return readEscaped(text, at);
  if (sign === '{' || sign === '?') return { at, why: `"${sign}" has nothing before it to repeat` };
  if (unknownSigns.includes(sign))
    return {
      at,
      why: `"${sign}" has no meaning in a serial pattern; write "\\${sign}" for the character itself`,
    };
  return isPrintable(sign) ? { of: [sign], end: at + 1 } : { at, why: notPrintable };
}

/** Signs that mean something in regular expressions, and here would only seem to. */
const unknownSigns = '()*+^$.]}';
const notPrintable = 'only letters, digits and signs of ASCII, and the blank, are known';
const digits = Array.from('0123456789');

function isPrintable(sign: string): boolean {
  return sign >= ' ' && sign <= '~';
}

function readEscaped(text: string, at: number): One | PatternError {
  const sign = text[at + 1];
  if (sign === undefined) return { at, why: '"\\" has nothing after it' };
  if (sign === 'd') return { of: digits, end: at + 2 };
  if (/[A-Za-z0-9]/.test(sign)) return { at, why: `"\\${sign}" is not known; "\\d" is a digit` };
  return isPrintable(sign) ? { of: [sign], end: at + 2 } : { at, why: notPrintable };
}

/** `[A-Z0-9-]`: characters and ranges; a dash at the end stands for itself. */
function readChoice(text: string, start: number): One | PatternError {
  const of = new Set<string>();
  let at = start + 1;
  if (text[at] === '^') return { at, why: '"[^" is not known; name what may stand there' };
  while (at < text.length && text[at] !== ']') {
    const from = readMember(text, at);
    if ('why' in from) return from;
    at = from.end;
    let to = from;
    if (text[at] === '-' && at + 1 < text.length && text[at + 1] !== ']') {
      const last = readMember(text, at + 1);
      if ('why' in last) return last;
      if (from.of.length > 1 || last.of.length > 1 || last.of[0]! < from.of[0]!)
        return { at, why: 'a range goes from a lower character to a higher one' };
      to = last;
      at = last.end;
    }
    if (to === from) for (const sign of from.of) of.add(sign);
    else for (const sign of between(from.of[0]!, to.of[0]!)) of.add(sign);
  }
  if (at >= text.length) return { at: start, why: '"[" is not closed' };
  return of.size === 0 ? { at: start, why: '"[]" fits nothing' } : { of: [...of], end: at + 1 };
}

function readMember(text: string, at: number): One | PatternError {
  const sign = text[at]!;
  if (sign === '\\') return readEscaped(text, at);
  return isPrintable(sign) ? { of: [sign], end: at + 1 } : { at, why: notPrintable };
}

function between(from: string, to: string): string[] {
  const [first, last] = [from.charCodeAt(0), to.charCodeAt(0)];
  return Array.from({ length: last - first + 1 }, (_, nth) => String.fromCharCode(first + nth));
}

interface Count {
  readonly least: number;
  readonly most: number;
  readonly end: number;
}

function readCount(text: string, at: number): Count | PatternError {
  if (text[at] === '?') return { least: 0, most: 1, end: at + 1 };
  if (text[at] !== '{') return { least: 1, most: 1, end: at };
  const written = /^\{([0-9]{1,3})(?:,([0-9]{1,3}))?\}/.exec(text.slice(at, at + 9));
  if (!written) return { at, why: 'a count is written {6} or {6,8}' };
  const least = Number(written[1]);
  const most = Number(written[2] ?? written[1]);
  if (most < least || most < 1) return { at, why: 'a count goes from a lower number to a higher one' };
  if (most > limits.serialLengthMax)
    return { at, why: `a serial has at most ${limits.serialLengthMax} characters` };
  return { least, most, end: at + written[0].length };
}

function shortest(way: readonly Piece[]): number {
  return way.reduce((sum, { least }) => sum + least, 0);
}

function wrong(at: number, why: string) {
  return { error: { at, why } };
}
