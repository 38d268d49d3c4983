import { describe, expect, test } from 'vitest';
import { doubledCode, locationsOfSite } from './rules.ts';

describe('the spots of a new site', () => {
  test('begin with a floor', () => {
    expect(locationsOfSite([]).map(({ code }) => code)).toEqual(['FLOOR']);
    expect(locationsOfSite([{ code: 'A' }]).map(({ code }) => code)).toEqual(['FLOOR', 'A']);
  });

  test('begin with the floor that was given', () => {
    const floor = { code: 'FLOOR', name: 'Shop' };
    expect(locationsOfSite([{ code: 'A' }, floor])).toEqual([floor, { code: 'A' }]);
  });

  test.each([
    [['A', 'B'], -1],
    [['A', 'B', 'A'], 2],
    [['A', 'a'], -1],
    [[], -1],
  ])('%j: the first doubled one is at %i', (codes, at) => {
    expect(doubledCode(codes.map((code) => ({ code })))).toBe(at);
  });
});
