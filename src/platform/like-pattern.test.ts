import { expect, test } from 'vitest';
import { containing } from './like-pattern.ts';

test.each([
  ['phone', '%phone%'],
  ['50%', '%50\\%%'],
  ['a_b', '%a\\_b%'],
  ['c:\\d', '%c:\\\\d%'],
])('what holds "%s" is like "%s"', (text, pattern) => {
  expect(containing(text)).toBe(pattern);
});
