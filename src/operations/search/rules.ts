import { findFolded, foldNumber } from '../../domain/identifiers/folded-number.ts';
import { limits } from '../../domain/limits.ts';

/** What can be looked for. */
export const searchKinds = ['unit', 'document', 'product', 'exception', 'customer'] as const;
export type SearchKind = (typeof searchKinds)[number];

/** How a fragment stands in what it was found in, the best first. near: not as typed, but one misreading away. */
export const hows = ['whole', 'start', 'end', 'inside', 'near'] as const;
export type How = (typeof hows)[number];

/** A place in a text as it is kept, in UTF-16 units: [from, to). */
export interface Match {
  readonly how: How;
  readonly from: number;
  readonly to: number;
}

/** Begins the key of a whole number; no folded number holds it, and it sorts by itself (U+005E). */
const startMark = '^';
/** Sorts behind whatever may follow a fragment. */
const behindAll = '\u{10FFFF}';
const alphabet = Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ');

/** Keys from the first up to but without the second. */
export type KeyRange = readonly [low: string, high: string];

/**
 * The keys under which a number is found: itself, marked, and every second of its endings, down to `fragmentLengthMin`
 * characters. A fragment begins one of them, or stands one character behind where one begins: see rangesHolding. Every
 * ending for a number with letters outside our alphabet; none for one without letters and digits, which is found whole only.
 */
export function searchKeys(value: string): string[] {
  const characters = Array.from(foldNumber(value));
  if (characters.length === 0) return [];
  const keys = [wholeKey(characters.join(''))];
  const step = characters.every((character) => alphabet.includes(character)) ? 2 : 1;
  for (let i = step; i + limits.fragmentLengthMin <= characters.length; i += step)
    keys.push(characters.slice(i).join(''));
  return keys;
}

/** The key of a number as a whole. */
export function wholeKey(folded: string): string {
  return startMark + folded;
}

/** Whole numbers that begin with the folded fragment. */
export function rangeStarting(fragment: string): KeyRange {
  return beginning(wholeKey(fragment));
}

/**
 * Where keys of numbers with the fragment anywhere stand: those that begin with it, those that end with it, then the others.
 * Some 150 short walks.
 */
export function rangesHolding(fragment: string): KeyRange[] {
  const behindOne = alphabet.map((character) => character + fragment);
  const within = [fragment, ...behindOne];
  return [
    rangeStarting(fragment),
    ...within.map(exactly),
    ...behindOne.map((text) => exactly(wholeKey(text))),
    ...within.map(beginning),
    ...behindOne.map(rangeStarting),
  ];
}

/** All keys of whole numbers. */
export const wholeNumbers: KeyRange = [startMark, '_'];

function exactly(key: string): KeyRange {
  return [key, `${key}\u0001`];
}

function beginning(key: string): KeyRange {
  return [key, key + behindAll];
}

/** Null where the folded fragment does not stand in the text. */
export function matchIn(value: string, fragment: string): Match | null {
  const found = findFolded(value, fragment);
  if (found === null) return null;
  const [from, to] = found;
  const folded = foldNumber(value);
  if (folded === fragment) return { how: 'whole', from, to };
  if (folded.startsWith(fragment)) return { how: 'start', from, to };
  return { how: folded.endsWith(fragment) ? 'end' : 'inside', from, to };
}

/** The best of several matches: how it stands, then what holds least besides it. */
export function better(a: RankedMatch, b: RankedMatch): number {
  return (
    hows.indexOf(a.match.how) - hows.indexOf(b.match.how) ||
    Number(b.current) - Number(a.current) ||
    a.value.length - b.value.length ||
    (a.value < b.value ? -1 : Number(a.value > b.value))
  );
}

export interface RankedMatch {
  readonly value: string;
  readonly match: Match;
  /** It is what the thing is called now. */
  readonly current: boolean;
}

/** What matched and how, in words beside a hit; `what` as in "IMEI". */
export function whyFound(what: string, { how }: Match, current: boolean): string {
  const subject = `${current ? 'The' : 'A former'} ${what}`;
  switch (how) {
    case 'whole':
      return `${subject} is this.`;
    case 'start':
      return `${subject} begins with this.`;
    case 'end':
      return `${subject} ends with this.`;
    case 'inside':
      return `${subject} holds this.`;
    case 'near':
      return `${subject} differs from this by a misreading.`;
  }
}

/** The number of an exception as people type it: `#42`, `42`; else null. */
export function exceptionNumber(text: string): number | null {
  const digits = /^#?([1-9][0-9]{0,15})$/.exec(text.trim())?.[1];
  const number = Number(digits);
  return Number.isSafeInteger(number) ? number : null;
}

/** Whether one text becomes the other by one character put in, left out or replaced, or two neighbours swapped. */
export function isOneEdit(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (a[at] === b[at]) at += 1;
  const isSame = (i: number, j: number) => a.slice(i) === b.slice(j);
  if (isSame(at + 1, at + 1) || isSame(at + 1, at) || isSame(at, at + 1)) return true;
  return a[at] === b[at + 1] && a[at + 1] === b[at] && isSame(at + 2, at + 2);
}

/** Parts of a folded code that may be the number itself, with more of the label before or behind it. */
export function insideOf(folded: string): string[] {
  const parts: string[] = [];
  for (let length = folded.length - 1; length >= limits.nearLengthMin; length -= 1)
    parts.push(folded.slice(-length), folded.slice(0, length));
  return parts;
}

/** A number of which the code is a part, and not a small one: half of it at least. */
export function holdsWithin(number: string, folded: string): boolean {
  return (
    folded.length >= limits.nearLengthMin && folded.length * 2 >= number.length && number.includes(folded)
  );
}
