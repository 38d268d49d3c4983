import { expect, test } from 'vitest';
import { clockOf } from './countdown.ts';

test.each([
  [900, '15:00'],
  [754, '12:34'],
  [61, '1:01'],
  [9, '0:09'],
  [0, '0:00'],
])('%d seconds are shown as %s', (seconds, text) => {
  expect(clockOf(seconds)).toBe(text);
});
