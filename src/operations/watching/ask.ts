import { moveCodes } from '../../ledger/codes.ts';
import { placeOf, type Reference } from '../../ledger/reference.ts';
import type { LastScanRow } from './queries.ts';
import { type LastScan, type Unseen, wordsOf } from './rules.ts';

interface About {
  readonly names: Reference;
  readonly limit: number;
  readonly now: string;
}

/** What an exception says of some units that lie together: `first` is the one that nobody has seen for longest. */
export function questionOf(group: readonly Unseen[], first: LastScanRow, { names, limit, now }: About) {
  const products = new Set(group.map(({ product }) => product));
  const { status, place, lastAt, product } = group[0]!;
  return {
    product: products.size === 1 ? product : null,
    unit: group.length === 1 ? group[0]!.unit : null,
    ...wordsOf({
      units: group.length,
      products: products.size,
      status,
      place: placeOf(names, place) ?? '–',
      limitDays: limit,
      days: daysSince(lastAt, now),
      name: `${first.sku} ${first.serial}`,
      last: lastScanOf(first, names),
    }),
  };
}

/** Whole days of 24 hours. */
export function daysSince(ms: number, now: string): number {
  return Math.max(0, Math.floor((Date.parse(now) - ms) / 86_400_000));
}

/** The last scan that somebody made of a unit; null where there is none: it was only ever announced. */
export function lastScanOf({ move, at, spot, by }: LastScanRow, names: Reference): LastScan | null {
  if (move === null || at === null || spot === null) return null;
  return {
    move: moveCodes.toWord(move),
    at: at.toISOString(),
    by: by ?? '',
    spot: placeOf(names, spot) ?? '–',
  };
}
