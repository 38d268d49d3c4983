import type { ExceptionDraft } from './exceptions.ts';
import type { Move } from './lifecycle.ts';
import { type Refusal, refuse } from './refusals.ts';

/** One scan of a plain product: so many pieces without serials, at a place. */
export interface QuantityAttempt {
  readonly move: Move;
  /** The product's name, for the sentences. */
  readonly product: string;
  readonly quantity: number | null;
  /** Pieces recorded now at the place that the move takes from or counts: see `quantityPlace`. */
  readonly available: number;
  readonly details: Readonly<Record<string, unknown>>;
  /** The scan's spot. */
  readonly here: number;
  /** The spot that `details.from` names, where it names one. */
  readonly from: number | null;
  /** Where goods are between two of our sites. */
  readonly carrier: number;
  /** This scan in words. */
  readonly observed: string;
}

export interface QuantityChange {
  readonly place: number;
  /** Pieces, never 0. */
  readonly delta: number;
}

export interface QuantityRecorded {
  readonly changes: readonly QuantityChange[];
  readonly exceptions: readonly ExceptionDraft[];
}

/**
 * Judges one scan of a plain product. Requests are refused where fewer pieces are recorded than they take;
 * what is observed (a finished sale, goods on our dock) is recorded even below zero, with an exception.
 * Quantities are whole pieces from 1 to 2^53 − 1, and 0 for a count.
 */
export function decideQuantity(attempt: QuantityAttempt): QuantityRecorded | { readonly refused: Refusal } {
  const { move, here, from, available, product } = attempt;
  const effect = quantityEffects[move];
  if (effect === undefined) return { refused: refuse('move_needs_serial') };
  const quantity = pieces(attempt, effect);
  if (typeof quantity !== 'number') return { refused: quantity };
  if (effect === 'between' && from === null) return { refused: refuse('details_missing', { field: 'from' }) };
  if (from !== null && from === here && movesBetween(attempt))
    return { refused: refuse('details_wrong', { field: 'from', value: String(attempt.details.from) }) };
  const short = quantityPlace(attempt) !== null && effect !== 'set' && quantity > available;
  const seen = effect === 'sold' || effect === 'arrived';
  if (short && !seen)
    return { refused: refuse('quantity_not_there', { available: String(available), product }) };
  const exception: ExceptionDraft = {
    kind: 'quantity_below_zero',
    recorded: String(available),
    observed: attempt.observed,
  };
  return { changes: changesOf(attempt, effect, quantity), exceptions: short ? [exception] : [] };
}

type Effect =
  | 'in' // more pieces here
  | 'out' // fewer pieces here
  | 'sold' // fewer pieces here, whatever is recorded
  | 'between' // from `details.from` to here
  | 'in_or_between' // the same where `from` is given, otherwise more pieces here
  | 'sent' // from here to the carrier
  | 'arrived' // from the carrier to here, whatever is recorded
  | 'set' // as many pieces as were counted
  | 'nothing'; // a document tells of it, the pieces stay where they are

/**
 * What each move does to the pieces of a plain product. A move that is not here is only for units with a
 * serial.
 */
export const quantityEffects: Readonly<Partial<Record<Move, Effect>>> = {
  announce: 'nothing',
  cancel_announcement: 'nothing',
  receive: 'in',
  send_to_site: 'sent',
  receive_at_site: 'arrived',
  put_away: 'between',
  move_spot: 'between',
  count: 'set',
  // Picked pieces move to the picker's spot and leave our books when they ship: taken off here they would
  // count twice.
  pick: 'between',
  undo_pick: 'between',
  pack: 'nothing',
  undo_pack: 'nothing',
  stage: 'between',
  unstage: 'between',
  ship: 'out',
  void_shipment: 'in',
  deliver: 'nothing',
  refuse_delivery: 'in',
  return_undeliverable: 'in',
  report_carrier_damage: 'in',
  hand_over: 'out',
  sell: 'out',
  record_sale: 'sold',
  take_into_custody: 'in',
  give_back: 'out',
  send_back: 'out',
  // From the returns shelf they only move; over the counter straight onto the shelf they are new here.
  restock: 'in_or_between',
  send_to_vendor: 'out',
  return_by_vendor: 'in',
  refuse_by_vendor: 'in',
  lend: 'out',
  end_loan: 'in',
  lose: 'out',
  find: 'in',
  recover: 'in',
  retire: 'out',
  // Into a unit or a kit, and out of one that is taken apart.
  install: 'out',
  remove_part: 'in',
};

/** The place whose recorded pieces decide: what the move takes from, or counts. Null: none. */
export function quantityPlace({
  move,
  here,
  from,
  carrier,
  details,
}: Pick<QuantityAttempt, 'move' | 'here' | 'from' | 'carrier' | 'details'>): number | null {
  const effect = quantityEffects[move];
  if (isLostOnTheWay({ move, details })) return carrier;
  if (effect === 'out' || effect === 'sold' || effect === 'sent' || effect === 'set') return here;
  if (effect === 'between' || effect === 'in_or_between') return from;
  return effect === 'arrived' ? carrier : null;
}

/** Pieces that were sent and will not come: they are missing where nobody of ours is. */
function isLostOnTheWay({ move, details }: Pick<QuantityAttempt, 'move' | 'details'>): boolean {
  return move === 'lose' && details.inTransit === true;
}

function movesBetween({ move }: QuantityAttempt): boolean {
  const effect = quantityEffects[move];
  return effect === 'between' || effect === 'in_or_between';
}

function pieces({ quantity, product, move, details }: QuantityAttempt, effect: Effect): number | Refusal {
  if (quantity === null) return refuse('quantity_needed', { product });
  const least = effect === 'set' ? 0 : 1;
  if (!Number.isSafeInteger(quantity) || quantity < least)
    return refuse('details_wrong', { field: 'quantity', value: String(quantity) });
  if (move === 'retire' && !details.reason) return refuse('details_missing', { field: 'reason' });
  return quantity;
}

function changesOf(attempt: QuantityAttempt, effect: Effect, quantity: number): readonly QuantityChange[] {
  const { here, from, carrier, available } = attempt;
  const change = (place: number, delta: number): QuantityChange => ({ place, delta });
  switch (effect) {
    case 'in':
      return [change(here, quantity)];
    case 'out':
    case 'sold':
      return [change(isLostOnTheWay(attempt) ? carrier : here, -quantity)];
    case 'between':
    case 'in_or_between':
      return from === null ? [change(here, quantity)] : [change(from, -quantity), change(here, quantity)];
    case 'sent':
      return [change(here, -quantity), change(carrier, quantity)];
    case 'arrived':
      return [change(carrier, -quantity), change(here, quantity)];
    case 'set':
      return quantity === available ? [] : [change(here, quantity - available)];
    case 'nothing':
      return [];
  }
}
