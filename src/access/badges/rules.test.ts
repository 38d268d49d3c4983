import { describe, expect, test } from 'vitest';
import { badgeNumber, isPin, isWeakPin } from './rules.ts';

describe('a PIN', () => {
  test.each([
    ['2580', true],
    ['13579246', true],
    ['258', false],
    ['135792468', false],
    ['12a4', false],
    ['', false],
    ['٢٥٨٠', false],
  ])('%s has four to eight digits: %s', (pin, is) => {
    expect(isPin(pin)).toBe(is);
  });

  test.each([
    ['0000', true],
    ['77777777', true],
    ['1234', true],
    ['6789', true],
    ['7890', true],
    ['4321', true],
    ['0987', true],
    ['4711', true],
    ['1235', false],
    ['2580', false],
    ['1122', false],
  ])('%s on badge 9004711 is one that everybody would try: %s', (pin, weak) => {
    expect(isWeakPin(pin, '9004711')).toBe(weak);
  });
});

test.each([
  ['  9004711\r\n', '9004711'],
  ['\u0002A-1234\u0003', 'A-1234'],
  ['a-1234', 'a-1234'],
  ['123', null],
  ['12\u000034', null],
  ['x'.repeat(65), null],
])('%j is the badge %j', (scanned, number) => {
  expect(badgeNumber(scanned)).toBe(number);
});
