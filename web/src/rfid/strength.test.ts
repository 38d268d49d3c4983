import { describe, expect, test } from 'vitest';
import { antennasIn, antennasText } from './antennas-text.ts';
import { clickEveryMs, nearnessOf, percentOf, secondsSilent, silentMs } from './strength.ts';

const known = (dbm: number | null, heardAt: number | null) => ({
  unit: 1,
  dbm,
  agoMs: 0,
  place: null,
  heardAt,
});

test.each([
  [null, 0],
  [-90, 2],
  [-75, 2],
  [-55, 50],
  [-35, 100],
  [-10, 100],
])('%s dBm is %i percent', (dbm, percent) => {
  expect(percentOf(dbm)).toBe(percent);
});

test.each([
  ['very near', known(-40, 0), 0, 'near'],
  ['near', known(-55, 0), 0, 'nearing'],
  ['far', known(-70, 0), 0, 'far'],
  ['far still, just before it counts as silent', known(-70, 0), silentMs, 'far'],
  ['silent, however strong it was', known(-40, 0), silentMs + 1, 'silent'],
  ['never heard', known(null, null), 0, 'never'],
  ['never heard of', undefined, 0, 'never'],
])('a unit is %s', (_what, one, now, expected) => {
  expect(nearnessOf(one, now)).toBe(expected);
});

test('how long it is silent is told in whole seconds, and never less than none', () => {
  expect([secondsSilent(known(-40, 1_000), 9_999), secondsSilent(known(-40, 1_000), 0)]).toEqual([8, 0]);
  expect(secondsSilent(known(null, null), 5_000)).toBe(null);
});

test('the nearer, the faster it clicks', () => {
  expect([0, 50, 100, 200].map(clickEveryMs)).toEqual([1_000, 550, 100, 100]);
});

describe('antennas as somebody types them', () => {
  test('one a line, and back again', () => {
    const spots = [
      { antenna: 1, location: 'A-01' },
      { antenna: 2, location: 'DOCK' },
    ];
    expect(antennasIn('1 = A-01\n\n 2:DOCK ')).toEqual(spots);
    expect(antennasIn(antennasText(spots))).toEqual(spots);
    expect(antennasIn('')).toEqual([]);
  });

  test('what is none goes as it is', () => {
    expect(antennasIn('left = DOCK')).toEqual([{ antenna: Number.NaN, location: 'DOCK' }]);
  });
});
