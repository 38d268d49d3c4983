import type { Status } from '../../../src/domain/facts.ts';
import {
  type HoldKind,
  holdInTheWay,
  holdKinds,
  holdsOfLeads,
  kindOfHold,
} from '../../../src/domain/holds.ts';
import { type Move, moveNames, moves } from '../../../src/domain/lifecycle.ts';

/** Why a move cannot be made now, as far as the rules say without asking the server. */
export type Why =
  | { readonly why: 'status'; readonly status: Status }
  | { readonly why: 'hold'; readonly hold: string }
  | { readonly why: 'pair' | 'closed' | 'no_hold' | 'may_not_scan' | 'lead' };

/** What somebody may do at this site. */
export interface Rights {
  readonly scan: boolean;
  readonly lead: boolean;
}

export interface MoveNow {
  readonly move: Move;
  /** Null: it can be tried. The server has the last word. */
  readonly not: Why | null;
  /** Among the first that one thinks of in this status. */
  readonly isUsual: boolean;
}

interface Known {
  readonly status: Status;
  readonly holds: readonly string[];
  readonly see: number | null;
}

/** All moves of the lifecycle, each with whether this person can make it now; the usual ones first. */
export function movesNow(unit: Known, rights: Rights): readonly MoveNow[] {
  const first = usual[unit.status] ?? [];
  const rest = moveNames.filter((move) => !first.includes(move) && !elsewhere.includes(move));
  return [...first, ...rest].map((move) => ({
    move,
    not: whyNot(unit, move, rights),
    isUsual: rights.scan && first.includes(move),
  }));
}

/** Holds of a unit that this person may lift. */
export function holdsToLift({ holds }: Pick<Known, 'holds'>, { lead }: Rights): readonly string[] {
  return holds.filter((key) => lead || !holdsOfLeads.includes(kindOfHold(key)));
}

/** Holds that this person may place. */
export function holdsToPlace({ lead }: Rights): readonly HoldKind[] {
  return holdKinds.filter((kind) => lead || !holdsOfLeads.includes(kind));
}

/** Corrections are made where the events are. */
const elsewhere: readonly Move[] = ['annul', 'inherit', 'misidentified'];

function whyNot(unit: Known, move: Move, rights: Rights): Why | null {
  const { status, holds, see } = unit;
  const { from, direction, pairedWith } = moves[move];
  if (!rights.scan) return { why: 'may_not_scan' };
  if (see !== null) return { why: 'closed' };
  if (pairedWith) return { why: 'pair' };
  if (!from.includes(status)) return { why: 'status', status };
  if (move === 'lift_hold' && holds.length === 0) return { why: 'no_hold' };
  if (move === 'lift_hold' && holdsToLift(unit, rights).length === 0) return { why: 'lead' };
  if (direction === 'free' || direction === 'by_detail') return null;
  // Proof, cage and mark may still be given: only a plain no is one.
  const hold = holdInTheWay(holds, { direction, proof: true, cage: true, marked: true });
  return hold === undefined ? null : { why: 'hold', hold };
}

const usual: Readonly<Partial<Record<Status, readonly Move[]>>> = {
  none: ['receive', 'commission'],
  commissioned: ['receive', 'announce'],
  expected: ['receive', 'cancel_announcement'],
  in_stock: ['put_away', 'pick', 'sell', 'count'],
  picked: ['pack', 'stage', 'undo_pick'],
  packed: ['ship', 'stage', 'undo_pack'],
  staged: ['hand_over', 'ship', 'unstage'],
  in_transit: ['receive_at_site'],
  shipped: ['deliver', 'take_into_custody', 'void_shipment'],
  sold: ['take_into_custody', 'send_to_repair'],
  returned: ['inspect', 'wipe', 'restock', 'give_back'],
  in_repair: ['test', 'finish_repair'],
  on_loan: ['end_loan'],
  with_vendor: ['return_by_vendor', 'credit_by_vendor'],
  missing: ['find', 'recover'],
  retired: ['see_again'],
};

/** Moves that can be made scan by scan without a word: what a station may be set to. */
export const stationMoves: readonly Move[] = moveNames.filter((move) => {
  const { needs, pairedWith } = moves[move];
  return !needs && !pairedWith && !elsewhere.includes(move);
});
