import type { UnitResult } from './judge-unit.ts';

/** Units of one spot, or of a whole count, by what became of them. */
export interface Figures {
  /** Counted where the ledger had them when the count began. */
  readonly matched: number;
  /** Expected and not counted there. */
  readonly missing: number;
  /** Counted and not expected there. */
  readonly unexpected: number;
  /** Left out: they came, went or moved while it was counted. */
  readonly moved: number;
}

export const noFigures: Figures = { matched: 0, missing: 0, unexpected: 0, moved: 0 };

/** One unit of a count: what it is, the spot it was expected at, and the one it was counted at; null: none. */
export interface FiguredUnit {
  readonly result: UnitResult;
  readonly expectedAt: number | null;
  readonly countedAt: number | null;
}

/** The figures of a whole count: each unit once. What nobody knows, a number without a unit, is unexpected. */
export function figuresOf(units: Iterable<FiguredUnit>, unknown = 0): Figures {
  const sums = { ...noFigures, unexpected: unknown };
  for (const { result } of units) {
    if (result === 'found') sums.matched += 1;
    else if (result === 'missing') sums.missing += 1;
    else if (result === 'misplaced' || result === 'unexpected') sums.unexpected += 1;
    else if (result === 'arrived' || result === 'explained') sums.moved += 1;
  }
  return sums;
}

/** The same by spot: what lies at the wrong one is missing there and unexpected here. */
export function figuresBySpot(units: Iterable<FiguredUnit>): ReadonlyMap<number, Figures> {
  const spots = new Map<number, Figures>();
  const add = (spot: number | null, what: keyof Figures) => {
    if (spot === null) return;
    const sums = spots.get(spot) ?? noFigures;
    spots.set(spot, { ...sums, [what]: sums[what] + 1 });
  };
  for (const { result, expectedAt, countedAt } of units) {
    if (result === 'found') add(countedAt ?? expectedAt, 'matched');
    else if (result === 'missing') add(expectedAt, 'missing');
    else if (result === 'misplaced' || result === 'unexpected') {
      add(expectedAt, 'missing');
      add(countedAt, 'unexpected');
    } else if (result === 'arrived' || result === 'explained') add(countedAt ?? expectedAt, 'moved');
  }
  return spots;
}

/**
 * Matched ÷ (expected ∪ found), in ten-thousandths and rounded down, so that 100 % is never said of less; null where there
 * was nothing. A record is right only where it is exact (ECR Retail Loss, inventory record accuracy).
 */
export function accuracyOf({ matched, missing, unexpected }: Figures): number | null {
  const all = matched + missing + unexpected;
  return all === 0 ? null : Math.floor((matched * 10_000) / all);
}
