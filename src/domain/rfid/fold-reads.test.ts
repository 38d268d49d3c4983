import { describe, expect, test } from 'vitest';
import { foldReads, type PlacedRead, timeOfRead } from './fold-reads.ts';
import { dockMove, isGateQuestion } from './readers.ts';
import { tagNames } from './tag-names.ts';

const minute = 60_000;
const read = (at: number, more: Partial<PlacedRead> = {}): PlacedRead => ({
  of: 7,
  place: 1,
  reader: 1,
  antenna: 1,
  cdbm: -6_000,
  at,
  count: 1,
  ...more,
});

describe('many reads become few sightings', () => {
  test('of one tag by one antenna in one window: one, with the first, the last, the strongest and their number', () => {
    const reads = [
      read(10, { cdbm: -5_500, count: 3 }),
      read(30, { cdbm: -7_000 }),
      read(20, { cdbm: null }),
    ];
    expect(foldReads(reads, minute)).toEqual([
      {
        of: 7,
        place: 1,
        reader: 1,
        antenna: 1,
        since: 0,
        firstAt: 10,
        lastAt: 30,
        reads: 5,
        bestCdbm: -5_500,
        lastCdbm: -7_000,
      },
    ]);
  });

  test.each<[string, Partial<PlacedRead>]>([
    ['tag', { of: 8 }],
    ['tag that is no unit', { of: 'urn:epc:id:sgtin:1' }],
    ['spot', { place: 2 }],
    ['reader', { reader: 2 }],
    ['antenna', { antenna: 2 }],
    ['window', { at: minute }],
  ])('another %s is another sighting', (_what, other) => {
    expect(foldReads([read(0), read(0, other)], minute)).toHaveLength(2);
  });

  test('their order does not matter, nor how they are dealt out to messages', () => {
    const reads = Array.from({ length: 60 }, (_, n) =>
      read(n * 7_919, { of: n % 5, cdbm: -4_000 - ((n * 137) % 3_000) }),
    );
    const sorted = (some: readonly PlacedRead[]) =>
      foldReads(some, minute).toSorted((a, b) => Number(a.of) - Number(b.of) || a.since - b.since);
    expect(sorted(reads.toReversed())).toEqual(sorted(reads));
  });
});

describe('when a read counts as of', () => {
  const now = 1_000_000;
  const tolerance = { aheadMs: 1_000, lateMs: 100_000 };
  test.each<[string, number | null, number, boolean]>([
    ['the reader’s time', now - 5_000, now - 5_000, false],
    ['the reader’s time, kept for long while the line was down', now - 100_000, now - 100_000, false],
    ['when it came, where none is told', null, now, false],
    ['when it came, where the clock is a little ahead', now + 900, now, false],
    ['when it came, where the clock is far ahead, and that is counted', now + 1_001, now, true],
    ['when it came, where the clock was never set, and that is counted', 0, now, true],
  ])('%s', (_what, told, at, isWrong) => {
    expect(timeOfRead(told, now, tolerance)).toEqual({ at, isWrong });
  });
});

describe('what a tag is called', () => {
  test('an SGTIN by its EPC, its product and serial', () => {
    expect(tagNames('3074257BF7194E4000001A85')).toEqual({
      epc: 'urn:epc:id:sgtin:0614141.812345.6789',
      gtin: '80614141123458',
      serial: '6789',
      name: 'urn:epc:id:sgtin:0614141.812345.6789',
    });
  });

  test('a tag of somebody else’s kind by its memory, capitals or not', () => {
    expect(tagNames('E28011700000020AABBCCDD0')).toEqual({
      epc: null,
      gtin: null,
      serial: null,
      name: 'E28011700000020AABBCCDD0',
    });
  });

  test('memory that was never written is no tag', () => {
    expect(['', '0000', '000000000000000000000000'].map(tagNames)).toEqual([null, null, null]);
  });
});

describe('a gate asks', () => {
  test.each<[Parameters<typeof isGateQuestion>[0], boolean]>([
    ['in_stock', true],
    ['picked', true],
    ['packed', true],
    ['staged', true],
    ['returned', true],
    ['in_repair', true],
    ['missing', true],
    ['sold', false],
    ['shipped', false],
    ['in_transit', false],
    ['on_loan', false],
    ['with_vendor', false],
    ['expected', false],
    ['commissioned', false],
    ['installed', false],
    ['retired', false],
    ['none', false],
  ])('about a unit that is %s: %s', (status, asks) => {
    expect(isGateQuestion(status, 'high')).toBe(asks);
  });

  test('not about what it has hardly heard', () => {
    expect([isGateQuestion('in_stock', 'medium'), isGateQuestion('in_stock', 'low')]).toEqual([true, false]);
  });
});

test('at a dock, what is expected waits for its receipt, what is between our sites for its arrival, the rest for nothing', () => {
  expect(dockMove('expected')).toBe('receive');
  expect(dockMove('commissioned')).toBe('receive');
  expect(dockMove('in_transit')).toBe('receive_at_site');
  expect([dockMove('in_stock'), dockMove('sold')]).toEqual([null, null]);
});
