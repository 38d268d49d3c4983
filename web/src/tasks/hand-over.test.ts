import { expect, test } from 'vitest';
import { handOverOf } from './hand-over.ts';

const worker = (actor: string, scanned: number) => ({
  actor,
  name: actor.toUpperCase(),
  scanned,
  lastAt: '',
});

test('who begins a task takes nothing over', () => {
  expect(handOverOf([], 'me')).toBeNull();
  expect(handOverOf([worker('me', 3)], 'me')).toBeNull();
});

test('who goes on where others stopped is told who, and how far they came', () => {
  expect(handOverOf([worker('ana', 12), worker('bo', 1)], 'me')).toEqual({
    is: 'yours',
    names: ['ANA', 'BO'],
    scanned: 13,
  });
});

test('who works beside others sees them', () => {
  expect(handOverOf([worker('me', 1), worker('ana', 2)], 'me')).toEqual({
    is: 'others',
    names: ['ANA'],
    scanned: 2,
  });
});
