import { isDigits } from './check-digits.ts';
import type { ScanErrorCode } from './scan-error.ts';
import { compareTexts } from './sorted-search.ts';

/**
 * All serials `prefix` + number + `suffix` with the number from `from` to `to`, both included, both with the
 * same count of digits (leading zeros kept, any count: digits are compared as text, so nothing is lost past
 * 2^53). The number is a whole run of digits: the prefix does not end in a digit, the suffix does not begin
 * with one.
 */
export interface SerialRange {
  readonly prefix: string;
  readonly from: string;
  readonly to: string;
  readonly suffix: string;
}

/**
 * The range between two different serials: alike but for one run of digits of the same length. Else why not:
 * the letters differ (`range_not_numeric`), the counts of digits differ (`range_shape_differs`), more than
 * one run differs (`range_differs_twice`), the first is the greater (`range_reversed`).
 */
export function rangeBetween(first: string, last: string): SerialRange | ScanErrorCode {
  const a = runsOf(first);
  const b = runsOf(last);
  if (!haveSameLetters(a, b)) return 'range_not_numeric';
  if (a.some((run, i) => run.length !== b[i]!.length)) return 'range_shape_differs';
  const differing = a.flatMap((run, i) => (run === b[i] ? [] : [i]));
  const [place] = differing;
  if (differing.length !== 1 || place === undefined) return 'range_differs_twice';
  if (a[place]! > b[place]!) return 'range_reversed';
  const prefix = a.slice(0, place).join('');
  return { prefix, from: a[place]!, to: b[place]!, suffix: a.slice(place + 1).join('') };
}

/** True when the serial is one of the range's. */
export function isInRange({ prefix, from, to, suffix }: SerialRange, serial: string): boolean {
  if (serial.length !== prefix.length + from.length + suffix.length) return false;
  if (!serial.startsWith(prefix) || !serial.endsWith(suffix)) return false;
  const number = serial.slice(prefix.length, prefix.length + from.length);
  return isDigits(number) && from <= number && number <= to;
}

/**
 * Order by shape (prefix, count of digits, suffix), then by first number: ranges that can touch stand
 * together.
 */
export function compareRanges(a: SerialRange, b: SerialRange): number {
  return (
    compareTexts(a.prefix, b.prefix) ||
    a.from.length - b.from.length ||
    compareTexts(a.suffix, b.suffix) ||
    compareTexts(a.from, b.from)
  );
}

/** Sorted ranges with those that overlap or touch made one. */
export function mergeRanges(sorted: readonly SerialRange[]): SerialRange[] {
  const merged: SerialRange[] = [];
  for (const range of sorted) {
    const before = merged.at(-1);
    if (before !== undefined && isSameShape(before, range) && touches(before.to, range.from)) {
      merged[merged.length - 1] = { ...before, to: before.to > range.to ? before.to : range.to };
    } else {
      merged.push(range);
    }
  }
  return merged;
}

/** What two ranges of the same shape have in common, or null. */
export function overlapOf(a: SerialRange, b: SerialRange): SerialRange | null {
  return clip(a, b.from, b.to);
}

/** The part of a range whose serials begin with the prefix, or null. */
export function intersectWithPrefix(range: SerialRange, prefix: string): SerialRange | null {
  if (range.prefix.startsWith(prefix)) return range;
  if (!prefix.startsWith(range.prefix)) return null;
  const count = range.from.length;
  const head = prefix.slice(range.prefix.length, range.prefix.length + count);
  const tail = prefix.slice(range.prefix.length + count);
  if (!isDigits(head) || !range.suffix.startsWith(tail)) return null;
  return clip(range, head.padEnd(count, '0'), head.padEnd(count, '9'));
}

/** The first serial of a range. */
export function firstOf(range: SerialRange): string {
  return range.prefix + range.from + range.suffix;
}

/** The last serial of a range. */
export function lastOf(range: SerialRange): string {
  return range.prefix + range.to + range.suffix;
}

/** How many serials a range holds. */
export function countOf(range: SerialRange): bigint {
  return BigInt(range.to) - BigInt(range.from) + 1n;
}

/** The serials of a range from its `from`th (0: the first), `count` of them; the caller sees to it that they are in it. */
export function rangeNumbers(
  { prefix, from: low, suffix }: SerialRange,
  from: number,
  count: number,
): string[] {
  const width = low.length;
  const isSmall = width <= 15;
  const start = isSmall ? Number(low) + from : BigInt(low) + BigInt(from);
  return Array.from({ length: count }, (_, nth) => {
    const number = typeof start === 'bigint' ? start + BigInt(nth) : start + nth;
    return `${prefix}${String(number).padStart(width, '0')}${suffix}`;
  });
}

/** True when only the numbers differ. */
export function isSameShape(a: SerialRange, b: SerialRange): boolean {
  return a.prefix === b.prefix && a.from.length === b.from.length && a.suffix === b.suffix;
}

function clip(range: SerialRange, low: string, high: string): SerialRange | null {
  const from = range.from > low ? range.from : low;
  const to = range.to < high ? range.to : high;
  return from <= to ? { ...range, from, to } : null;
}

function touches(to: string, from: string): boolean {
  return from <= to || BigInt(from) === BigInt(to) + 1n;
}

/** `AB01C2` → `AB`, `01`, `C`, `2`. */
function runsOf(serial: string): readonly string[] {
  return serial.match(/[0-9]+|[^0-9]+/g) ?? [];
}

function haveSameLetters(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((run, i) => run === b[i] || (isDigits(run) && isDigits(b[i]!)));
}
