import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../testing/property-runs.ts';
import { limits } from '../limits.ts';
import {
  everySerial,
  formatSerialSet,
  hasSerial,
  intersection,
  isEmpty,
  noSerial,
  parseSerialSet,
  type SerialSet,
  serialSetOf,
  sizeOfSerialSet,
  union,
} from './serial-set.ts';

describe('what is written is what is meant', () => {
  test.each([
    [
      'a range holds both ends and all between',
      'ABC0001..ABC0500',
      ['ABC0001', 'ABC0077', 'ABC0500'],
      ['ABC0000', 'ABC0501'],
    ],
    ['a range keeps its count of digits', 'A08..A12', ['A08', 'A10'], ['A8', 'A010', 'A008']],
    [
      'a number may stand between letters',
      'ABC0001XY-ABC0500XY',
      ['ABC0300XY'],
      ['ABC0300', 'ABC0300XZ', 'ABC0300XY1'],
    ],
    ['a number may stand first', '100A..199A', ['150A'], ['200A', '150B', '0150A']],
    ['the run that differs is the range', 'R2D01..R2D09', ['R2D05'], ['R3D05']],
    ['bare digits are a range too', '0001-0003', ['0002'], ['2', '0004']],
    [
      'a dash inside the serials does not confuse the dash between',
      'WD-WCAU4212-WD-WCAU4220',
      ['WD-WCAU4215'],
      ['WD-WCAU4221'],
    ],
    [
      'a serial with a dash stays one serial',
      'WD-WCAU42120876',
      ['WD-WCAU42120876'],
      ['WD-WCAU42120877', 'WD'],
    ],
    [
      'letters on both sides of a dash that differ are one serial',
      'AB12-CD34',
      ['AB12-CD34'],
      ['AB12', 'CD34'],
    ],
    ['digits of different count around a dash are one serial', '12-345', ['12-345'], ['12', '100']],
    ['a dash with blanks is a range', 'A1 - A5', ['A3'], ['A1 - A5']],
    ['quotes make one serial of a range', '"A1-A5"', ['A1-A5'], ['A3']],
    ['a quote inside quotes is written twice', '"5""DISK,A*"', ['5"DISK,A*'], ['5']],
    ['quoted ends make a range', '"A,1".."A,5"', ['A,3'], ['A', '3']],
    ['a star is a prefix', 'S1F0*', ['S1F0', 'S1F03F6E'], ['S1F1', 's1f0']],
    ['a quoted prefix may hold a star', '"A*"*', ['A*', 'A*B'], ['AB']],
    ['a star alone is every serial', '*', ['', 'A', 'Ж'], []],
    [
      'a list is the union of its parts',
      'A1, B2;C3\nD4\r\n,, E5 ',
      ['A1', 'B2', 'C3', 'D4', 'E5'],
      ['A1, B2', ' E5'],
    ],
    ['a range of one serial is that serial', 'A7..A7', ['A7'], ['A6']],
    ['upper and lower case are apart', 'a1..a5', ['a3'], ['A3']],
    [
      'numbers past 2^53 stay exact',
      '90071992547409920001..90071992547409920003',
      ['90071992547409920002'],
      ['90071992547409920004', '90071992547409920000'],
    ],
    ['nothing written is the empty set', ' \n', [], ['', 'A']],
  ])('%s', (_, text, held, others) => {
    const set = read(text);
    expect(held.filter((serial) => !hasSerial(set, serial))).toEqual([]);
    expect(others.filter((serial) => hasSerial(set, serial))).toEqual([]);
  });

  test.each([
    ['ends with other letters are no range', 'ABC0001..ABD0500', 'range_not_numeric', 0],
    ['ends with other counts of digits are no range', 'ABC1..ABC500', 'range_shape_differs', 0],
    ['two numbers that differ are no range', 'A1B1..A2B2', 'range_differs_twice', 0],
    ['a range runs upwards', 'X, A5..A1', 'range_reversed', 3],
    ['a dash between ends of other digit counts is no odd serial', 'ABC1-ABC500', 'range_shape_differs', 0],
    ['a dash between ends that differ twice is no odd serial', 'A1B1-A2B2', 'range_differs_twice', 0],
    ['a dash with the greater end first is no odd serial', 'A5-A1', 'range_reversed', 0],
    ['a dash with blanks claims a range', 'AB1 - CD2', 'range_not_numeric', 0],
    ['a star stands at the end only', 'AB*C', 'prefix_misplaced_star', 2],
    ['two stars say nothing more', 'AB**', 'prefix_misplaced_star', 2],
    ['an empty quoted prefix does not become every serial', '""*', 'scan_empty', 0],
    ['an empty quoted serial is nothing', 'A, ""', 'scan_empty', 3],
    ['a quote is closed', 'A, "B', 'set_part_broken', 3],
    ['after a quote a part ends', '"A"B', 'set_part_broken', 3],
    ['a range has a first', '..A5', 'scan_empty', 0],
    ['a range has a last', 'A5..', 'scan_empty', 4],
    ['a range has two ends only', 'A1..A5..A9', 'set_part_broken', 6],
    ['a control character is refused where it stands', 'A1, B\u00002', 'control_character', 5],
    ['a direction mark is refused where it stands', 'A1, \u202eB2*', 'invisible_character', 4],
    ['half a character is refused in a range', 'A1..A\ud8005', 'lone_surrogate', 5],
    ['a serial over the limit is refused', `${'A'.repeat(65)}`, 'serial_too_long', 0],
    ['a range end over the limit is refused', `A1..${'0'.repeat(65)}`, 'serial_too_long', 4],
    ['a part far over the limit is refused', 'A-'.repeat(300), 'serial_too_long', 0],
    [
      'a text over the limit is refused',
      ' '.repeat(limits.serialSetTextLengthMax + 1),
      'set_too_long',
      limits.serialSetTextLengthMax,
    ],
  ])('%s', (_, text, code, position) => {
    expect(parseSerialSet(text)).toMatchObject({ error: { code, position } });
  });

  test('more ranges or prefixes than the limit are refused, single serials are not', () => {
    const many = (part: (i: number) => string) =>
      Array.from({ length: limits.serialSetRangesMax + 1 }, (_, i) => part(i));
    expect(parseSerialSet(many((i) => `A${i}X0..A${i}X5`).join())).toMatchObject({
      error: { code: 'set_too_long' },
    });
    expect(parseSerialSet(many((i) => `${i}*`).join())).toMatchObject({ error: { code: 'set_too_long' } });
    expect(sizeOfSerialSet(read(many((i) => `S${i}`).join()))).toBe(BigInt(limits.serialSetRangesMax + 1));
  });
});

