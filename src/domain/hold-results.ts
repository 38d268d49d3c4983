import { type Attempt, textOf } from './attempt.ts';
import type { HoldChange } from './events.ts';
import { type HoldKind, holdKey, kindOfHold } from './holds.ts';
import type { Move } from './lifecycle.ts';

/** The holds that a move places and lifts. */
export function holdsAfter(attempt: Attempt): HoldChange[] {
  const { move, unit, details, holds, other } = attempt;
  const reference = textOf(details, 'reference');
  if (move === 'place_hold') return [place(holdKey(details.kind as HoldKind, reference))];
  if (move === 'lift_hold') return [liftOrRelease(attempt, holdKey(details.kind as HoldKind, reference))];
  if (move === 'report_stolen') return [place(holdKey('stolen', reference))];
  if (move === 'wipe') return liftsOf(unit.holds, 'unwiped');
  if (move === 'give_back' || move === 'send_back')
    return [...liftsOf(unit.holds, 'unresolved'), ...liftsOf(unit.holds, 'unwiped')];
  if (move === 'inherit')
    return [...(other?.holds ?? []).map(place), ...(other?.released ?? []).map(release)];
  // What a recall scope or hold list says about an arriving unit is written into its own life at once.
  const scoped = arrivals.has(move) ? holds.filter((key) => !unit.holds.includes(key)) : [];
  return [...ownHolds(attempt).filter((key) => !scoped.includes(key)), ...scoped].map(place);
}

/** Holds that the way it came to us brings along. */
function ownHolds({ move, unit, product, saleMatches }: Attempt): string[] {
  const found: string[] = [];
  if (move === 'see_again' && unit.status === 'retired') found.push('fraud');
  if (move === 'take_into_custody' && !saleMatches) found.push('unresolved');
  if (move === 'buy_in') found.push('clearance');
  if (product.wipeRequired && backFromUsers.includes(move)) found.push('unwiped');
  return found;
}

/** Somebody used it: what it remembers of them goes before anybody else gets it. */
const backFromUsers: readonly Move[] = ['take_into_custody', 'buy_in', 'swap_in', 'end_loan', 'see_again'];

/** Moves that bring a thing into our hands, or announce it. */
const arrivals: ReadonlySet<Move> = new Set<Move>([
  'commission',
  'announce',
  'receive',
  'refuse_delivery',
  'return_undeliverable',
  'report_carrier_damage',
  'take_into_custody',
  'return_by_vendor',
  'refuse_by_vendor',
  'replacement_from_vendor',
  'send_to_repair',
  'swap_in',
  'end_loan',
  'buy_in',
  'find',
  'recover',
  'see_again',
]);

function liftOrRelease({ scoped }: Attempt, key: string): HoldChange {
  return scoped?.includes(key) ? release(key) : lift(key);
}

function release(key: string): HoldChange {
  return { key, change: 'release' };
}

function place(key: string): HoldChange {
  return { key, change: 'place' };
}

function lift(key: string): HoldChange {
  return { key, change: 'lift' };
}

function liftsOf(holds: readonly string[], kind: HoldKind): HoldChange[] {
  return holds.filter((key) => kindOfHold(key) === kind).map(lift);
}
