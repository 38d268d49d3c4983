import { describe, expect, test } from 'vitest';
import { accuracyOf, type FiguredUnit, figuresBySpot, figuresOf } from './accuracy.ts';
import { judgePieces } from './judge-pieces.ts';
import type { UnitResult } from './judge-unit.ts';

const unit = (
  result: UnitResult,
  expectedAt: number | null,
  countedAt: number | null = null,
): FiguredUnit => ({ result, expectedAt, countedAt });

const counted: readonly FiguredUnit[] = [
  unit('found', 1, 1),
  unit('found', 1, 1),
  unit('missing', 1),
  unit('misplaced', 1, 2),
  unit('unexpected', null, 2),
  unit('explained', 2),
  unit('arrived', null, 2),
  unit('beside', null, 1),
];

describe('accuracy', () => {
  test('is matched ÷ (expected ∪ found); what moved meanwhile is left out', () => {
    const figures = figuresOf(counted, 1);
    expect(figures).toEqual({ matched: 2, missing: 1, unexpected: 3, moved: 2 });
    expect(accuracyOf(figures)).toBe(3_333);
  });

  test('of spots: what lies at the wrong one is missing there and unexpected here', () => {
    expect([...figuresBySpot(counted)]).toEqual([
      [1, { matched: 2, missing: 2, unexpected: 0, moved: 0 }],
      [2, { matched: 0, missing: 0, unexpected: 2, moved: 2 }],
    ]);
  });

  test('of an empty spot that was empty is nothing', () => {
    expect(accuracyOf(figuresOf([]))).toBe(null);
  });

  test('is 100 % of nothing less than all', () => {
    expect(accuracyOf({ matched: 99_999, missing: 1, unexpected: 0, moved: 0 })).toBe(9_999);
    expect(accuracyOf({ matched: 4, missing: 0, unexpected: 0, moved: 9 })).toBe(10_000);
  });
});

describe('pieces of a plain product', () => {
  const scan = (quantity: number, recorded: number, seq = 1) => ({ quantity, recorded, seq });

  test('that several people count at a spot add up', () => {
    expect(judgePieces([scan(4, 10), scan(5, 10)])).toEqual({
      counted: 9,
      recorded: 10,
      difference: -1,
      isUnsure: false,
    });
  });

  test('that were sold before the counting are not missing', () => {
    expect(judgePieces([scan(7, 7, 4)]).difference).toBe(0);
  });

  test('that come and go between two countings make them unsure', () => {
    expect(judgePieces([scan(4, 10, 1), scan(5, 9, 2)]).isUnsure).toBe(true);
  });
});