describe('a set from its parts', () => {
  test('is the same as the written one', () => {
    const parts = { ranges: [{ from: 'A01', to: 'A09' }], prefixes: ['B'], serials: ['A-1', 'A05', 'C'] };
    expect(serialSetOf(parts)).toEqual({ set: read('A01..A09, B*, "A-1", C') });
  });

  test.each([
    ['an empty prefix is refused', { prefixes: [''] }, 'scan_empty'],
    ['an empty serial is refused', { serials: [''] }, 'scan_empty'],
    ['a NUL is refused', { serials: ['A\0'] }, 'control_character'],
    ['ends that are no range are refused', { ranges: [{ from: 'A1', to: 'B2' }] }, 'range_not_numeric'],
    ['a reversed range is refused', { ranges: [{ from: 'A2', to: 'A1' }] }, 'range_reversed'],
    [
      'too many ranges are refused',
      { ranges: Array(limits.serialSetRangesMax + 1).fill({ from: 'A1', to: 'A2' }) },
      'set_too_long',
    ],
  ])('%s', (_, parts, code) => {
    expect(serialSetOf(parts)).toMatchObject({ error: { code, position: null } });
  });
});

describe('the tidy form', () => {
  test.each([
    ['ranges that overlap become one', 'A01..A05, A03..A09', 'A01..A09'],
    ['ranges that touch become one', 'A06..A09, A01..A05', 'A01..A09'],
    ['a range inside another goes', 'A02..A03, A01..A09', 'A01..A09'],
    ['ranges with a gap stay two', 'A01..A04, A06..A09', 'A01..A04, A06..A09'],
    ['ranges of other digit counts stay two', 'A8..A9, A10..A12', 'A8..A9, A10..A12'],
    ['the greatest number touches nothing after it', 'A98..A99, A00..A01', 'A00..A01, A98..A99'],
    ['a serial inside a range goes', 'A05, A01..A09', 'A01..A09'],
    ['a serial twice stands once', 'B, A, B', 'A, B'],
    ['a prefix swallows longer ones, serials and ranges', 'A*, AB*, A7, A1..A5, B', 'A*, B'],
    ['a prefix swallows the range it ends inside the number of', 'A1*, A10..A19', 'A1*'],
    ['a range wider than a prefix stays', 'A1*, A10..A29', 'A1*, A10..A29'],
    ['every serial swallows all', 'A1, B*, C1..C5, *', '*'],
    [
      'what needs quotes gets them',
      '"A1-A5", "x,y", "a..b", "*", " b", "say ""hi""", """q"""',
      '" b", """q""", "*", "A1-A5", "a..b", say "hi", "x,y"',
    ],
  ])('%s', (_, text, tidied) => {
    expect(formatSerialSet(read(text))).toBe(tidied);
  });
});

