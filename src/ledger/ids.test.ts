import { expect, test } from 'vitest';
import type { Connection } from '../platform/database.ts';
import { idSource } from './ids.ts';
import { numbersPerBlock } from './queries.ts';

/** Sequences that answer only when told to, so that several groups can be made to wait at once. */
function slowSequences() {
  const waiting: (() => void)[] = [];
  const last = new Map<string, number>();
  const tx = {
    query: (statement: { name: string }) =>
      new Promise((resolve) => {
        waiting.push(() => {
          const first = last.get(statement.name) ?? 1;
          last.set(statement.name, first + numbersPerBlock);
          resolve({ rows: [{ first }], rowCount: 1, command: 'SELECT' });
        });
      }),
  } as unknown as Connection;
  async function answerAll(): Promise<void> {
    while (waiting.length > 0) {
      for (const answer of waiting.splice(0)) answer();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return { tx, answerAll };
}

const some = (count: number) => ({ units: count, sales: count, exceptions: count });

test('groups that run side by side never run out of numbers and never share one', async () => {
  const ids = idSource();
  const { tx, answerAll } = slowSequences();
  const before = ids.reserve(tx, some(1));
  await answerAll();
  (await before)();
  const groups = Array.from({ length: 16 }, (_, index) => ids.reserve(tx, some(index * 40)));
  await answerAll();
  const releases = await Promise.all(groups);
  const given: number[] = [];
  for (const [index, release] of releases.entries()) {
    for (let count = 0; count < index * 40; count += 1) given.push(ids.exception());
    release();
  }
  expect(new Set(given).size).toBe(given.length);
});

test('numbers that a group did not use are for the next one', async () => {
  const ids = idSource();
  const { tx, answerAll } = slowSequences();
  const first = ids.reserve(tx, some(numbersPerBlock));
  await answerAll();
  const release = await first;
  expect(ids.unit()).toBe(1);
  release();
  const second = await ids.reserve(tx, some(numbersPerBlock - 1));
  expect(ids.unit()).toBe(2);
  second();
});

test('a group whose reservation failed leaves nothing promised', async () => {
  const ids = idSource();
  const broken = { query: () => Promise.reject(new Error('gone')) } as unknown as Connection;
  await expect(ids.reserve(broken, some(5 * numbersPerBlock))).rejects.toThrow('gone');
  const { tx, answerAll } = slowSequences();
  const reserving = ids.reserve(tx, some(numbersPerBlock));
  await answerAll();
  const release = await reserving;
  for (let count = 0; count < numbersPerBlock; count += 1) ids.unit();
  expect(() => ids.unit()).toThrow('not reserved');
  release();
});
