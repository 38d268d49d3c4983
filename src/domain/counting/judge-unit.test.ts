import { describe, expect, test } from 'vitest';
import { type Status, statuses } from '../facts.ts';
import { heldByUs, moveNames, moves } from '../lifecycle.ts';
import { type CountedUnit, type CountScope, judgeUnit, type LaterEvent } from './judge-unit.ts';
import { movesToSettle } from './settle.ts';

/** Spots 1 and 2 are counted. */
const scope: CountScope = { holdsPlace: (place) => place === 1 || place === 2, holdsProduct: true };
const stand = (place: number, status: Status = 'in_stock', seq = 1) => ({ seq, status, place });
const at = (spot: number | null, place: number, status: Status = 'in_stock', seq = 1) => ({
  ...stand(place, status, seq),
  spot,
});
const event = (more: Partial<LaterEvent>): LaterEvent => ({
  seq: 2,
  move: 'move_spot',
  evidence: 'scanned',
  isOwn: false,
  ...more,
});
const judged = (unit: Partial<CountedUnit>, by = scope) =>
  judgeUnit({ expected: stand(1), counted: null, now: stand(1), later: [], ...unit }, by);
const resultOf = (unit: Partial<CountedUnit>, by = scope) => judged(unit, by).result;

describe('a unit that is counted', () => {
  test.each([
    ['at its own spot is found', { counted: at(1, 1) }, 'found'],
    ['somewhere in its own aisle is found', { counted: at(null, 2) }, 'found'],
    ['where it came after the count began has arrived', { expected: null, counted: at(1, 1) }, 'arrived'],
    ['at another spot of the count is misplaced', { counted: at(2, 1) }, 'misplaced'],
    ['here, on record elsewhere, is unexpected', { expected: null, counted: at(1, 7) }, 'unexpected'],
    ['here, on record nowhere near, is unexpected', { expected: null, counted: at(null, 7) }, 'unexpected'],
    ['where it was moved to after the count began is found', { counted: at(2, 2, 'in_stock', 2) }, 'found'],
  ] as const)('%s', (_, unit, result) => expect(resultOf(unit)).toBe(result));

  test('although the ledger says that it is not with us is unexpected, whatever its status', () => {
    for (const status of statuses) {
      const told = resultOf({ expected: null, counted: at(1, 1, status) });
      expect([status, told]).toEqual([status, heldByUs.includes(status) ? 'arrived' : 'unexpected']);
    }
  });

  test('and is none of the products counted is beside the count, unless it should be elsewhere', () => {
    const others = { ...scope, holdsProduct: false };
    expect(resultOf({ expected: null, counted: at(1, 1) }, others)).toBe('beside');
    expect(resultOf({ expected: null, counted: at(1, 2) }, others)).toBe('unexpected');
  });

  test('and is then sold from there was found', () => {
    const later = [event({ move: 'sell' })];
    expect(resultOf({ counted: at(1, 1), now: stand(99, 'sold', 2), later })).toBe('found');
  });
});

describe('a unit that is not counted', () => {
  test('is missing', () => expect(resultOf({})).toBe('missing'));

  test('is explained by whatever somebody did with it in hand, and by nothing written about it', () => {
    for (const move of moveNames) {
      const told = resultOf({ now: stand(1, 'in_stock', 2), later: [event({ move })] });
      expect([move, told]).toEqual([move, moves[move].place === 'same' ? 'missing' : 'explained']);
    }
  });

  test.each(['inferred', 'imported', 'system'] as const)(
    'is not explained by what is only %s',
    (evidence) => {
      expect(resultOf({ now: stand(2, 'in_stock', 2), later: [event({ evidence })] })).toBe('missing');
    },
  );

  test('is explained where its carton was moved out of what is counted', () => {
    const later = [event({ evidence: 'inferred' })];
    expect(judged({ now: stand(7, 'in_stock', 2), later })).toEqual({
      result: 'explained',
      settledBy: null,
      explainedBy: 2,
    });
  });

  test('is explained where somebody has given it up meanwhile', () => {
    const later = [event({ move: 'lose' })];
    expect(resultOf({ now: stand(1, 'missing', 2), later })).toBe('explained');
  });
});

describe('what the count itself has recorded', () => {
  test('settles a difference, and leaves it what it was found to be', () => {
    const later = [event({ move: 'lose', isOwn: true })];
    expect(judged({ now: stand(1, 'missing', 2), later })).toEqual({
      result: 'missing',
      settledBy: 2,
      explainedBy: null,
    });
  });

  test('stays so when the unit turns up afterwards', () => {
    const later = [event({ move: 'lose', isOwn: true }), event({ seq: 3, move: 'find' })];
    expect(judged({ now: stand(1, 'returned', 3), later }).settledBy).toBe(2);
  });
});

describe('a difference is settled', () => {
  test('by moves that are possible from where the ledger has the unit, whatever its status', () => {
    for (const status of statuses)
      for (const isHere of [true, false]) {
        const found = movesToSettle('unexpected', { status, isHere });
        expect([status, found.length > 0]).toEqual([status, true]);
        for (const move of found)
          expect([
            status,
            move,
            moves[move].kind === 'observation' || moves[move].from.includes(status),
          ]).toEqual([status, move, true]);
      }
  });

  test('by giving up what is missing, and only while it is on record with us', () => {
    for (const status of statuses)
      expect([status, movesToSettle('missing', { status, isHere: true })]).toEqual([
        status,
        heldByUs.includes(status) ? ['lose'] : [],
      ]);
  });

  test('not at all where there is none', () => {
    for (const result of ['found', 'arrived', 'explained', 'beside'] as const)
      expect(movesToSettle(result, { status: 'in_stock', isHere: true })).toEqual([]);
  });
});
