import { describe, expect, test } from 'vitest';
import { moveNames } from './lifecycle.ts';
import {
  categoryLine,
  demands,
  handOffOf,
  handOffs,
  type PolicyCase,
  type PolicyRule,
  policyFor,
  ruleWords,
  unknownSerialsWhere,
} from './policy.ts';

const asked: PolicyCase = {
  site: 1,
  categories: ['phones', 'electronics'],
  channel: 'store',
  handOff: 'sale',
  day: '2026-06-15',
};

/** From the least to the most specific: each goes before all above it. */
const ladder: readonly Partial<PolicyRule>[] = [
  {},
  { handOff: 'sale' },
  { channel: 'store' },
  { channel: 'store', handOff: 'sale' },
  { category: 'electronics' },
  { category: 'electronics', handOff: 'sale' },
  { category: 'electronics', channel: 'store' },
  { category: 'electronics', channel: 'store', handOff: 'sale' },
  { category: 'phones' },
  { category: 'phones', handOff: 'sale' },
  { category: 'phones', channel: 'store' },
  { category: 'phones', channel: 'store', handOff: 'sale' },
  { site: 1 },
  { site: 1, handOff: 'sale' },
  { site: 1, channel: 'store' },
  { site: 1, channel: 'store', handOff: 'sale' },
  { site: 1, category: 'electronics' },
  { site: 1, category: 'electronics', channel: 'store', handOff: 'sale' },
  { site: 1, category: 'phones' },
  { site: 1, category: 'phones', handOff: 'sale' },
  { site: 1, category: 'phones', channel: 'store' },
  { site: 1, category: 'phones', channel: 'store', handOff: 'sale' },
  { site: 1, rollBack: true },
];

function rule(id: number, patch: Partial<PolicyRule>): PolicyRule {
  const open = { site: null, category: null, channel: null, handOff: null };
  return { id, ...open, demand: 'asked', from: '2026-01-01', rollBack: false, ...patch };
}

describe('of several rules the most specific decides', () => {
  test.each(ladder.map((patch, nth) => [JSON.stringify(patch), nth] as const))('%s', (_, nth) => {
    // Those beneath it were set later and begin later: that counts for nothing.
    const rules = ladder.slice(0, nth + 1).map((patch, at) => {
      const from = at === nth ? '2026-01-01' : '2026-06-01';
      return rule(100 - at, { ...patch, from, demand: at === nth ? 'off' : 'required' });
    });
    const answer = policyFor(rules, asked);
    expect([answer.demand, answer.rule?.id]).toEqual(['off', 100 - nth]);
    expect(answer.outranked.map(({ id }) => id)).toEqual(
      ladder
        .slice(0, nth)
        .map((_patch, at) => 100 - at)
        .reverse(),
    );
    expect(policyFor(rules.toReversed(), asked)).toEqual(answer);
  });

  test('of two for the very same the one that begins later, then the one that was set later', () => {
    const early = rule(3, { from: '2026-01-01' });
    const late = rule(1, { from: '2026-06-01', demand: 'off' });
    const corrected = rule(2, { from: '2026-06-01', demand: 'required' });
    expect(policyFor([early, late], asked).demand).toBe('off');
    expect(policyFor([early, late, corrected], asked).demand).toBe('required');
  });
});

describe('a rule says nothing', () => {
  test.each<[string, Partial<PolicyRule>]>([
    ['before its first day', { from: '2026-06-16' }],
    ['about another site', { site: 2 }],
    ['about another site that was rolled back', { site: 2, rollBack: true }],
    ['about another category', { category: 'home' }],
    ['about another channel', { channel: 'online' }],
    ['about another hand-off', { handOff: 'inbound' }],
  ])('%s', (_, patch) => {
    expect(policyFor([rule(1, patch)], asked)).toEqual({ demand: 'required', rule: null, outranked: [] });
  });

  test('about a channel where none is known, nor about a category where the product has none', () => {
    expect(policyFor([rule(1, { channel: 'store' })], { ...asked, channel: null }).rule).toBeNull();
    expect(policyFor([rule(1, { category: 'phones' })], { ...asked, categories: [] }).rule).toBeNull();
  });

  test('and it holds on its first day', () => {
    expect(policyFor([rule(1, { from: '2026-06-15' })], asked).rule?.id).toBe(1);
  });
});

test('every move is part of a hand-off or of none, and every hand-off has moves', () => {
  expect(Object.keys(handOffOf).sort()).toEqual([...moveNames].sort());
  for (const handOff of handOffs) expect(Object.values(handOffOf)).toContain(handOff);
});

test('where serials need not be scanned on arrival an unknown one may begin anywhere', () => {
  const own = ['refuse', 'arrivals', 'anywhere'] as const;
  const table = own.map((one) => demands.map((demand) => unknownSerialsWhere(one, demand)));
  expect(table).toEqual([
    ['refuse', 'anywhere', 'anywhere'],
    ['arrivals', 'anywhere', 'anywhere'],
    ['anywhere', 'anywhere', 'anywhere'],
  ]);
});

test('a category stands before those above it, and a circle has an end', () => {
  const above = new Map([
    ['phones', 'electronics'],
    ['electronics', null],
    ['a', 'b'],
    ['b', 'a'],
  ]);
  expect(categoryLine('phones', above)).toEqual(['phones', 'electronics']);
  expect(categoryLine('new', above)).toEqual(['new']);
  expect(categoryLine(null, above)).toEqual([]);
  expect(categoryLine('a', above)).toHaveLength(8);
});

test.each([
  [{}, null, 'From 2026-01-01 on, for everything: serials are asked for.'],
  [{ demand: 'off', category: 'phones' }, null, 'From 2026-01-01 on, for phones: serials are not asked for.'],
  [
    { demand: 'required', site: 1, handOff: 'sale' },
    'S1',
    'From 2026-01-01 on, for S1 × sale: serials must be scanned.',
  ],
  [{ site: 1, rollBack: true }, 'S1', 'S1 is rolled back since 2026-01-01: no serials are asked for there.'],
] as const)('%j reads: %s %s', (patch, site, words) => {
  expect(ruleWords(rule(1, patch), site)).toBe(words);
});
