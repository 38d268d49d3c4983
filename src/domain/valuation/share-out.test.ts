import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../../testing/property-runs.ts';
import { shareOut } from './share-out.ts';

const amounts = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });
const weights = fc.array(fc.integer({ min: 0, max: 1_000_000_000_000 }), { minLength: 1, maxLength: 60 });

test('the shares add up to the amount, always, and none is off by a whole minor unit', () => {
  const property = fc.property(amounts, weights, (amount, by) => {
    const shares = shareOut(amount, by);
    if (by.every((weight) => weight === 0)) {
      expect(shares).toBeNull();
      return;
    }
    expect(shares!.reduce((sum, share) => sum + share, 0)).toBe(amount);
    const total = by.reduce((sum, weight) => sum + BigInt(weight), 0n);
    for (const [at, share] of shares!.entries()) {
      const off = BigInt(share) * total - BigInt(amount) * BigInt(by[at]!);
      expect(off < total && off > -total).toBe(true);
    }
  });
  fc.assert(property, { numRuns: runs(300) });
});

test.each([
  ['a cent that cannot be halved goes to the first of two alike', 101, [1, 1], [51, 50]],
  ['who loses most by rounding down gets what is left', 10, [1, 1, 5], [2, 1, 7]],
  ['what weighs nothing gets nothing', 1_000, [0, 3, 0], [0, 1_000, 0]],
  ['a credit note is shared like an invoice', -101, [1, 1], [-51, -50]],
  ['an amount smaller than the units is a cent each for as many as it goes round', 2, [1, 1, 1], [1, 1, 0]],
])('%s', (_, amount, by, shares) => {
  expect(shareOut(amount, by)).toEqual(shares);
});

test('nothing is shared by weights of nothing, or below it', () => {
  expect(shareOut(100, [])).toBeNull();
  expect(shareOut(100, [0, 0])).toBeNull();
  expect(shareOut(100, [2, -1])).toBeNull();
});
