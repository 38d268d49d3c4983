import { describe, expect, test } from 'vitest';
import { figuresOf, isCounted, type UnitCount, type UnitFilters, walkFor } from './rules.ts';

const ten = (patch: Partial<UnitCount>): UnitCount => ({
  status: 'in_stock',
  condition: 'new',
  held: false,
  isCustomers: false,
  quantity: 10,
  ...patch,
});

describe('of ten units at a site', () => {
  test.each<[Partial<UnitCount>, number, number, number]>([
    [{}, 10, 0, 10],
    [{ condition: 'opened' }, 10, 0, 10],
    [{ condition: 'refurbished' }, 10, 0, 10],
    [{ condition: 'damaged' }, 10, 0, 0],
    [{ condition: 'defective' }, 10, 0, 0],
    [{ held: true }, 10, 10, 0],
    [{ isCustomers: true }, 0, 0, 0],
    [{ status: 'picked' }, 10, 0, 0],
    [{ status: 'staged' }, 10, 0, 0],
    [{ status: 'returned', held: true }, 10, 10, 0],
    [{ status: 'in_repair', isCustomers: true }, 0, 0, 0],
    [{ status: 'missing' }, 0, 0, 0],
    [{ status: 'sold' }, 0, 0, 0],
    [{ status: 'retired' }, 0, 0, 0],
  ])('%j: %i on hand, %i held, %i sellable', (patch, onHand, held, sellable) => {
    expect(figuresOf([ten(patch)])).toMatchObject({ onHand, held, sellable });
  });

  test('counts of one status are added up, whatever else tells them apart', () => {
    const counts = [ten({}), ten({ held: true }), ten({ status: 'picked' }), ten({ isCustomers: true })];
    expect(figuresOf(counts)).toEqual({
      onHand: 30,
      held: 10,
      sellable: 10,
      byStatus: [
        { status: 'in_stock', quantity: 30 },
        { status: 'picked', quantity: 10 },
      ],
    });
  });
});

describe('a list is read along the index that fits the filters best', () => {
  const none: UnitFilters = {
    ...{ status: null, ours: true, product: null, location: null, condition: null },
    ...{ held: null, hold: null, lot: null, supplier: null, ids: null },
  };
  test.each<[Partial<UnitFilters>, string, boolean]>([
    [{}, 'stock', true],
    [{ product: 7 }, 'stock', true],
    [{ location: 7 }, 'stock', false],
    [{ supplier: 'ACME' }, 'stock', false],
    [{ condition: 'new' }, 'stock', true],
    [{ held: false }, 'stock', true],
    [{ status: 'in_stock' }, 'stock', true],
    [{ status: 'picked' }, 'busy', true],
    [{ status: 'picked', condition: 'opened' }, 'condition', true],
    [{ condition: 'damaged', held: true }, 'held', true],
    [{ hold: 'recall' }, 'held', false],
    [{ lot: 'L1', hold: 'recall' }, 'lot', false],
    [{ lot: 'L1', ids: [] }, 'numbers', false],
    [{ status: 'sold' }, 'products', true],
    [{ status: 'sold', ours: true }, 'products', true],
    [{ ours: false }, 'products', true],
    [{ ours: false, lot: 'L1' }, 'lot', false],
  ])('%j: %s; the counts can say how many: %s', (patch, walk, counted) => {
    const filters = { ...none, ...patch };
    expect([walkFor(filters), isCounted(filters)]).toEqual([walk, counted]);
  });
});
