import { expect, test } from 'vitest';
import { lastDayOf } from './warranty-period.ts';

test.each([
  ['2026-11-23', 24, '2028-11-23', 'the same day of the month'],
  ['2026-12-31', 1, '2027-01-31', 'over the end of a year'],
  ['2026-01-31', 1, '2026-02-28', 'a month that is too short: its last day'],
  ['2027-01-31', 13, '2028-02-29', 'the same in a leap year'],
  ['2024-02-29', 12, '2025-02-28', 'from 29 February into a year without one'],
  ['2024-02-29', 48, '2028-02-29', 'from 29 February into a year with one'],
  ['2096-02-29', 48, '2100-02-28', '2100 is no leap year'],
  ['2026-03-29', 0, '2026-03-29', 'no months'],
])('%s and %i months end with %s: %s', (from, months, last) => {
  expect(lastDayOf(from, months)).toBe(last);
});
