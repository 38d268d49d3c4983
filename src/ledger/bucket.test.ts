import { expect, test } from 'vitest';
import { bucketOf, bucketOfUnit, unitId } from './bucket.ts';

test('the bucket of a text never changes', () => {
  expect(['', 'A', 'WD-WCATR2525283', '東京'].map(bucketOf)).toEqual([197, 245, 16, 239]);
});

test('a unit carries its bucket in its id', () => {
  expect(bucketOfUnit(unitId(123_456_789, 201))).toBe(201);
});

test('serials spread evenly over the buckets', () => {
  const counts = new Array<number>(256).fill(0);
  for (let i = 0; i < 25_600; i += 1) counts[bucketOf(`SKU-1|S1F${String(i).padStart(6, '0')}`)]! += 1;
  expect(Math.min(...counts)).toBeGreaterThan(50);
  expect(Math.max(...counts)).toBeLessThan(200);
});
