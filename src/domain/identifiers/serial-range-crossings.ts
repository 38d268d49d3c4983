import { firstOf, type SerialRange } from './serial-range.ts';

/**
 * Ranges whose numbers stand at different places, A[1–5]B3 and A2B[1–9], meet in one serial at most: here
 * A2B3. Real lists hardly have any. Those that may meet are found by what they have alike, and compared
 * without building texts; still n ranges one way and m the other can meet n·m times, so
 * limits.serialSetRangesMax bounds them.
 */
export function crossings(a: readonly SerialRange[], b: readonly SerialRange[]): SerialRange[] {
  const found: SerialRange[] = [];
  const groupsOfA = groupByPlace(a);
  for (const [skeleton, placesOfB] of groupByPlace(b)) {
    for (const [placeA, ofA] of groupsOfA.get(skeleton) ?? []) {
      for (const [placeB, ofB] of placesOfB) {
        if (placeA === placeB) continue;
        for (const [range, number] of meetings(ofA, ofB)) found.push({ ...range, from: number, to: number });
      }
    }
  }
  return found;
}

/** How often serials in disjoint-by-shape ranges were counted beyond once because ranges cross in them. */
export function countedTwice(ranges: readonly SerialRange[]): bigint {
  let extra = 0;
  for (const places of groupByPlace(ranges).values()) {
    const groups = [...places.values()];
    // A serial is counted by the first group that holds it; in each later range the numbers already counted
    // are gathered.
    for (const [k, later] of groups.entries()) {
      const countedByRange = new Map<SerialRange, Set<string>>();
      for (const earlier of groups.slice(0, k)) {
        for (const [range, number] of meetings(earlier, later)) {
          const counted = countedByRange.get(range);
          if (counted === undefined) countedByRange.set(range, new Set([number]));
          else counted.add(number);
        }
      }
      for (const counted of countedByRange.values()) extra += counted.size;
    }
  }
  return BigInt(extra);
}

/**
 * Each range of `ys` with each number in it that is also in a range of `xs`. All are of one skeleton, the
 * numbers of `xs` at one place, those of `ys` at another; so every x with the right text around the two
 * numbers may meet, and none else.
 */
function* meetings(
  xs: readonly SerialRange[],
  ys: readonly SerialRange[],
): Generator<readonly [SerialRange, string]> {
  const runX = runOf(xs[0]!);
  const runY = runOf(ys[0]!);
  const linesByFrame = new Map<string, { range: SerialRange; number: string }[]>();
  for (const range of xs) {
    const serial = firstOf(range);
    const frame = frameOf(serial, runX, runY);
    const line = { range, number: serial.slice(...runY) };
    const lines = linesByFrame.get(frame);
    if (lines === undefined) linesByFrame.set(frame, [line]);
    else lines.push(line);
  }
  for (const y of ys) {
    const serial = firstOf(y);
    const numberX = serial.slice(...runX);
    for (const { range: x, number } of linesByFrame.get(frameOf(serial, runX, runY)) ?? []) {
      const isMeeting = y.from <= number && number <= y.to && x.from <= numberX && numberX <= x.to;
      if (isMeeting) yield [y, number];
    }
  }
}

type Run = readonly [from: number, to: number];

/**
 * Where a range's number stands. The skeleton fixes the length of every run of digits, so one range speaks
 * for its group.
 */
function runOf({ prefix, from }: SerialRange): Run {
  return [prefix.length, prefix.length + from.length];
}

/** The serial with both numbers blotted out. */
function frameOf(serial: string, one: Run, other: Run): string {
  const [first, second] = one[0] < other[0] ? [one, other] : [other, one];
  return `${serial.slice(0, first[0])}*${serial.slice(first[1], second[0])}*${serial.slice(second[1])}`;
}

/** Skeleton (each digit made 0) → place of the number → ranges. */
function groupByPlace(ranges: readonly SerialRange[]): Map<string, Map<number, SerialRange[]>> {
  const groups = new Map<string, Map<number, SerialRange[]>>();
  for (const range of ranges) {
    const skeleton = firstOf(range).replaceAll(/[0-9]/g, '0');
    const places = groups.get(skeleton) ?? new Map<number, SerialRange[]>();
    const place = range.prefix.length;
    const group = places.get(place);
    if (group === undefined) places.set(place, [range]);
    else group.push(range);
    groups.set(skeleton, places);
  }
  return groups;
}
