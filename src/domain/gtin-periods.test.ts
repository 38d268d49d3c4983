import { describe, expect, test } from 'vitest';
import { holdersOn, isDay, overlap } from './gtin-periods.ts';

const days = (text: string) => {
  const [from, to] = text.split('..');
  return { from: from || null, to: to || null };
};

describe('a GTIN that passes on', () => {
  const holders = [
    { product: 1, ...days('..2026-03-31') },
    { product: 2, ...days('2026-04-01..2026-06-30') },
    { product: 3, ...days('2026-08-01..') },
  ];

  test.each([
    ['2020-01-01', [1]],
    ['2026-03-31', [1]],
    ['2026-04-01', [2]],
    ['2026-06-30', [2]],
    ['2026-07-15', []],
    ['2026-08-01', [3]],
    ['2999-12-31', [3]],
  ])('on %s stands for %j', (day, expected) => {
    expect(holdersOn(holders, day).map(({ product }) => product)).toEqual(expected);
  });
});

test.each([
  ['..', '..', true],
  ['..2026-03-31', '2026-04-01..', false],
  ['..2026-03-31', '2026-03-31..', true],
  ['2026-01-01..2026-01-31', '2026-01-15..2026-01-16', true],
  ['2026-01-01..2026-01-31', '2026-02-01..2026-02-28', false],
  ['2026-01-01..', '..2025-12-31', false],
])('%s and %s share a day: %s', (a, b, expected) => {
  expect([overlap(days(a), days(b)), overlap(days(b), days(a))]).toEqual([expected, expected]);
});

test.each([
  ['2026-02-28', true],
  ['2026-02-29', false],
  ['2024-02-29', true],
  ['2000-02-29', true],
  ['1900-02-29', false],
  ['2026-04-31', false],
  ['2026-13-01', false],
  ['2026-00-01', false],
  ['2026-01-00', false],
  ['0000-01-01', false],
  ['2026-1-1', false],
  ['2026-01-01T00:00:00Z', false],
  ['', false],
])('%j is a day: %s', (text, expected) => {
  expect(isDay(text)).toBe(expected);
});
