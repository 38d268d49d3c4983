import type { Attempt } from './attempt.ts';
import type { CheckChange } from './events.ts';
import type { Check, Status } from './facts.ts';
import type { Move } from './lifecycle.ts';
import { isDestruction } from './retirement.ts';

/** The proofs that a move gains or loses. */
export function checksAfter({ move, details, other }: Attempt, status: Status | undefined): CheckChange[] {
  if (move === 'inspect') return [gain('inspected')];
  if (move === 'test') return either(details.passed === true, 'test_passed', 'test_failed');
  if (move === 'check_lock') return either(details.locked === true, 'locked', 'lock_clear');
  if (move === 'retire' && isDestruction(details.reason)) return [gain('destroyed')];
  if (move === 'inherit') return [forget, ...(other?.checks ?? []).map(gain)];
  // A new return, and a new stay in the workshop, begin without proofs: also without those known to nobody
  // now, which an annulment could bring back.
  const begins = (status === 'returned' || status === 'in_repair') && !continues.includes(move);
  return begins ? [forget] : [];
}

/** Moves that end a journey or a repair within one and the same stay with us. */
const continues: readonly Move[] = ['receive_at_site', 'finish_repair'];

const forget: CheckChange = { check: 'all', change: 'lose' };

function gain(check: Check): CheckChange {
  return { check, change: 'gain' };
}

function either(isFirst: boolean, first: Check, second: Check): CheckChange[] {
  const [gained, lost] = isFirst ? [first, second] : [second, first];
  return [gain(gained), { check: lost, change: 'lose' }];
}
