import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../testing/property-runs.ts';
import { compileScopes, type Scope, scopeHolds } from './scopes.ts';

const blank: Scope = { id: 1, hold: 'recall:R-1', product: null, lot: null, supplier: null, serials: null };
const unit = { product: 7, serial: 'S1F00042', lot: 'L-1', supplier: 'ACME' };

function holdsOf(scopes: readonly Partial<Scope>[], of = unit): readonly string[] {
  return scopeHolds(compileScopes(scopes.map((scope, id) => ({ ...blank, id, ...scope }))), of);
}

describe('recall scopes and hold lists', () => {
  test.each([
    ['nothing named holds everything', {}, true],
    ['the product', { product: 7 }, true],
    ['another product', { product: 8 }, false],
    ['the lot', { lot: 'L-1' }, true],
    ['another lot', { lot: 'L-2' }, false],
    ['the supplier', { supplier: 'ACME' }, true],
    ['another supplier', { supplier: 'acme' }, false],
    ['the serial', { serials: 'S1F00042' }, true],
    ['another serial', { serials: 'S1F00043' }, false],
    ['its range', { product: 7, serials: 'S1F00040..S1F00050' }, true],
    ['a range before it', { product: 7, serials: 'S1F00040..S1F00041' }, false],
    ['its prefix', { serials: 'S1F*' }, true],
    ['no serial at all', { serials: '' }, false],
    ['serial and lot', { serials: 'S1F*', lot: 'L-1' }, true],
    ['its serial but another lot', { serials: 'S1F00042', lot: 'L-2' }, false],
    ['all it says and one thing more', { product: 7, lot: 'L-1', supplier: 'OTHER', serials: '*' }, false],
  ] as const)('a scope of %s', (_title, scope, holds) => {
    expect(holdsOf([scope])).toEqual(holds ? ['recall:R-1'] : []);
  });

  test('several scopes hold a unit, each hold once and in order', () => {
    const scopes = [{ hold: 'stolen' }, { product: 7 }, { serials: 'S1F*' }, { hold: 'legal', product: 8 }];
    expect(holdsOf(scopes)).toEqual(['recall:R-1', 'stolen']);
  });

  test('a unit of unknown lot is in no scope of a lot', () => {
    expect(holdsOf([{ lot: 'L-1' }], { ...unit, lot: null as never })).toEqual([]);
  });

  test('a stored set that cannot be read holds too much rather than too little', () => {
    expect(holdsOf([{ product: 7, serials: '"never closed' }])).toEqual(['recall:R-1']);
  });

  test('without scopes nothing is held', () => {
    expect(holdsOf([])).toEqual([]);
  });

  test('scopes together hold what each of them holds', () => {
    const scope = fc.record({
      hold: fc.constantFrom('recall:A', 'recall:B', 'stolen'),
      product: fc.constantFrom(null, 7, 8),
      lot: fc.constantFrom(null, 'L-1', 'L-2'),
      supplier: fc.constantFrom(null, 'ACME'),
      serials: fc.constantFrom(null, '', 'S1', 'S2, S3', 'S1..S5', 'S*', 'S4, T*'),
    });
    const asked = fc.record({
      product: fc.constantFrom(7, 8, 9),
      serial: fc.constantFrom('S1', 'S2', 'S3', 'S4', 'S9', 'T1', 'U1'),
      lot: fc.constantFrom(null, 'L-1'),
      supplier: fc.constantFrom(null, 'ACME'),
    });
    const property = fc.property(fc.array(scope, { maxLength: 12 }), asked, (scopes, of) => {
      const alone = scopes.flatMap((one) => scopeHolds(compileScopes([{ ...one, id: 1 }]), of));
      const together = scopeHolds(compileScopes(scopes.map((one, id) => ({ ...one, id }))), of);
      expect(together).toEqual([...new Set(alone)].sort());
    });
    fc.assert(property, { numRuns: runs(500) });
  });

  test('ten thousand lists of one serial each are one look', () => {
    const scopes = Array.from({ length: 10_000 }, (_, i) => ({ hold: `stolen:${i}`, serials: `X${i}` }));
    const matcher = compileScopes(scopes.map((scope, id) => ({ ...blank, id, ...scope })));
    expect(matcher.byProduct.get(0)?.sets).toEqual([]);
    expect(scopeHolds(matcher, { ...unit, serial: 'X9999' })).toEqual(['stolen:9999']);
  });

  test('many ranges of one hold are merged into one set', () => {
    const scopes = Array.from({ length: 1_000 }, (_, i) => ({
      serials: `S${10_000 + i * 10}..S${10_008 + i * 10}`,
    }));
    const matcher = compileScopes(scopes.map((scope, id) => ({ ...blank, id, ...scope })));
    expect(matcher.byProduct.get(0)?.sets).toHaveLength(1);
    expect(scopeHolds(matcher, { ...unit, serial: 'S10008' })).toEqual(['recall:R-1']);
    expect(scopeHolds(matcher, { ...unit, serial: 'S10009' })).toEqual([]);
  });
});
