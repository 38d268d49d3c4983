import { describe, expect, test } from 'vitest';
import { minorOf, moneyText } from './money.ts';

describe('an amount that is typed', () => {
  test.each([
    ['12', 'EUR', 1_200],
    ['12.5', 'EUR', 1_250],
    ['12,50', 'EUR', 1_250],
    ['1 234,56', 'EUR', 123_456],
    ['0', 'EUR', 0],
    ['500', 'JPY', 500],
    ['1.234', 'KWD', 1_234],
    ['12.345', 'EUR', null],
    ['5.5', 'JPY', null],
    ['-1', 'EUR', null],
    ['1.2.3', 'EUR', null],
    ['', 'EUR', null],
  ])('%s %s is %s in minor units', (text, currency, minor) => {
    expect(minorOf(text, currency)).toBe(minor);
  });
});

test('an amount is written as the language writes it, with the currency’s own digits', () => {
  expect(moneyText(123_456, 'EUR', 'en')).toBe('€1,234.56');
  expect(moneyText(123_456, 'EUR', 'de').replace(/\s/g, ' ')).toBe('1.234,56 €');
  expect(moneyText(500, 'JPY', 'en')).toBe('¥500');
});
