import { describe, expect, test } from 'vitest';
import { type SpotNow, suggest, type ToPutAway } from './rules.ts';

const spot = (code: string, kind: string, more: Partial<SpotNow> = {}): SpotNow => ({
  ...{ code, kind, aisle: null, color: null, position: null, capacity: null, units: 0 },
  ...more,
});
const sound: ToPutAway = { status: 'in_stock', condition: 'new', holds: [] };
const site = [
  spot('DOCK', 'dock', { units: 40 }),
  spot('A-10', 'bin', { position: 10 }),
  spot('A-2', 'bin', { position: 2 }),
  spot('A-3', 'bin', { position: 3, units: 5 }),
  spot('B-1', 'bin', { units: 9, capacity: 9 }),
  spot('B-2', 'bin', { units: 3, capacity: 9 }),
  spot('FLOOR', 'floor', { units: 50 }),
  spot('QUARANTINE', 'quarantine', { units: 2 }),
  spot('CAGE', 'cage'),
  spot('BENCH', 'workshop'),
];
const told = (unit: ToPutAway, same: Readonly<Record<string, number>> = {}, spots = site) =>
  suggest(unit, spots, new Map(Object.entries(same)), 3).map(({ spot: { code }, why }) => `${code} ${why}`);

describe('where a unit best goes', () => {
  test('where more of its product lies, the most first', () => {
    expect(told(sound, { 'A-3': 2, 'B-2': 3 })).toEqual([
      'B-2 same_product',
      'A-3 same_product',
      'A-2 empty',
    ]);
  });

  test('else into an empty bin, in the order of the way through', () => {
    expect(told(sound)).toEqual(['A-2 empty', 'A-10 empty', 'A-3 room']);
  });

  test('never where it is full, where things only wait, or on somebody’s bench', () => {
    const all = suggest(
      sound,
      site,
      new Map([
        ['B-1', 9],
        ['DOCK', 4],
      ]),
      99,
    ).map(({ spot: { code } }) => code);
    expect(all.sort()).toEqual(['A-10', 'A-2', 'A-3', 'B-2', 'FLOOR']);
  });

  test.each([
    ['held', { ...sound, holds: ['quality'] }],
    ['damaged', { ...sound, condition: 'damaged' }],
    ['defective', { ...sound, condition: 'defective' }],
  ] as const)('apart from what is sold when it is %s', (_why, unit) => {
    expect(told(unit, { 'A-3': 2 })).toEqual(['QUARANTINE apart', 'CAGE apart']);
  });

  test('into a cage alone with a damaged battery', () => {
    expect(told({ ...sound, holds: ['battery_damaged:B-1'] })).toEqual(['CAGE apart']);
  });

  test('on the floor where a site has nothing apart; nowhere where it has nothing at all', () => {
    const held = { ...sound, holds: ['recall:R-1'] };
    expect(told(held, {}, [spot('FLOOR', 'floor'), spot('A-1', 'bin')])).toEqual(['FLOOR empty']);
    expect(told(held, {}, [spot('A-1', 'bin'), spot('DOCK', 'dock')])).toEqual([]);
  });

  test('a return that is not judged yet may lie in a bin, as in a returns hub', () => {
    expect(told({ status: 'returned', condition: 'damaged', holds: ['unwiped'] })[0]).toBe('A-2 empty');
  });
});
