import { describe, expect, test } from 'vitest';
import { covers, noSites, type Sites, union, within } from './sites.ts';

const some = (...sites: number[]): Sites => new Set(sites);

describe('sites', () => {
  test.each([
    [null, 7, true],
    [some(7, 8), 7, true],
    [some(8), 7, false],
    [noSites, 7, false],
  ])('of %j: is %i one of them? %s', (sites, site, expected) => {
    expect(within(sites, site)).toBe(expected);
  });

  test.each([
    [null, null, true],
    [null, some(1), true],
    [some(1), null, false],
    [some(1, 2), some(2), true],
    [some(1), some(1, 2), false],
    [noSites, noSites, true],
    [noSites, some(1), false],
  ])('%j holds %j: %s', (outer, inner, expected) => {
    expect(covers(outer, inner)).toBe(expected);
  });

  test('all sites and some are all sites', () => {
    expect(union(null, some(1))).toBeNull();
    expect(union(some(1), null)).toBeNull();
    expect(union(some(1), some(2))).toEqual(some(1, 2));
  });
});
