import { expect, test } from 'vitest';
import { isAbout } from './problem-place.ts';

test.each([
  ['name', 'name', true],
  ['gtins[0].from', 'gtins[0].from', true],
  ['gtins[0].from', 'gtins[0]', true],
  ['gtins[0].from', 'gtins', true],
  ['gtins[10]', 'gtins[1]', false],
  ['names', 'name', false],
  ['', 'name', false],
])('a problem of "%s" at the field "%s": %s', (where, path, expected) => {
  expect(isAbout(where, path)).toBe(expected);
});
