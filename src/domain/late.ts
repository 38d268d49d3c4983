import type { Move } from './lifecycle.ts';

/**
 * Scans that arrive late. A scan is late when the unit moved past the event its device had last seen; clocks
 * say nothing (they are ± 48 h wrong), so what decides is what kind of move was recorded meanwhile.
 *
 * - `apply`: nothing recorded meanwhile is newer knowledge of the same thing: judge it against the unit as it
 *   is now.
 * - `history`: something newer has overtaken it: keep the event, let it change nothing.
 * - `exception`: both cannot be true, or nobody but a person can say which holds now: keep it, change
 *   nothing, ask.
 */
export type LateEffect = 'apply' | 'history' | 'exception';

/** With several moves recorded meanwhile the strongest effect wins: exception, then history, then apply. */
export function lateEffect(move: Move, later: readonly Move[]): LateEffect {
  let strongest: LateEffect = 'apply';
  for (const recorded of later) {
    const effect = effectAfter(move, recorded);
    if (effect === 'exception') return effect;
    if (effect === 'history') strongest = effect;
  }
  return strongest;
}

/**
 * Whether the move is something that hands did to the thing. Such a late scan tells of a done act and is
 * never refused; decisions (restock, retire, change product …) are judged when they arrive, as any request.
 */
export function isDoneAct(move: Move): boolean {
  return doneActs.has(lateClassOf[move]);
}

/** What a move is when it comes late, or when a late one meets it. */
export type LateClass = (typeof lateClasses)[number];
export const lateClasses = [
  'arrival', // it first came to us, or was announced
  'spot', // it was seen at a spot of ours
  'travel', // it left for, or reached, another site of ours
  'work', // picked, packed, staged and their undoing
  'custody_out', // it left us for a customer: sold, handed over, shipped, lent
  'delivery', // a carrier says that it reached the customer
  'custody_in', // it came back into our hands
  'sale_change', // a sale undone or exchanged, without the thing moving
  'check', // something was found out about it
  'restock',
  'vendor_out',
  'vendor_in',
  'repair',
  'part', // installed into, or taken out of, another unit
  'host', // the unit that a part went into or came out of
  'identity', // who it is, what it is used for
  'lost', // not found where it was looked for: an inference
  'stolen', // reported by a person
  'found',
  'end',
  'hold',
  'lift',
  'correction',
] as const;

function effectAfter(move: Move, recorded: Move): LateEffect {
  const late = lateClassOf[move];
  // A newer check of the same kind says more; one of another kind says nothing about this one.
  if (late === 'check' && lateClassOf[recorded] === 'check') return move === recorded ? 'history' : 'apply';
  const { exception, history } = lateTable[late];
  if (exception.includes(lateClassOf[recorded])) return 'exception';
  return history.includes(lateClassOf[recorded]) ? 'history' : 'apply';
}

export const lateClassOf: Readonly<Record<Move, LateClass>> = {
  commission: 'arrival',
  announce: 'arrival',
  cancel_announcement: 'arrival',
  receive: 'arrival',
  replacement_from_vendor: 'arrival',
  put_away: 'spot',
  move_spot: 'spot',
  count: 'spot',
  send_to_site: 'travel',
  receive_at_site: 'travel',
  pick: 'work',
  undo_pick: 'work',
  pack: 'work',
  undo_pack: 'work',
  stage: 'work',
  unstage: 'work',
  ship: 'custody_out',
  hand_over: 'custody_out',
  sell: 'custody_out',
  record_sale: 'custody_out',
  give_back: 'custody_out',
  send_back: 'custody_out',
  swap_out: 'custody_out',
  advance_replacement: 'custody_out',
  lend: 'custody_out',
  deliver: 'delivery',
  refuse_delivery: 'custody_in',
  return_undeliverable: 'custody_in',
  report_carrier_damage: 'custody_in',
  take_into_custody: 'custody_in',
  swap_in: 'custody_in',
  end_loan: 'custody_in',
  buy_in: 'custody_in',
  see_again: 'custody_in',
  void_shipment: 'sale_change',
  cross_correct: 'sale_change',
  inspect: 'check',
  wipe: 'check',
  check_lock: 'check',
  test: 'check',
  maintain: 'check',
  restock: 'restock',
  send_to_vendor: 'vendor_out',
  credit_by_vendor: 'end',
  return_by_vendor: 'vendor_in',
  refuse_by_vendor: 'vendor_in',
  replaced_by_vendor: 'end',
  send_to_repair: 'repair',
  finish_repair: 'repair',
  install: 'part',
  take_part: 'host',
  remove_part: 'part',
  release_part: 'host',
  reidentify: 'identity',
  change_product: 'identity',
  set_use: 'identity',
  lose: 'lost',
  report_stolen: 'stolen',
  find: 'found',
  recover: 'found',
  retire: 'end',
  place_hold: 'hold',
  lift_hold: 'lift',
  annul: 'correction',
  misidentified: 'correction',
  inherit: 'correction',
};

