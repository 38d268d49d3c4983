import { describe, expect, test } from 'vitest';
import type { Queryable } from './database.ts';
import { type KeyedRead, sharedReader } from './shared-reads.ts';

interface Row {
  readonly key: string;
  readonly nth: number;
}

const letters: KeyedRead<string, Row> = {
  statement: { name: 'letters', text: '' },
  values: (keys) => [...keys],
  keyOf: (row) => row.key,
};

/** Answers when told to, as many rows for a key as its length; a key `bad` is an error. */
function openShelf() {
  const asked: string[][] = [];
  const doors: (() => void)[] = [];
  const database = {
    async query(_statement: unknown, keys: readonly string[]) {
      asked.push([...keys]);
      await new Promise<void>((resolve) => doors.push(resolve));
      if (keys.includes('bad')) throw new Error('bad key');
      const rows = keys.flatMap((key) => Array.from(key, (_, nth) => ({ key, nth })));
      return { rows, rowCount: rows.length, command: 'SELECT' };
    },
  } as unknown as Queryable;
  /** Lets everything through that has come, and what comes then, until nothing waits. */
  const open = async () => {
    while (doors.length > 0) {
      for (const go of doors.splice(0)) go();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { read: sharedReader(database), asked, open };
}

describe('a shared reader', () => {
  test('asks at once while little is under way, and together once much is', async () => {
    const { read, asked, open } = openShelf();
    const calls = ['a', 'bb', 'c', 'dd', 'a'].map((key) => read(letters, [key]));
    expect(asked).toEqual([['a'], ['bb']]);
    await open();
    expect(asked).toEqual([['a'], ['bb'], ['c', 'dd', 'a']]);
    const told = await Promise.all(calls);
    expect(told.map((rows) => rows.map(({ key, nth }) => `${key}${nth}`))).toEqual([
      ['a0'],
      ['bb0', 'bb1'],
      ['c0'],
      ['dd0', 'dd1'],
      ['a0'],
    ]);
  });

  test('never answers from a statement that was sent before the question', async () => {
    const { read, asked, open } = openShelf();
    const before = [read(letters, ['a']), read(letters, ['b'])];
    const after = read(letters, ['a']);
    await open();
    await Promise.all([...before, after]);
    expect(asked).toEqual([['a'], ['b'], ['a']]);
  });

  test('answers each caller in the order of his own keys, one key of two callers asked once', async () => {
    const { read, asked, open } = openShelf();
    const busy = [read(letters, ['x']), read(letters, ['y'])];
    const calls = [read(letters, ['c', 'a']), read(letters, ['a', 'b'])];
    await open();
    const told = await Promise.all(calls);
    expect(told.map((rows) => rows.map(({ key }) => key))).toEqual([
      ['c', 'a'],
      ['a', 'b'],
    ]);
    expect(asked.at(-1)).toEqual(['c', 'a', 'b']);
    await Promise.all(busy);
  });

  test('lets nobody suffer from another caller’s key', async () => {
    const { read, open } = openShelf();
    const busy = [read(letters, ['x']), read(letters, ['y'])];
    const calls = ['a', 'bad', 'b'].map((key) => read(letters, [key]));
    const fates = Promise.allSettled(calls);
    await open();
    expect((await fates).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    await Promise.all(busy);
  });
});
