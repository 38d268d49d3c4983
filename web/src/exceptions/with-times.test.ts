import { expect, test } from 'vitest';
import { withTimes } from './with-times.ts';

test.each([
  [
    'sold at STORE-1/FLOOR on 2026-11-23T13:12:09.921Z',
    'sold at STORE-1/FLOOR on (2026-11-23T13:12:09.921Z)',
  ],
  [
    'from 2026-01-01T00:00:00Z to 2026-01-02T00:00:00Z',
    'from (2026-01-01T00:00:00Z) to (2026-01-02T00:00:00Z)',
  ],
  ['2026-11-23', '2026-11-23'],
])('in "%s" each time is said as people say it', (words, expected) => {
  expect(withTimes(words, (iso) => `(${iso})`)).toBe(expected);
});
