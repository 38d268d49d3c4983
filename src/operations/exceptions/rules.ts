import type { ExceptionKind } from '../../domain/exceptions.ts';
import type { Move } from '../../domain/lifecycle.ts';

/**
 * What may set an open question right with one touch. `accept`: what was seen is right, and nothing is recorded besides.
 * The others are a scan of the unit, judged like any other; the question is settled when it was recorded.
 */
export const repairNames = [
  'accept',
  'count_here',
  'to_quarantine',
  'lift_unresolved',
  'hold_fraud',
  'declare_missing',
] as const;
export type RepairName = (typeof repairNames)[number];

export interface Repair {
  readonly name: RepairName;
  readonly move: Move | null;
  /** At the site's quarantine spot. */
  readonly quarantine?: true;
  readonly details?: Readonly<Record<string, string>>;
}

const repairs: Readonly<Record<RepairName, Repair>> = {
  accept: { name: 'accept', move: null },
  count_here: { name: 'count_here', move: 'count' },
  to_quarantine: { name: 'to_quarantine', move: 'move_spot', quarantine: true },
  lift_unresolved: { name: 'lift_unresolved', move: 'lift_hold', details: { kind: 'unresolved' } },
  hold_fraud: { name: 'hold_fraud', move: 'place_hold', details: { kind: 'fraud' } },
  declare_missing: { name: 'declare_missing', move: 'lose', details: { adjustment: 'not_found' } },
};

/** Which of them each kind of question allows, the likeliest first. */
const allowed: Readonly<Record<ExceptionKind, readonly RepairName[]>> = {
  unexpected_place: ['accept', 'count_here'],
  unexpected_status: ['accept', 'count_here', 'to_quarantine'],
  sold_twice: ['accept', 'hold_fraud'],
  sold_while_held: ['accept'],
  moved_while_held: ['to_quarantine', 'accept'],
  sold_without_receipt: ['accept'],
  returned_without_sale: ['lift_unresolved', 'hold_fraud', 'to_quarantine', 'accept'],
  retired_unit_seen: ['to_quarantine', 'hold_fraud', 'accept'],
  held_on_arrival: ['to_quarantine', 'accept'],
  unread: ['accept', 'to_quarantine'],
  number_read_twice: ['accept', 'to_quarantine', 'hold_fraud'],
  unlikely_serial: ['accept', 'to_quarantine'],
  device_not_read: ['accept', 'to_quarantine'],
  box_of_another_unit: ['accept', 'to_quarantine', 'hold_fraud'],
  late_conflict: ['count_here', 'accept'],
  time_ahead: ['accept'],
  history_gap: ['accept', 'count_here'],
  seen_leaving: ['count_here', 'accept'],
  not_seen: ['count_here', 'to_quarantine', 'declare_missing', 'accept'],
  credit_differs: ['accept'],
  quantity_below_zero: ['accept'],
};

/** The repairs of a question; without a unit that is known, none that would scan it. */
export function repairsOf(kind: ExceptionKind, hasUnit: boolean): readonly Repair[] {
  return allowed[kind].map((name) => repairs[name]).filter(({ move }) => move === null || hasUnit);
}
