import { compareRanges, firstOf, isInRange, lastOf, mergeRanges, type SerialRange } from './serial-range.ts';
import { compareTexts, lastAtMost } from './sorted-search.ts';

/**
 * A set of serials as three sorted lists without overlap inside each: plain data, never changed, safe to
 * store as JSON. No prefix begins with another; ranges that touch are one; a range or serial that a prefix or
 * a range holds already is not listed.
 */
export interface SerialSet {
  readonly prefixes: readonly string[];
  readonly ranges: readonly SerialRange[];
  readonly serials: readonly string[];
}

/**
 * Any parts, in any order and overlapping, made into the one tidy form. A range of one serial becomes that
 * serial.
 */
export function tidy(parts: SerialSet): SerialSet {
  const prefixes = tidyPrefixes(parts.prefixes);
  const single = (range: SerialRange) => range.from === range.to;
  const merged = mergeRanges(parts.ranges.filter((range) => !single(range)).toSorted(compareRanges));
  const ranges = merged.filter((range) => !isRangeCovered(prefixes, range));
  const serials = [...parts.serials, ...parts.ranges.filter(single).map(firstOf)].filter(
    (serial) => !holdsPrefixOf(prefixes, serial) && !isInRanges(ranges, serial),
  );
  return { prefixes, ranges, serials: [...new Set(serials)].sort(compareTexts) };
}

/** True when the text begins with one of the prefixes (sorted, none beginning with another). */
export function holdsPrefixOf(prefixes: readonly string[], text: string): boolean {
  // Whatever sorts between a prefix of the text and the text begins with that prefix, so only the nearest one
  // can be it.
  const nearest = prefixes[lastAtMost(prefixes, (prefix) => compareTexts(prefix, text))];
  return nearest !== undefined && text.startsWith(nearest);
}

/** True when one of the tidy ranges holds the serial: one search for each run of digits in the serial. */
export function isInRanges(ranges: readonly SerialRange[], serial: string): boolean {
  if (ranges.length === 0) return false;
  for (const run of serial.matchAll(/[0-9]+/g)) {
    const [number] = run;
    const sought = {
      prefix: serial.slice(0, run.index),
      from: number,
      to: number,
      suffix: serial.slice(run.index + number.length),
    };
    const nearest = ranges[lastAtMost(ranges, (range) => compareRanges(range, sought))];
    if (nearest !== undefined && isInRange(nearest, serial)) return true;
  }
  return false;
}

function tidyPrefixes(prefixes: readonly string[]): readonly string[] {
  const tidied: string[] = [];
  for (const prefix of prefixes.toSorted(compareTexts)) {
    const before = tidied.at(-1);
    if (before === undefined || !prefix.startsWith(before)) tidied.push(prefix);
  }
  return tidied;
}

/** A prefix that holds both ends holds all between: A1* holds A10..A19. */
function isRangeCovered(prefixes: readonly string[], range: SerialRange): boolean {
  const first = firstOf(range);
  const nearest = prefixes[lastAtMost(prefixes, (prefix) => compareTexts(prefix, first))];
  return nearest !== undefined && first.startsWith(nearest) && lastOf(range).startsWith(nearest);
}
