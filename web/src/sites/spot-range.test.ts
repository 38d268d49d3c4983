import { describe, expect, test } from 'vitest';
import { aisleOf, spotRange, spotsMax } from './spot-range.ts';

describe('a range of spots', () => {
  test.each([
    ['A-01', '', ['A-01']],
    ['A-01', 'A-03', ['A-01', 'A-02', 'A-03']],
    ['A-1-1', 'A-2-2', ['A-1-1', 'A-1-2', 'A-2-1', 'A-2-2']],
    ['A-08', 'A-11', ['A-08', 'A-09', 'A-10', 'A-11']],
    ['B7', 'B10', ['B7', 'B8', 'B9', 'B10']],
    ['A-1', 'C-1', ['A-1', 'B-1', 'C-1']],
    ['a1', 'b2', ['a1', 'a2', 'b1', 'b2']],
    ['01.A', '02.B', ['01.A', '01.B', '02.A', '02.B']],
    [' A-01 ', ' A-02 ', ['A-01', 'A-02']],
  ])('from %j to %j: %j', (from, to, codes) => {
    expect(spotRange(from, to)).toEqual(codes);
  });

  test('the whole of an aisle, bay by bay and level by level', () => {
    const codes = spotRange('A-01-01', 'A-04-12') as readonly string[];
    expect(codes).toHaveLength(48);
    expect([codes[0], codes[11], codes[12], codes.at(-1)]).toEqual([
      'A-01-01',
      'A-01-12',
      'A-02-01',
      'A-04-12',
    ]);
    expect(new Set(codes).size).toBe(48);
  });

  test.each([
    ['', '', 'empty'],
    ['A-03', 'A-01', 'order'],
    ['B-1', 'A-1', 'order'],
    ['A-01', 'A-01-02', 'shape'],
    ['A-01', 'A_01', 'shape'],
    ['A-1', '1-A', 'shape'],
    ['AB-1', 'CD-1', 'letters'],
    ['a-1', 'B-1', 'letters'],
    ['A 01', 'A 02', 'code'],
    ['..', '', 'code'],
    ['1', String(spotsMax + 1), 'too_many'],
    ['A-01-01', 'Z-99-99', 'too_many'],
    ['1', '9'.repeat(30), 'too_many'],
    ['A'.repeat(33), '', 'code'],
  ])('from %j to %j is none: %s', (from, to, fault) => {
    expect(spotRange(from, to)).toEqual({ fault });
  });

  test('as many as one request takes, and no more', () => {
    expect(spotRange('1', String(spotsMax))).toHaveLength(spotsMax);
  });
});

test.each([
  ['A-01-02', 'A'],
  ['12.3', '12'],
  ['A01', null],
  ['FLOOR', null],
  ['A-', null],
])('the aisle that %s tells: %s', (code, aisle) => {
  expect(aisleOf(code)).toBe(aisle);
});
