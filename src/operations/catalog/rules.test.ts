import { describe, expect, test } from 'vitest';
import {
  depthBelow,
  doubled,
  type GtinGiven,
  gtinPeriods,
  takenGtin,
  termsOn,
  wrongNumber,
} from './rules.ts';

const always = { from: null, to: null };

describe('GTINs', () => {
  test.each<[GtinGiven[], object]>([
    [[], { periods: [] }],
    [['4006381333931'], { periods: [{ gtin: '04006381333931', ...always }] }],
    [
      ['96385074', '012345678905'],
      {
        periods: [
          { gtin: '00000096385074', ...always },
          { gtin: '00012345678905', ...always },
        ],
      },
    ],
    [['4006381333931', '04006381333931'], { periods: [{ gtin: '04006381333931', ...always }] }],
    [
      [{ gtin: '4006381333931', from: '2026-01-01', to: '2026-12-31' }],
      { periods: [{ gtin: '04006381333931', from: '2026-01-01', to: '2026-12-31' }] },
    ],
    [
      [
        { gtin: '4006381333931', to: '2026-03-31' },
        { gtin: '4006381333931', from: '2027-01-01' },
      ],
      {
        periods: [
          { gtin: '04006381333931', from: null, to: '2026-03-31' },
          { gtin: '04006381333931', from: '2027-01-01', to: null },
        ],
      },
    ],
    [['4006381333931', '4006381333932'], { wrong: 'bad_gtin', where: 'gtins[1]' }],
    [['123'], { wrong: 'bad_gtin', where: 'gtins[0]' }],
    [['400638133393X'], { wrong: 'bad_gtin', where: 'gtins[0]' }],
    [['４００６３８１３３３９３１'], { wrong: 'bad_gtin', where: 'gtins[0]' }],
    [[''], { wrong: 'bad_gtin', where: 'gtins[0]' }],
    [[{ gtin: '4006381333931', from: '2026-02-30' }], { wrong: 'bad_day', where: 'gtins[0].from' }],
    [[{ gtin: '4006381333931', to: 'soon' }], { wrong: 'bad_day', where: 'gtins[0].to' }],
    [
      [{ gtin: '4006381333931', from: '2026-02-02', to: '2026-02-01' }],
      { wrong: 'bad_day', where: 'gtins[0].to' },
    ],
    [
      ['4006381333931', { gtin: '4006381333931', from: '2027-01-01' }],
      { wrong: 'duplicate_code', where: 'gtins[1]' },
    ],
  ])('%j', (given, expected) => {
    expect(gtinPeriods(given)).toEqual(expected);
  });

  test('stand for one product at a time', () => {
    const wanted = [
      { gtin: 'A', ...always },
      { gtin: 'B', from: '2026-04-01', to: null },
    ];
    expect(takenGtin(wanted, [])).toBe(-1);
    expect(takenGtin(wanted, [{ gtin: 'C', ...always }])).toBe(-1);
    expect(takenGtin(wanted, [{ gtin: 'B', from: null, to: '2026-03-31' }])).toBe(-1);
    expect(takenGtin(wanted, [{ gtin: 'B', from: null, to: '2026-04-01' }])).toBe(1);
    expect(takenGtin(wanted, [{ gtin: 'A', from: '2020-01-01', to: '2020-01-01' }])).toBe(0);
  });
});

describe('what is inside what', () => {
  const inside = new Map([
    ['kit', ['bike', 'charger']],
    ['bike', ['battery', 'motor']],
    ['charger', ['battery']],
  ]);

  test('is as deep as its longest way down', () => {
    expect(depthBelow('kit', inside)).toBe(3);
    expect(depthBelow('battery', inside)).toBe(1);
  });

  test('is never inside itself', () => {
    expect(depthBelow('kit', new Map([...inside, ['motor', ['kit']]]))).toBe(Number.POSITIVE_INFINITY);
    expect(depthBelow('a', new Map([['a', ['a']]]))).toBe(Number.POSITIVE_INFINITY);
  });

  test('is asked once each, however many ways lead there', () => {
    // 2^60 ways from the top to the bottom.
    const levels = Array.from({ length: 60 }, (_, n) => [n, [n + 1, n + 1]] as const);
    expect(depthBelow(0, new Map(levels))).toBe(61);
  });
});

describe('terms that were agreed one after another', () => {
  const terms = [
    { id: 1, kind: 'maker', from: '2020-01-01', months: 12 },
    { id: 2, kind: 'maker', from: '2024-01-01', months: 24 },
    { id: 3, kind: 'store', from: '2022-06-01', months: 6 },
    { id: 4, kind: 'maker', from: '2024-01-01', months: 36 },
    { id: 5, kind: 'maker', from: '2023-01-01', months: 18 },
  ];

  test.each([
    ['2019-12-31', {}],
    ['2020-01-01', { maker: 12 }],
    ['2022-12-31', { maker: 12, store: 6 }],
    ['2023-06-01', { maker: 18, store: 6 }],
    ['2024-01-01', { maker: 36, store: 6 }],
    ['2030-01-01', { maker: 36, store: 6 }],
  ])('on %s are %j', (day, expected) => {
    const holding = termsOn(terms, day, ({ kind }) => kind);
    expect(Object.fromEntries(holding.map(({ kind, months }) => [kind, months]))).toEqual(expected);
  });
});

test.each([
  [['A', 'B'], -1],
  [['A', 'B', 'A'], 2],
  [['A', 'a'], -1],
  [[], -1],
])('%j: the first doubled one is at %i', (codes, at) => {
  expect(doubled(codes)).toBe(at);
});

test.each([
  ['gln', '4012345000009', -1],
  ['gln', '4012345000008', 0],
  ['gln', '96385074', 0],
  ['duns', '123456789', -1],
  ['duns', '12345678', 0],
  ['erp', 'V-100', -1],
] as const)('a supplier’s %s %s: wrong at %i', (kind, value, at) => {
  expect(wrongNumber([{ kind, value }])).toBe(at);
});
