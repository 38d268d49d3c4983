import { describe, expect, test } from 'vitest';
import { doubledCode, locationsOfSite, normalGtins } from './rules.ts';

describe('GTINs', () => {
  test.each<[string[], object]>([
    [[], { gtins: [] }],
    [['4006381333931'], { gtins: ['04006381333931'] }],
    [['96385074', '012345678905'], { gtins: ['00000096385074', '00012345678905'] }],
    [['4006381333931', '04006381333931'], { gtins: ['04006381333931'] }],
    [['4006381333931', '4006381333932'], { wrong: 1 }],
    [['123'], { wrong: 0 }],
    [['400638133393X'], { wrong: 0 }],
    [['４００６３８１３３３９３１'], { wrong: 0 }],
    [[''], { wrong: 0 }],
  ])('%j', (given, expected) => {
    expect(normalGtins(given)).toEqual(expected);
  });
});

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
