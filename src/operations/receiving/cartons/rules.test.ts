import { describe, expect, test } from 'vitest';
import { type Carton, sampleOf, stepOf, withInner } from './rules.ts';

const carton = (sscc: string, patch: Partial<Carton> = {}): Carton => ({
  sscc,
  inside: null,
  everyUnit: false,
  units: 10,
  received: 0,
  scanned: 0,
  ...patch,
});

describe('a delivery’s sample', () => {
  test.each<[string, readonly Carton[], number | null, readonly [number, number, boolean]]>([
    [
      'a supplier whose deliveries are counted unit by unit',
      [carton('A'), carton('B')],
      null,
      [20, 0, false],
    ],
    ['a trusted supplier', [carton('A'), carton('B')], 0, [0, 0, false]],
    ['three of twenty', [carton('A', { scanned: 1 }), carton('B', { scanned: 1 })], 3, [3, 2, false]],
    ['no more than there are', [carton('A', { units: 2 })], 5, [2, 0, false]],
    ['one carton that was otherwise', [carton('A'), carton('B', { everyUnit: true })], 3, [3, 0, true]],
  ])('%s', (_what, cartons, size, [needed, scanned, failed]) => {
    expect(sampleOf(cartons, size)).toEqual({ needed, scanned, failed });
  });
});

describe('a carton’s label', () => {
  const some = { needed: 3, scanned: 1, failed: false };
  const full = { needed: 3, scanned: 3, failed: false };
  const failed = { ...full, failed: true };
  const done = carton('A', { received: 10 });
  test.each([
    ['is opened while the sample is not full', [carton('A')], some, false, 'sample'],
    ['takes the rest once it is', [carton('A', { received: 3, scanned: 3 })], full, false, 'take'],
    ['takes nothing after one was otherwise', [carton('A')], failed, false, 'every_unit'],
    ['says that all of it has come', [done], some, false, 'already'],
    ['says so after a failure too', [done], failed, false, 'already'],
    ['takes pieces that are left', [done], some, true, 'take'],
    ['asks for all that stands in it', [done, carton('B')], some, false, 'sample'],
  ] as const)('%s', (_what, taken, sample, hasPieces, step) => {
    expect(stepOf(taken, sample, hasPieces)).toBe(step);
  });

  test('a pallet’s label means every carton on it, to any depth', () => {
    const all = [carton('P'), carton('A', { inside: 'P' }), carton('B', { inside: 'A' }), carton('X')];
    expect(withInner('P', all).map(({ sscc }) => sscc)).toEqual(['P', 'A', 'B']);
    expect(withInner('A', all).map(({ sscc }) => sscc)).toEqual(['A', 'B']);
  });
});