describe('what two sets have in common', () => {
  test.each([
    ['ranges that overlap', 'A01..A05, A08..A09', 'A04..A08', 'A04..A05, A08'],
    ['ranges of other letters: nothing', 'A01..A05', 'B01..B05', ''],
    ['ranges that cross: one serial', 'A1B1..A1B5', 'A1B3..A5B3', 'A1B3'],
    ['ranges that miss each other: nothing', 'A1B1..A1B5', 'A2B3..A5B3', ''],
    ['a range and a prefix before its number', 'AB*', 'AB1..AB5, AC1..AC5', 'AB1..AB5'],
    ['a range and a prefix that ends in its number', 'A1*', 'A05..A25', 'A10..A19'],
    ['a range and a prefix that ends behind its number', 'A10X*', 'A05XY..A25XY', 'A10XY'],
    ['a range and several prefixes in its number', 'A11*, A13*, A2*', 'A10..A29', 'A20..A29, A11, A13'],
    ['two prefixes: the longer', 'A*, BCD*', 'AB*, BC*', 'AB*, BCD*'],
    ['serials and all else', 'A1, B1, C1, D1', 'A1, B*, C0..C5', 'A1, B1, C1'],
    ['every serial and a set: the set', '*', 'A*, B1..B5, C', 'A*, B1..B5, C'],
  ])('%s', (_, a, b, common) => {
    expect(formatSerialSet(intersection(read(a), read(b)))).toBe(common);
    expect(formatSerialSet(intersection(read(b), read(a)))).toBe(common);
  });
});

describe('sizes', () => {
  test.each([
    ['', 0n],
    ['A1, B2, A1', 2n],
    ['A000..A999, B5', 1001n],
    ['0..9, 00..99', 110n],
    ['A1B1..A1B5, A1B3..A5B3', 9n], // the two cross in A1B3
    ['A1B1C1..A1B1C5, A1B1C3..A1B5C3, A1B1C3..A5B1C3', 13n], // three cross in A1B1C3
    [`${'0'.repeat(40)}..${'9'.repeat(40)}`, 10n ** 40n],
    ['A*', 'unbounded' as const],
  ])('"%s" holds %s', (text, size) => {
    expect(sizeOfSerialSet(read(text))).toBe(size);
  });
});

