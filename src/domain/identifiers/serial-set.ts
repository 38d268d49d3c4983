import { type ScanError, scanError } from './scan-error.ts';
import {
  compareRanges,
  countOf,
  intersectWithPrefix,
  isSameShape,
  overlapOf,
  rangeBetween,
  type SerialRange,
} from './serial-range.ts';
import { countedTwice, crossings } from './serial-range-crossings.ts';
import { holdsPrefixOf, isInRanges, type SerialSet, tidy } from './serial-set-parts.ts';
import { checkPartCount, checkSerialText, rangeErrorSentence } from './serial-set-rules.ts';
import { compareTexts, lastAtMost } from './sorted-search.ts';

export type { ScanError, ScanErrorCode } from './scan-error.ts';
export type { SerialRange } from './serial-range.ts';
export type { SerialSet } from './serial-set-parts.ts';
export { formatSerialSet, parseSerialSet } from './serial-set-text.ts';

/** The set that holds every serial: written `*`. */
export const everySerial: SerialSet = { prefixes: [''], ranges: [], serials: [] };

/** The set that holds none. */
export const noSerial: SerialSet = { prefixes: [], ranges: [], serials: [] };

/**
 * A set from its parts. Ranges as `rangeBetween` in serial-range.ts takes them. An empty prefix is refused:
 * it would hold everything by a slip (say `everySerial` where that is meant). Errors have no position; their
 * sentence quotes the part.
 */
export function serialSetOf(parts: {
  readonly ranges?: readonly { readonly from: string; readonly to: string }[];
  readonly prefixes?: readonly string[];
  readonly serials?: readonly string[];
}): { readonly set: SerialSet } | { readonly error: ScanError } {
  const { ranges = [], prefixes = [], serials = [] } = parts;
  const tooMany = checkPartCount(ranges.length, prefixes.length);
  if (tooMany !== null) return { error: tooMany };
  for (const text of [...prefixes, ...serials, ...ranges.flatMap(({ from, to }) => [from, to])]) {
    const wrong = checkSerialText(text, null);
    if (wrong !== null) return { error: wrong };
  }
  const built: SerialRange[] = [];
  for (const { from, to } of ranges.filter((range) => range.from !== range.to)) {
    const range = rangeBetween(from, to);
    if (typeof range === 'string')
      return { error: scanError(range, null, rangeErrorSentence(range, from, to)) };
    built.push(range);
  }
  const singles = ranges.filter(({ from, to }) => from === to).map(({ from }) => from);
  return { set: tidy({ prefixes, ranges: built, serials: [...serials, ...singles] }) };
}

/**
 * True when the set holds the serial, to the byte. About log2 of the parts, once for each run of digits in
 * the serial.
 */
export function hasSerial(set: SerialSet, serial: string): boolean {
  return (
    holdsPrefixOf(set.prefixes, serial) ||
    isInRanges(set.ranges, serial) ||
    set.serials[lastAtMost(set.serials, (listed) => compareTexts(listed, serial))] === serial
  );
}

/** What is in either set. */
export function union(a: SerialSet, b: SerialSet): SerialSet {
  return tidy({
    prefixes: [...a.prefixes, ...b.prefixes],
    ranges: [...a.ranges, ...b.ranges],
    serials: [...a.serials, ...b.serials],
  });
}

/** What is in both sets. */
export function intersection(a: SerialSet, b: SerialSet): SerialSet {
  return tidy({
    prefixes: [
      ...a.prefixes.filter((prefix) => holdsPrefixOf(b.prefixes, prefix)),
      ...b.prefixes.filter((prefix) => holdsPrefixOf(a.prefixes, prefix)),
    ],
    ranges: [
      ...commonRanges(a.ranges, b.ranges),
      ...a.ranges.flatMap((range) => underPrefixes(range, b.prefixes)),
      ...b.ranges.flatMap((range) => underPrefixes(range, a.prefixes)),
    ],
    serials: [
      ...a.serials.filter((serial) => hasSerial(b, serial)),
      ...b.serials.filter((serial) => hasSerial(a, serial)),
    ],
  });
}

export function isEmpty(set: SerialSet): boolean {
  return set.prefixes.length + set.ranges.length + set.serials.length === 0;
}

/** How many serials the set holds, each once; `unbounded` when it has a prefix. */
export function sizeOfSerialSet(set: SerialSet): bigint | 'unbounded' {
  if (set.prefixes.length > 0) return 'unbounded';
  const counted = set.ranges.reduce((sum, range) => sum + countOf(range), BigInt(set.serials.length));
  return counted - countedTwice(set.ranges);
}

/**
 * The parts of a range under each of the prefixes: the nearest before its own prefix, and those that begin
 * with that.
 */
function underPrefixes(range: SerialRange, prefixes: readonly string[]): SerialRange[] {
  const first = lastAtMost(prefixes, (prefix) => compareTexts(prefix, range.prefix));
  const parts: SerialRange[] = [];
  for (let i = Math.max(first, 0); i < prefixes.length; i += 1) {
    if (i > first && !prefixes[i]!.startsWith(range.prefix)) break;
    const part = intersectWithPrefix(range, prefixes[i]!);
    if (part !== null) parts.push(part);
  }
  return parts;
}

function commonRanges(a: readonly SerialRange[], b: readonly SerialRange[]): SerialRange[] {
  return [...overlaps(a, b), ...crossings(a, b)];
}

/** Both lists sorted: one walk along the two finds what ranges of the same shape have in common. */
function overlaps(a: readonly SerialRange[], b: readonly SerialRange[]): SerialRange[] {
  const common: SerialRange[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [x, y] = [a[i]!, b[j]!];
    if (!isSameShape(x, y)) {
      if (compareRanges(x, y) < 0) i += 1;
      else j += 1;
      continue;
    }
    const part = overlapOf(x, y);
    if (part !== null) common.push(part);
    if (x.to < y.to) i += 1;
    else j += 1;
  }
  return common;
}
