import type { Status } from '../facts.ts';
import { heldByUs, type Move } from '../lifecycle.ts';
import type { UnitResult } from './judge-unit.ts';

/** Where a unit is on record, beside the site that is counted. */
export interface OnRecord {
  readonly status: Status;
  /** Whether its place is one of the counted site's spots. */
  readonly isHere: boolean;
}

/**
 * The moves that make the ledger say what was counted. None of them overwrites anything: each is an event of its own, with
 * the count's number. What was counted although it should be somebody else's is an observation and opens a question; what
 * was not counted is given up as missing, which puts it on the list of what is searched for.
 */
export function movesToSettle(result: UnitResult, { status, isHere }: OnRecord): readonly Move[] {
  if (result === 'missing') return heldByUs.includes(status) ? ['lose'] : none;
  if (result !== 'misplaced' && result !== 'unexpected') return none;
  // From another site it never set out: that it is here is seen, and somebody has to say how it came.
  if (heldByUs.includes(status)) return [isHere ? 'move_spot' : 'count'];
  return byStatus[status] ?? none;
}

const none: readonly Move[] = [];

const byStatus: Readonly<Partial<Record<Status, readonly Move[]>>> = {
  none: ['receive'],
  commissioned: ['receive'],
  expected: ['receive'],
  with_vendor: ['return_by_vendor'],
  in_transit: ['receive_at_site'],
  missing: ['find'],
  // It is in our hands: kept, with the question who sold it and whose it is.
  sold: ['count', 'take_into_custody'],
  shipped: ['count', 'take_into_custody'],
  on_loan: ['end_loan'],
  // Only whoever takes the whole apart can say that the part is loose.
  installed: ['count'],
  retired: ['see_again'],
};