describe('for any two sets', () => {
  test('the union holds what either holds', () => {
    property((a, b, serial) => {
      const both = union(a.set, b.set);
      const wrong = tried(a, b, serial).filter((s) => hasSerial(both, s) !== (a.holds(s) || b.holds(s)));
      expect(wrong).toEqual([]);
    });
  });

  test('the intersection holds what both hold', () => {
    property((a, b, serial) => {
      const common = intersection(a.set, b.set);
      const wrong = tried(a, b, serial).filter((s) => hasSerial(common, s) !== (a.holds(s) && b.holds(s)));
      expect(wrong).toEqual([]);
    });
  });

  test('order and repetition do not matter', () => {
    property((a, b) => {
      expect(union(a.set, b.set)).toEqual(union(b.set, a.set));
      expect(intersection(a.set, b.set)).toEqual(intersection(b.set, a.set));
      expect(union(a.set, a.set)).toEqual(a.set);
      expect(intersection(a.set, a.set)).toEqual(a.set);
      expect(union(a.set, noSerial)).toEqual(a.set);
      expect(intersection(a.set, everySerial)).toEqual(a.set);
      expect(isEmpty(intersection(a.set, noSerial))).toBe(true);
    });
  });

  test('what is written is read back the same, also after union and intersection', () => {
    property((a, b) => {
      for (const set of [a.set, union(a.set, b.set), intersection(a.set, b.set)]) {
        expect(read(formatSerialSet(set))).toEqual(set);
      }
    });
  });

  test('the size is the number of different serials', () => {
    property((a, b) => {
      const both = union(a.set, b.set);
      const listed = new Set([...a.listed, ...b.listed]);
      expect(sizeOfSerialSet(both)).toBe(both.prefixes.length > 0 ? 'unbounded' : BigInt(listed.size));
    });
  });

  test('whatever text is read, what comes out is read back the same', () => {
    const characters = fc.constantFrom(...'A01-.*",; \nб');
    fc.assert(
      fc.property(fc.string({ unit: characters, maxLength: 40 }), (text) => {
        const parsed = parseSerialSet(text);
        if ('set' in parsed) expect(read(formatSerialSet(parsed.set))).toEqual(parsed.set);
      }),
      { numRuns: runs(2_000) },
    );
  });

  test('any serials at all can be listed, written and read back', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 })), (serials) => {
        const made = serialSetOf({ serials });
        if ('error' in made) return;
        expect(read(formatSerialSet(made.set))).toEqual(made.set);
        expect(serials.every((serial) => hasSerial(made.set, serial))).toBe(true);
      }),
      { numRuns: runs(1_000) },
    );
  });
});

/**
 * A set with the naive truth beside it: every serial of its ranges written out, prefixes tried one by one.
 */
interface Modelled {
  readonly set: SerialSet;
  readonly listed: ReadonlySet<string>;
  readonly holds: (serial: string) => boolean;
}

const numbers = fc.nat({ max: 30 });
const fixed = fc.constantFrom('', 'A', 'AB', 'A1B', 'W-', 'A02B');
const endings = fc.constantFrom('', 'X', 'X02Y', 'B', 'B02');

const rangeParts = fc
  .tuple(fixed, numbers, numbers, fc.constantFrom(2, 3), endings)
  .map(([prefix, x, y, width, suffix]) => {
    const name = (n: number) => prefix + String(n).padStart(width, '0') + suffix;
    const [low, high] = [Math.min(x, y), Math.max(x, y)];
    const serials = Array.from({ length: high - low + 1 }, (_, i) => name(low + i));
    return { from: name(low), to: name(high), serials };
  });

const anySerial = fc
  .tuple(fixed, numbers, fc.constantFrom(2, 3), endings)
  .map(([prefix, n, width, suffix]) => prefix + String(n).padStart(width, '0') + suffix);

const anyPrefix = anySerial.chain((serial) =>
  fc.nat({ max: serial.length - 1 }).map((n) => serial.slice(0, n + 1)),
);

const anySet: fc.Arbitrary<Modelled> = fc
  .record({
    ranges: fc.array(rangeParts, { maxLength: 6 }),
    prefixes: fc.oneof(fc.constant<string[]>([]), fc.array(anyPrefix, { maxLength: 3 })),
    serials: fc.array(anySerial, { maxLength: 6 }),
  })
  .map((parts) => {
    const made = serialSetOf(parts);
    if ('error' in made) throw new Error(made.error.sentence);
    const listed = new Set([...parts.serials, ...parts.ranges.flatMap((range) => range.serials)]);
    const holds = (serial: string) =>
      listed.has(serial) || parts.prefixes.some((prefix) => serial.startsWith(prefix));
    return { set: made.set, listed, holds };
  });

/** Every serial named by either set, and one that need not be in any. */
function tried(a: Modelled, b: Modelled, serial: string): string[] {
  return [...a.listed, ...b.listed, serial];
}

function property(holds: (a: Modelled, b: Modelled, serial: string) => void): void {
  fc.assert(fc.property(anySet, anySet, anySerial, holds), { numRuns: runs(700) });
}

function read(text: string): SerialSet {
  const parsed = parseSerialSet(text);
  if ('error' in parsed) throw new Error(`${parsed.error.code}: ${parsed.error.sentence}`);
  return parsed.set;
}
