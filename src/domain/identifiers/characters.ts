import { type ScanError, scanError } from './scan-error.ts';

/** Which characters a text may hold. GS1 sets after the General Specifications, figures 7.11-1 to 7.11-3. */
export type CharacterSet = 'N' | 'X' | 'Y' | 'Z';

/**
 * First index from `from` to before `to` that is not in the set (N, X CSET 82, Y CSET 39, Z base64url), or
 * -1.
 */
export function firstOutsideSet(text: string, set: CharacterSet, from = 0, to = text.length): number {
  const bit = bits[set];
  for (let i = from; i < to; i += 1) {
    const code = text.charCodeAt(i);
    if (code > 0x7f || (setsOf[code]! & bit) === 0) return i;
  }
  return -1;
}

/**
 * The first character that no code may hold: half a surrogate pair, the mark a decoder leaves for broken
 * UTF-8, a control character, or one that cannot be seen and so makes two equal-looking serials differ
 * (zero-width, text direction, tags, fillers, line separators). `except` lets one control character pass (GS
 * in element strings). Null when all is well.
 */
export function findForbidden(text: string, except = ''): ScanError | null {
  for (let i = 0; i < text.length; ) {
    const code = text.codePointAt(i)!;
    const character = String.fromCodePoint(code);
    const refused = character === except ? null : forbidden(code, character);
    if (refused !== null) return scanError(refused, i, `${sentences[refused]} (U+${hex(code)})`);
    i += character.length;
  }
  return null;
}

/**
 * True when a character outside ASCII looks like an ASCII one: Cyrillic А for A, full-width １ for 1, a long
 * dash for "-".
 */
export function hasLookalike(text: string): boolean {
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code > 0x7f && (lookalikes.has(character) || inLookalikeBlock(code))) return true;
  }
  return false;
}

const digits = '0123456789';
const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const lower = 'abcdefghijklmnopqrstuvwxyz';
const members: Readonly<Record<CharacterSet, string>> = {
  N: digits,
  X: `!"%&'()*+,-./${digits}:;<=>?${upper}_${lower}`,
  Y: `#-/${digits}${upper}`,
  Z: `-_=${digits}${upper}${lower}`,
};

/** The characters of CSET 82 in GS1's order: the place of one is its value in a check character pair. */
export const cset82 = members.X;

const bits: Readonly<Record<CharacterSet, number>> = { N: 1, X: 2, Y: 4, Z: 8 };
/** For each ASCII code the sets that hold it, a bit each. */
const setsOf = new Uint8Array(128);
for (const set of ['N', 'X', 'Y', 'Z'] as const) {
  for (const character of members[set]) setsOf[character.charCodeAt(0)]! |= bits[set];
}

type ForbiddenCode = 'lone_surrogate' | 'undecodable_character' | 'control_character' | 'invisible_character';

const sentences: Readonly<Record<ForbiddenCode, string>> = {
  lone_surrogate: 'The text holds half of a character',
  undecodable_character: 'A character was lost before it reached us: the text is not what was scanned',
  control_character: 'The text holds a control character',
  invisible_character: 'The text holds a character that cannot be seen',
};

function forbidden(code: number, character: string): ForbiddenCode | null {
  if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) return 'control_character';
  if (code < 0x7f) return null;
  if (code >= 0xd800 && code <= 0xdfff) return 'lone_surrogate';
  if (code === 0xfffd) return 'undecodable_character';
  const isNoncharacter = (code & 0xfffe) === 0xfffe || (code >= 0xfdd0 && code <= 0xfdef);
  if (isNoncharacter || blanks.has(code) || isVariationSelector(code) || unseen.test(character)) {
    return 'invisible_character';
  }
  return null;
}

/** Format characters (soft hyphen, zero-width, text direction, tags) and line or paragraph separators. */
const unseen = /^[\p{Cf}\p{Zl}\p{Zp}]$/u;
/**
 * Letters and marks by category that show nothing: grapheme joiner, Hangul and Khmer fillers, braille blank.
 */
const blanks: ReadonlySet<number> = new Set([0x34f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x2800, 0x3164, 0xffa0]);

function isVariationSelector(code: number): boolean {
  return (
    (code >= 0xfe00 && code <= 0xfe0f) ||
    (code >= 0x180b && code <= 0x180f) ||
    (code >= 0xe0100 && code <= 0xe01ef)
  );
}

/** One character each, by script: small on purpose, those that a keyboard of that script really yields. */
const lookalikes: ReadonlySet<string> = new Set([
  ...'АВСЕНІЈКМОРЅТУХЗӀԌԚԜасеіјорѕухһԁԛԝӏв',
  ...'ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹοανικρυχϲ',
  ...'ՕՍօոսցԱ',
  ...'ıȷɑɡƖℓКÅ',
  ...'‐‑‒–—―−﹣',
  ...'‘’‚“”´ˋ⁄∕∶․',
  ...'\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000',
]);

/** Full-width ASCII, mathematical letters and digits, Roman numerals. */
function inLookalikeBlock(code: number): boolean {
  return (
    (code >= 0xff01 && code <= 0xff5e) ||
    (code >= 0x1d400 && code <= 0x1d7ff) ||
    (code >= 0x2160 && code <= 0x217f)
  );
}

function hex(code: number): string {
  return code.toString(16).toUpperCase().padStart(4, '0');
}
