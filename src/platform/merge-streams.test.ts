import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CopyRow } from './copy-rows.ts';
import { mergeStreams } from './merge-streams.ts';

type Pair = readonly [number, number];

async function* inBatches(keys: readonly Pair[], size: number): AsyncGenerator<CopyRow[]> {
  for (let at = 0; at < keys.length; at += size)
    yield keys.slice(at, at + size).map(([a, b], index) => [String(a), String(b), String(at + index)]);
}

const sorted = (keys: readonly Pair[]) => [...keys].sort(([a, b], [c, d]) => a - c || b - d);

async function merged(streams: readonly (readonly Pair[])[], size: number) {
  const found: { key: Pair; rows: readonly (readonly CopyRow[])[] }[] = [];
  const sources = streams.map((keys) => ({ rows: inBatches(sorted(keys), size), key: [0, 1] as const }));
  for await (const one of mergeStreams(sources)) found.push(one);
  return found;
}

describe('streams side by side', () => {
  test('every row comes once, under its key, in order, however the batches fall', async () => {
    const key = fc.tuple(fc.nat(3), fc.nat(4));
    const streams = fc.array(fc.array(key, { maxLength: 12 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(streams, fc.integer({ min: 1, max: 5 }), async (lists, size) => {
        const found = await merged(lists, size);
        const keys = found.map((one) => one.key);
        expect(keys).toEqual(sorted(keys));
        expect(new Set(keys.map(String)).size).toBe(keys.length);
        for (const [index, list] of lists.entries()) {
          const rows = found.flatMap((one) => one.rows[index]!.map((row) => [...one.key, row] as const));
          expect(
            rows.map(([a, b, row]) => [String(a), String(b)].join() === row.slice(0, 2).join()),
          ).not.toContain(false);
          expect(rows.map(([a, b]) => [a, b])).toEqual(sorted(list));
        }
      }),
    );
  });

  test('nothing of nothing', async () => {
    expect(await merged([], 1)).toEqual([]);
    expect(await merged([[], []], 3)).toEqual([]);
  });

  test('leaving early ends every stream', async () => {
    const ended: number[] = [];
    async function* endless(name: number): AsyncGenerator<CopyRow[]> {
      try {
        for (let n = 0; ; n += 1) yield [[String(n), '0']];
      } finally {
        ended.push(name);
      }
    }
    const sources = [1, 2].map((name) => ({ rows: endless(name), key: [0, 1] as const }));
    for await (const { key } of mergeStreams(sources)) if (key[0] === 3) break;
    expect(ended).toEqual([1, 2]);
  });
});
