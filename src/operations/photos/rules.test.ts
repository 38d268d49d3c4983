import { describe, expect, test } from 'vitest';
import { limits } from '../../domain/limits.ts';
import { hasTooManyPixels, mayErase, maySee, type PhotoUse } from './rules.ts';

const here = new Set([1]);
const nowhere = new Set<number>();
const use = (more: Partial<PhotoUse>): PhotoUse => ({ isOwn: false, ofProduct: false, sites: [], ...more });

describe('who may see and who may erase a photograph', () => {
  test.each<[string, PhotoUse, boolean, boolean]>([
    // what it is of, then: seen and erased by who may do so at site 1
    ['of nothing, somebody else’s', use({}), false, false],
    ['of nothing, one’s own', use({ isOwn: true }), true, true],
    ['of a unit here', use({ sites: [1] }), true, true],
    ['of a unit elsewhere', use({ sites: [2] }), false, false],
    ['of a unit elsewhere, one’s own', use({ isOwn: true, sites: [2] }), true, false],
    ['of a unit that is of both sites', use({ sites: [1, 2] }), true, false],
    ['of a product', use({ ofProduct: true }), true, false],
    ['of a product, one’s own', use({ ofProduct: true, isOwn: true }), true, false],
    ['of a product and a unit here', use({ ofProduct: true, sites: [1] }), true, false],
  ])('%s', (_what, used, seen, erased) => {
    expect([maySee(used, here), mayErase(used, here)]).toEqual([seen, erased]);
    expect([maySee(used, null), mayErase(used, null)]).toEqual([true, true]);
    const { isOwn, ofProduct } = used;
    expect(maySee(used, nowhere)).toBe(isOwn || ofProduct);
  });
});

test('a picture has as many pixels as there may be, and not one more', () => {
  const height = 4_000;
  const width = limits.photoPixelsMax / height;
  expect([hasTooManyPixels({ width, height }), hasTooManyPixels({ width: width + 1, height })]).toEqual([
    false,
    true,
  ]);
});