const doneActs: ReadonlySet<LateClass> = new Set<LateClass>([
  'arrival',
  'spot',
  'travel',
  'work',
  'custody_out',
  'delivery',
  'custody_in',
  'check',
  'vendor_out',
  'vendor_in',
  'repair',
  'part',
  'host',
  'found',
  'end',
]);

/**
 * Whatever says, newer than the late scan, where the thing is or in whose hands. A loss is an inference: not
 * here.
 */
const inOurHands = [
  'arrival',
  'spot',
  'travel',
  'work',
  'restock',
  'repair',
  'part',
  'host',
  'found',
] as const;
const custody = ['custody_out', 'delivery', 'custody_in', 'vendor_out', 'vendor_in', 'end'] as const;
const sightings = [...inOurHands, ...custody] as const;

interface LateRow {
  /** Recorded meanwhile, these make the late scan a question for a person … */
  readonly exception: readonly LateClass[];
  /** … these overtake it, and after any other it still applies. */
  readonly history: readonly LateClass[];
}

const overtakenBySightings: LateRow = { exception: [], history: sightings };

/** One row for each class of late move: what was recorded meanwhile, and what that makes of it. */
export const lateTable: Readonly<Record<LateClass, LateRow>> = {
  arrival: overtakenBySightings,
  spot: overtakenBySightings,
  travel: overtakenBySightings,
  work: overtakenBySightings,
  host: overtakenBySightings,
  found: overtakenBySightings,
  // A proof is of this stay with us: one from before a return, a repair or a new part proves nothing any more.
  check: { exception: [], history: [...custody, 'repair', 'part', 'host'] },
  // Two sales, or a sale of what had meanwhile ended; but a loss at a count only infers that it was gone.
  custody_out: {
    exception: ['custody_out', 'sale_change', 'vendor_out', 'vendor_in', 'end'],
    history: ['delivery', 'custody_in'],
  },
  delivery: { exception: ['sale_change'], history: [...custody, 'restock'] },
  // It came back, yet meanwhile it went out: which of the two sales it closes is for a person to say.
  custody_in: {
    exception: ['custody_out', 'sale_change', 'end'],
    history: ['arrival', 'delivery', 'custody_in', 'restock', 'vendor_out', 'vendor_in', 'repair'],
  },
  sale_change: {
    exception: ['custody_out', 'delivery', 'custody_in', 'sale_change', 'restock', 'end'],
    history: [],
  },
  restock: { exception: [], history: [...sightings, 'lost', 'stolen'] },
  vendor_out: {
    exception: ['custody_out', 'end'],
    history: [...inOurHands, 'custody_in', 'vendor_out', 'vendor_in'],
  },
  vendor_in: {
    exception: ['custody_out'],
    history: [...inOurHands, 'custody_in', 'vendor_out', 'vendor_in', 'end'],
  },
  repair: {
    exception: ['custody_out', 'end'],
    history: ['repair', 'restock', 'custody_in', 'vendor_out', 'vendor_in'],
  },
  part: {
    exception: ['custody_out', 'part', 'end'],
    history: ['custody_in', 'restock', 'vendor_out', 'vendor_in'],
  },
  // Two corrections of who it is cannot both be the newest.
  identity: { exception: ['identity', 'end'], history: [] },
  lost: { exception: [], history: [...sightings, 'check', 'lost', 'stolen'] },
  // A theft reported late may be older than the newest sighting, or not. Its hold is placed either way
  // (decide.ts).
  stolen: { exception: sightings, history: ['stolen'] },
  end: { exception: sightings, history: [] },
  // Safety first: a hold that comes late holds all the same.
  hold: { exception: [], history: [] },
  // Lifting what somebody placed anew meanwhile would undo a decision its author never saw.
  lift: { exception: ['hold'], history: [] },
  // Decided by a person about the record as it is now; of a life handed on, one half never happens without the other.
  correction: { exception: [], history: [] },
};
