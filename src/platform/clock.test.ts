import { expect, test } from 'vitest';
import { endOfDay, fixedClock } from './clock.ts';

test('a fixed clock always says the same, whatever is done to what it said', () => {
  const clock = fixedClock('2026-02-28T23:59:59Z');
  clock.now().setFullYear(1970);
  expect(clock.now()).toEqual(new Date('2026-02-28T23:59:59Z'));
});

test('a fixed clock refuses what is no time', () => {
  expect(() => fixedClock('yesterday')).toThrow('Not a time: yesterday');
});

test.each([
  ['2026-11-23', 'UTC', '2026-11-23T23:59:59.999Z'],
  ['2026-11-23', 'America/New_York', '2026-11-24T04:59:59.999Z'],
  ['2026-03-29', 'Europe/Berlin', '2026-03-29T21:59:59.999Z'],
  ['2026-10-25', 'Europe/Berlin', '2026-10-25T22:59:59.999Z'],
])('%s in %s ends with its last millisecond, a day of 23 or 25 hours too', (day, zone, end) => {
  expect(endOfDay(day, zone)).toBe(end);
});
