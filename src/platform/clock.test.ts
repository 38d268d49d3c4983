import { expect, test } from 'vitest';
import { fixedClock } from './clock.ts';

test('a fixed clock always says the same, whatever is done to what it said', () => {
  const clock = fixedClock('2026-02-28T23:59:59Z');
  clock.now().setFullYear(1970);
  expect(clock.now()).toEqual(new Date('2026-02-28T23:59:59Z'));
});

test('a fixed clock refuses what is no time', () => {
  expect(() => fixedClock('yesterday')).toThrow('Not a time: yesterday');
});
