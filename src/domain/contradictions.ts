import { type Attempt, statusBeneathLoss } from './attempt.ts';
import { boxContradictions } from './boxes.ts';
import type { ExceptionDraft, ExceptionKind } from './exceptions.ts';
import { heldByUs, type Move, type MoveRule } from './lifecycle.ts';
import { expectedSerial, newSerialRefusals } from './new-serial.ts';
import { isUnreadReason, unreadReasons } from './own-number.ts';
import { holdStopping } from './request-refusals.ts';

/** What was observed against what was recorded: one exception for each, with both. */
export function contradictions(attempt: Attempt, rule: MoveRule, isObserved: boolean): ExceptionDraft[] {
  const { unit, move, last, observed, recordedAt, here, holds } = attempt;
  const found: ExceptionDraft[] = [];
  const add = (kind: ExceptionKind, recorded: string) => found.push({ kind, recorded, observed });
  if (isObserved && !fits(attempt, rule)) add(statusContradiction(attempt), last);
  const [misread] =
    isObserved && attempt.isNew && !attempt.isProvisional
      ? newSerialRefusals(attempt.product, unit.serial)
      : [];
  if (attempt.isProvisional && attempt.isNew) add('unread', whyUnread(attempt.details));
  if (misread) add('unlikely_serial', expectedSerial(misread));
  if (move === 'see_again' && unit.status === 'retired') add('retired_unit_seen', last);
  if (move === 'buy_in' && unit.checks.includes('destroyed')) add('retired_unit_seen', last);
  if (isObserved) found.push(...boxContradictions(attempt));
  const stopping = isObserved ? holdStopping(attempt, rule) : undefined;
  if (stopping !== undefined) add(rule.sale === 'opens' ? 'sold_while_held' : 'moved_while_held', stopping);
  // Awaiting its wipe is how devices come: nothing to settle.
  const held = holds.find((key) => key !== 'unwiped');
  if (held !== undefined && takesIn.includes(move)) add('held_on_arrival', held);
  const isElsewhere = recordedAt !== null && recordedAt.site !== here.site && heldByUs.includes(unit.status);
  if (isElsewhere && scannedAtHand.has(move)) add('unexpected_place', recordedAt.name);
  return found;
}

/** The reason, and what whoever stood before the thing wrote besides. */
function whyUnread({ unread, note }: Attempt['details']): string {
  const why = isUnreadReason(unread) ? unreadReasons[unread] : 'nobody said why';
  return typeof note === 'string' && note !== '' ? `${why}: ${note}` : why;
}

/**
 * Whether the move follows from the record. Shops that start outbound-only sell serials that nobody
 * received; and what a lead tells of the time before the record began contradicts nothing in it.
 */
function fits({ unit, move, product, details, isLead }: Attempt, rule: MoveRule): boolean {
  if (rule.from.includes(unit.status)) return true;
  if (move !== 'record_sale' || unit.status !== 'none') return false;
  return product.unknownSerials === 'anywhere' || (details.history === true && isLead);
}

function statusContradiction({ move, unit }: Attempt): ExceptionKind {
  if (move === 'record_sale') return 'sold_without_receipt';
  if (unit.status === 'retired') return 'retired_unit_seen';
  const isOut = statusBeneathLoss(unit) === 'sold' || statusBeneathLoss(unit) === 'shipped';
  return move === 'take_into_custody' && !isOut ? 'returned_without_sale' : 'unexpected_status';
}

/** Moves by which we take a thing into stock or pay for it, so that a hold on it is news for somebody. */
const takesIn: readonly Move[] = ['receive', 'replacement_from_vendor', 'buy_in'];

/** Moves where somebody holds the unit at the scan's site, so the record of another site must be wrong. */
const scannedAtHand: ReadonlySet<Move> = new Set<Move>([
  'put_away',
  'move_spot',
  'count',
  'pick',
  'undo_pick',
  'pack',
  'undo_pack',
  'stage',
  'unstage',
  'ship',
  'sell',
  'hand_over',
  'record_sale',
  'take_into_custody',
  'give_back',
  'send_back',
  'send_to_site',
  'inspect',
  'wipe',
  'check_lock',
  'test',
  'maintain',
  'restock',
  'send_to_vendor',
  'send_to_repair',
  'finish_repair',
  'install',
  'take_part',
  'reidentify',
  'change_product',
  'lend',
  'swap_out',
  'advance_replacement',
]);
