import { heldByUs } from '../lifecycle.ts';
import { isAtLeast, type Level } from '../rfid/confidence.ts';
import type { CountScope, Stand } from './judge-unit.ts';

/**
 * What a count makes of a unit that readers have heard since it began. here: surely, at the very spot where the ledger has
 * it: a lead's word makes it counted · weak: there, but not surely enough · elsewhere: at another spot than its own, which is a
 * hint where to look · scanned: it was counted already, and counts once.
 */
export const hearings = ['here', 'weak', 'elsewhere', 'scanned'] as const;
export type Hearing = (typeof hearings)[number];

/** How sure a hearing must be before a lead may let it count: a level at which one would send a person there. */
export const leastToCount: Level = 'high';

export interface HeardUnit {
  /** As the ledger has it now. */
  readonly stand: Pick<Stand, 'status' | 'place'>;
  /** The spot where it was heard best. */
  readonly heardAt: number;
  readonly level: Level;
  readonly isExpected: boolean;
  readonly isCounted: boolean;
}

/**
 * A tag is heard through walls, and a shelf away: only together with the record does it say where a unit is. So hearing it
 * anywhere else moves nothing and counts nothing. Null: it is none of the count's.
 */
export function judgeHeard(unit: HeardUnit, scope: CountScope): Hearing | null {
  const { stand, heardAt, level, isExpected, isCounted } = unit;
  if (!scope.holdsProduct || !(isExpected || scope.holdsPlace(heardAt))) return null;
  if (isCounted) return 'scanned';
  const isOurs = heldByUs.includes(stand.status);
  if (!isOurs || stand.place !== heardAt || !scope.holdsPlace(heardAt)) return 'elsewhere';
  return isAtLeast(level, leastToCount) ? 'here' : 'weak';
}
