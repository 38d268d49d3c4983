import { describe, expect, test } from 'vitest';
import { foldNumber } from '../../domain/identifiers/folded-number.ts';
import {
  better,
  exceptionNumber,
  insideOf,
  isOneEdit,
  matchIn,
  rangeStarting,
  rangesHolding,
  searchKeys,
  whyFound,
} from './rules.ts';

describe('the keys of a number', () => {
  test('are itself and every second ending of three characters and more', () => {
    expect(searchKeys('sn-12345')).toEqual(['^SN12345', '12345', '345']);
    expect(searchKeys('AB')).toEqual(['^AB']);
    expect(searchKeys('--')).toEqual([]);
  });

  test('are all its endings where it has letters that are not ours', () => {
    expect(searchKeys('серия')).toEqual(['^СЕРИЯ', 'ЕРИЯ', 'РИЯ']);
  });

  test('every fragment of three characters and more lies in one of its ranges', () => {
    for (const value of ['PL1331LAG4013H', '356938035643809', 'серия-5566', 'A1', 'ÄB12CD']) {
      const folded = Array.from(foldNumber(value));
      const keys = searchKeys(value);
      for (let from = 0; from < folded.length; from += 1)
        for (let to = from + 3; to <= folded.length; to += 1) {
          const fragment = folded.slice(from, to).join('');
          const isFound = rangesHolding(fragment).some(([low, high]) =>
            keys.some((key) => key >= low && key < high),
          );
          expect([value, fragment, isFound]).toEqual([value, fragment, true]);
        }
    }
  });

  test('no range holds a number without the fragment', () => {
    const keys = ['PL1331LAG4013H', '356938035643809'].flatMap(searchKeys);
    for (const fragment of ['999', '13310', 'X133', '131'])
      for (const [low, high] of [...rangesHolding(fragment), rangeStarting(fragment)])
        expect([fragment, keys.filter((key) => key >= low && key < high)]).toEqual([fragment, []]);
  });
});

test.each([
  ['SN-123', 'SN123', 'whole'],
  ['SN-123', 'SN1', 'start'],
  ['SN-123', '123', 'end'],
  ['SN-123', 'N12', 'inside'],
])('in %j, %j is the %s', (value, fragment, how) => {
  expect(matchIn(value, fragment)?.how).toBe(how);
});

test('of two matches the one that leaves less open stands first', () => {
  const match = (value: string, fragment: string, current = true) => ({
    value,
    match: matchIn(value, fragment)!,
    current,
  });
  const found = [
    match('X123Y', '123'),
    match('XX123', '123'),
    match('1234567', '123'),
    match('1234', '123'),
    match('123', '123', false),
    match('1-23', '123'),
  ];
  expect(found.sort(better).map(({ value }) => value)).toEqual([
    '1-23',
    '123',
    '1234',
    '1234567',
    'XX123',
    'X123Y',
  ]);
});

test.each([
  ['AB', 'AC', true],
  ['AB', 'ABC', true],
  ['ABC', 'AC', true],
  ['ABC', 'ACB', true],
  ['ABC', 'ABC', false],
  ['ABC', 'CBA', false],
  ['ABCD', 'AB', false],
])('%s and %s are one edit apart: %s', (a, b, one) => {
  expect([isOneEdit(a, b), isOneEdit(b, a)]).toEqual([one, one]);
});

test.each([
  ['#42', 42],
  [' 42 ', 42],
  ['0', null],
  ['99999999999999999', null],
  ['4x', null],
])('%j as an exception’s number is %j', (text, number) => {
  expect(exceptionNumber(text)).toBe(number);
});

test('a label with more than the number holds it at its beginning or its end', () => {
  expect(insideOf('AB12345')).toEqual(['B12345', 'AB1234', '12345', 'AB123']);
});

test('what matched is said in words', () => {
  expect(whyFound('IMEI', { how: 'end', from: 0, to: 1 }, true)).toBe('The IMEI ends with this.');
  expect(whyFound('serial', { how: 'near', from: 0, to: 1 }, false)).toBe(
    'A former serial differs from this by a misreading.',
  );
});
