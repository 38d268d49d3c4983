import { expect, test } from 'vitest';
import { openAppointments } from './appointments.ts';

const count = <Value>(values: readonly Value[]) => {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Object.fromEntries(counts);
};

test('each second gets as many as can be done in it', () => {
  const { next } = openAppointments(() => 500);
  expect(count(Array.from({ length: 25 }, () => next(1, 10)))).toEqual({ 1: 10, 2: 10, 3: 5 });
});

test('what weighs more takes more of a second', () => {
  const { next } = openAppointments(() => 0);
  expect([next(10, 10), next(4, 10), next(4, 10), next(4, 10), next(1, 10)]).toEqual([1, 2, 2, 2, 3]);
});

test('nobody is told more than half a minute, and the emptiest second gets what is too much', () => {
  const { next } = openAppointments(() => 0);
  const told = count(Array.from({ length: 90 }, () => next(1, 2)));
  expect([Object.keys(told).length, new Set(Object.values(told))]).toEqual([30, new Set([3])]);
});

test('seconds that have passed are free for nobody, those to come are kept', () => {
  let time = 0;
  const { next } = openAppointments(() => time);
  expect([next(1, 1), next(1, 1), next(1, 1)]).toEqual([1, 2, 3]);
  time = 2_000;
  expect([next(1, 1), next(1, 1)]).toEqual([2, 3]);
});
