import { isDigits, isImei, luhnCheckDigit } from './check-digits.ts';
import { foldNumber } from './folded-number.ts';

/**
 * How a number that was read differs from one that is known, the commonest kind first:
 * same: not at all once case, blanks and dashes are left out · label_prefix: the label's "S/N" was read along ·
 * lookalike: 0/O, 1/I/L, 2/Z, 5/S, 8/B · check_digit: an IMEI without its check digit, or with a wrong one · swapped:
 * two neighbours changed places · doubled: a character was read twice · leading_zeros · dropped: a character is
 * missing · added: one is too many · replaced: one is another.
 */
export const misreadingKinds = [
  'same',
  'label_prefix',
  'lookalike',
  'check_digit',
  'swapped',
  'doubled',
  'leading_zeros',
  'dropped',
  'added',
  'replaced',
] as const;
export type MisreadingKind = (typeof misreadingKinds)[number];

export interface Misreading {
  /** The folded number that may have been meant (see foldNumber). */
  readonly meant: string;
  readonly kind: MisreadingKind;
  /** How many characters differ. */
  readonly differing: number;
}

/**
 * The numbers that may have been meant where `code` was read: at first those that people and scanners commonly make of
 * each other, then every number that differs by one character. Each once, under the likeliest kind; at most `max`.
 * For 15 characters these are some 1,100, so that each can be looked for by key and no index of likeness is needed.
 */
export function misreadingsOf(code: string, max: number): Misreading[] {
  const folded = foldNumber(code);
  const found = new Map<string, Misreading>();
  for (const make of makers)
    for (const one of make(folded, code)) {
      if (found.size >= max) return [...found.values()];
      if (one.meant !== '' && !found.has(one.meant)) found.set(one.meant, one);
    }
  return [...found.values()];
}

/** The same without the last step: what is commonly confused, some dozens. */
export function commonMisreadingsOf(code: string, max: number): Misreading[] {
  return misreadingsOf(code, max).filter(({ kind }) => kind !== 'replaced' && kind !== 'dropped');
}

/** Characters that look alike in print or by hand; the folded alphabet has upper case only. */
const lookalikes = ['0O', '1IL', '2Z', '5S', '8B'];
/** A number that looks like so many others is not all tried. */
const lookalikesMax = 128;
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

type Maker = (folded: string, code: string) => Iterable<Misreading>;

const makers: readonly Maker[] = [
  (folded) => [reading(folded, 'same', 0)],
  withoutLabel,
  lookingAlike,
  withCheckDigit,
  withNeighboursSwapped,
  readTwice,
  withoutZeros,
  withOneMissing,
  withOneTooMany,
  withOneReplaced,
];

function reading(meant: string, kind: MisreadingKind, differing = 1): Misreading {
  return { meant, kind, differing };
}

/** "S/N: 4711", and the letter S that GS1's elder sister puts before serials (ANSI MH10.8.2, identifier S). */
function withoutLabel(folded: string): Misreading[] {
  const match = /^(?:SERIALNUMBER|SERIALNO|SERIAL|SERNO|SNO|SN|S)(?=.{4})/.exec(folded);
  return match ? [reading(folded.slice(match[0].length), 'label_prefix', match[0].length)] : [];
}

/** Every choice among the characters that look alike, one change first, then two, and so on. */
function lookingAlike(folded: string): Misreading[] {
  let wave = [folded];
  const seen = new Map<string, number>([[folded, 0]]);
  for (let differing = 1; wave.length > 0 && seen.size < lookalikesMax; differing += 1) {
    const next: string[] = [];
    for (const text of wave)
      for (const other of alikeByOne(text, folded)) {
        if (seen.has(other) || seen.size >= lookalikesMax) continue;
        seen.set(other, differing);
        next.push(other);
      }
    wave = next;
  }
  seen.delete(folded);
  return [...seen].map(([meant, differing]) => reading(meant, 'lookalike', differing));
}

/** Places where `text` is still as it was read, changed one at a time. */
function* alikeByOne(text: string, read: string): Iterable<string> {
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] !== read[i]) continue;
    const group = lookalikes.find((one) => one.includes(text[i]!)) ?? '';
    for (const other of group) if (other !== text[i]) yield replacedAt(text, i, other);
  }
}

/** An IMEI's fifteenth digit follows from the others (3GPP TS 23.003, 6.2.1). */
function withCheckDigit(folded: string): Misreading[] {
  if (!isDigits(folded) || isImei(folded) || folded.length < 14 || folded.length > 15) return [];
  const body = folded.slice(0, 14);
  return [reading(body + luhnCheckDigit(body), 'check_digit')];
}

function* withNeighboursSwapped(folded: string): Iterable<Misreading> {
  for (let i = 0; i + 1 < folded.length; i += 1)
    yield reading(folded.slice(0, i) + folded[i + 1] + folded[i] + folded.slice(i + 2), 'swapped', 2);
}

function* readTwice(folded: string): Iterable<Misreading> {
  for (let i = 0; i + 1 < folded.length; i += 1)
    if (folded[i] === folded[i + 1]) yield reading(folded.slice(0, i) + folded.slice(i + 1), 'doubled');
}

/** Tables of other programs take serials for numbers. */
function withoutZeros(folded: string): Misreading[] {
  const rest = folded.replace(/^0+/, '');
  return rest.length < folded.length ? [reading(rest, 'leading_zeros', folded.length - rest.length)] : [];
}

function* withOneMissing(folded: string): Iterable<Misreading> {
  for (let i = 0; i <= folded.length; i += 1)
    for (const other of alphabet) yield reading(folded.slice(0, i) + other + folded.slice(i), 'dropped');
}

function* withOneTooMany(folded: string): Iterable<Misreading> {
  for (let i = 0; i < folded.length; i += 1) yield reading(folded.slice(0, i) + folded.slice(i + 1), 'added');
}

function* withOneReplaced(folded: string): Iterable<Misreading> {
  for (let i = 0; i < folded.length; i += 1)
    for (const other of alphabet)
      if (other !== folded[i]) yield reading(replacedAt(folded, i, other), 'replaced');
}

function replacedAt(text: string, i: number, character: string): string {
  return text.slice(0, i) + character + text.slice(i + 1);
}
