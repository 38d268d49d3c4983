import { type Attempt, isCustomers, type Spot } from './attempt.ts';
import { boxRefusals } from './boxes.ts';
import type { Check } from './facts.ts';
import { holdInTheWay, holdKey, holdsOfLeads, isHoldKind } from './holds.ts';
import { type Direction, heldByUs, type Move, type MoveRule } from './lifecycle.ts';
import { imeiRefusals, misreadImei, newSerialRefusals } from './new-serial.ts';
import { isOwnNumber } from './own-number.ts';
import { type Refusal, refuse } from './refusals.ts';
import { renumberingRefusals } from './renumbering.ts';
import { statusAfter, statusGiven } from './results.ts';
import { directionOfRetirement } from './retirement.ts';
import { spotRefusals } from './spots.ts';
import { moveWords, statusWords } from './wording.ts';

/** Every reason to refuse a request; the caller gives the first of the table as the answer. */
export function requestRefusals(attempt: Attempt, rule: MoveRule): readonly Refusal[] {
  return [
    ...placeRefusals(attempt.here),
    ...spotRefusals(attempt),
    ...statusRefusals(attempt, rule),
    ...numberRefusals(attempt),
    ...renumberingRefusals(attempt),
    ...boxRefusals(attempt),
    ...ownerRefusals(attempt, rule),
    ...holdRefusals(attempt, rule),
    ...proofRefusals(attempt, rule),
  ];
}

/** For pieces too. */
export function placeRefusals({ closed, name }: Spot): Refusal[] {
  return closed ? [refuse('place_closed', { place: name })] : [];
}

// ---- Permission

/** What takes a lead, however late it is told. */
export function permissionRefusals({ move, details, isLead }: Attempt): readonly Refusal[] {
  if (isLead || (move !== 'place_hold' && move !== 'lift_hold')) return none;
  return holdsOfLeads.some((kind) => kind === details.kind) ? [refuse('lead_needed')] : none;
}

const none: readonly Refusal[] = [];

// ---- Status

function statusRefusals(attempt: Attempt, rule: MoveRule): Refusal[] {
  const { unit, move, last } = attempt;
  const { status } = unit;
  if (unit.see !== null) return [refuse('misidentified', { see: String(unit.see) })];
  if (status === 'none') return unknownRefusals(attempt, rule);
  if (rule.from.includes(status)) return statusDetailRefusals(attempt, rule);
  if (rule.sale === 'opens' && (status === 'sold' || status === 'shipped'))
    return [refuse('already_sold', { last, status: statusWords[status] })];
  if (move === 'receive' && heldByUs.includes(status))
    return [refuse('already_received', { last, status: statusWords[status] })];
  if (rule.to === status) return [refuse('already_there', { last, status: statusWords[status] })];
  return [refuse('wrong_status', { status: statusWords[status], move: moveWords[move], last })];
}

/** Our own deliberate acts: no policy on unknown serials stops them. */
const deliberate: readonly Move[] = ['commission', 'announce', 'inherit'];
/** Warnings about a thing that may never reach us: those may name any number. */
const warnings: readonly Move[] = ['place_hold', 'lift_hold', 'report_stolen', 'annul'];

function unknownRefusals(attempt: Attempt, rule: MoveRule): Refusal[] {
  const { move, unit } = attempt;
  if (!rule.from.includes('none')) return [refuse('unknown_unit', { serial: unit.serial })];
  if (warnings.includes(move)) return [];
  const misread = attempt.isNew ? newNumberRefusals(attempt) : [];
  return deliberate.includes(move) ? misread : [...misread, ...unknownByPolicy(attempt)];
}

/** A label of ours names what it was printed for, and nothing else; a serial is such as the product's are. */
function newNumberRefusals({ product, unit, isProvisional }: Attempt): Refusal[] {
  if (isProvisional) return [];
  if (isOwnNumber(unit.serial)) return [refuse('unknown_unit', { serial: unit.serial })];
  return newSerialRefusals(product, unit.serial);
}

function unknownByPolicy({ move, product, unit, details }: Attempt): Refusal[] {
  const refused = [refuse('unknown_unit', { serial: unit.serial })];
  // It goes from the vendor to the customer and we never see it.
  if (move === 'ship')
    return details.dropShip === true || product.unknownSerials === 'anywhere' ? [] : refused;
  return product.unknownSerials === 'refuse' ? refused : [];
}

/** What a legal status still asks the scan to say. */
function statusDetailRefusals(attempt: Attempt, rule: MoveRule): Refusal[] {
  const { unit, move, details } = attempt;
  const missing = (field: string) => [refuse('details_missing', { field })];
  const isAtCustomers = unit.status === 'sold' || unit.status === 'shipped';
  if (move === 'retire' && isAtCustomers && !details.proof) return missing('proof');
  if (move === 'ship' && unit.status === 'expected' && details.dropShip !== true) return missing('dropShip');
  if (move === 'change_product' && typeof details.product !== 'number')
    return [refuse('unknown_product', { product: String(details.sku) })];
  if (move === 'finish_repair') return repairEndRefusals(attempt, rule);
  return [];
}

/** A repaired unit goes back where it came from; only a customer's own may go out to its customer. */
function repairEndRefusals(attempt: Attempt, rule: MoveRule): Refusal[] {
  const { unit, details } = attempt;
  const to = statusGiven(attempt, rule);
  if (to === 'none') return [refuse('details_missing', { field: 'to' })];
  const cameFrom = unit.before.at(-1);
  const goesHome = to === 'staged' || to === 'shipped' || to === 'sold';
  if (details.to === undefined || to === cameFrom || (goesHome && isCustomers(attempt))) return [];
  return [refuse('details_wrong', { field: 'to', value: to })];
}

// ---- Numbers

/** New numbers must be such as the product's units have: the serial of a new name, and IMEIs wherever they come from. */
function numberRefusals({ move, product, details, newNumbers = [] }: Attempt): Refusal[] {
  const found = newNumbers.flatMap((number) => misreadImei(product, number.slice(number.indexOf(':') + 1)));
  if (move !== 'reidentify' || typeof details.identifier !== 'string') return found;
  const [kind, number] = splitOnce(details.identifier);
  if (kind === 'serial') found.push(...newSerialRefusals(product, number));
  if (kind === 'serial' && isOwnNumber(number))
    found.push(refuse('details_wrong', { field: 'identifier', value: number }));
  if (kind === 'imei') found.push(...imeiRefusals(number));
  return found;
}

function splitOnce(text: string): readonly [string, string] {
  const at = text.indexOf(':');
  return [text.slice(0, at), text.slice(at + 1)];
}

// ---- Owner

/** A customer's property never becomes ours by a scan, nor ours theirs without a sale. */
function ownerRefusals(attempt: Attempt, rule: MoveRule): Refusal[] {
  const { unit, move } = attempt;
  if (!rule.from.includes(unit.status)) return [];
  if (isCustomers(attempt)) {
    const isReturn = unit.status === 'returned' || unit.before.at(-1) === 'returned';
    const becomesOurs = statusAfter(attempt, rule) === 'in_stock' && !(move === 'restock' && isReturn);
    return becomesOurs || move === 'sell' ? [refuse('customers_unit')] : [];
  }
  const goesBack = move === 'give_back' || move === 'send_back';
  return goesBack && unit.sale === null && unit.owner !== 0 ? [refuse('our_unit')] : [];
}

// ---- Holds

function holdRefusals(attempt: Attempt, rule: MoveRule): Refusal[] {
  if (attempt.move === 'place_hold' || attempt.move === 'lift_hold') return holdMoveRefusals(attempt);
  const hold = holdStopping(attempt, rule);
  return hold === undefined ? [] : [refuse('on_hold', { hold })];
}

/** The hold that forbids this very move, if one does. */
export function holdStopping(attempt: Attempt, rule: MoveRule): string | undefined {
  const { move, holds, details, here } = attempt;
  const direction = directionOf(attempt, rule);
  if (direction === 'free' || holds.length === 0) return undefined;
  const marked = details.marked === true;
  return holdInTheWay(holds, {
    direction,
    proof: Boolean(details.proof),
    // On the road the marked carrier is the cage.
    cage: rule.place === 'carrier' ? marked : here.kind === 'cage',
    marked,
    // The way out of a refused return: what was never ours to question or to wipe goes home.
    ...(move === 'give_back' || move === 'send_back' ? { ignores: ['unresolved', 'unwiped'] } : {}),
  });
}

function holdMoveRefusals({ move, unit, holds, details }: Attempt): Refusal[] {
  const { kind, reference } = details;
  if (typeof kind !== 'string' || !isHoldKind(kind)) return [];
  const hold = holdKey(kind, typeof reference === 'string' ? reference : undefined);
  if (move === 'place_hold' && unit.holds.includes(hold)) return [refuse('hold_already_placed', { hold })];
  if (move === 'lift_hold' && !holds.includes(hold)) return [refuse('hold_not_found', { hold })];
  return [];
}

/**
 * Which way this very scan takes the unit. A removal pick says where to; a pick without a word goes to a
 * customer.
 */
function directionOf({ move, details }: Attempt, rule: MoveRule): Direction {
  if (rule.direction !== 'by_detail') return rule.direction;
  if (move === 'retire') return directionOfRetirement(details.reason);
  const way = details.for;
  return typeof way === 'string' ? (way as Direction) : 'to_customer';
}

// ---- Proofs

function proofRefusals(attempt: Attempt, rule: MoveRule): Refusal[] {
  const { move, unit } = attempt;
  const has = (check: Check) => unit.checks.includes(check);
  const found: Refusal[] = [];
  if (move === 'restock' && unit.status === 'returned' && !has('inspected'))
    found.push(refuse('not_inspected'));
  const leavesRepairForStock = unit.status === 'in_repair' && statusAfter(attempt, rule) === 'in_stock';
  if (leavesRepairForStock && !has('test_passed')) found.push(refuse('not_tested'));
  // What failed or is locked must not reach a buyer by any way; a customer's own thing goes home as it is.
  const reachesBuyer =
    directionOf(attempt, rule) === 'to_customer' && move !== 'retire' && !isCustomers(attempt);
  if (reachesBuyer || move === 'restock') {
    if (has('test_failed')) found.push(refuse('test_failed'));
    if (has('locked')) found.push(refuse('locked'));
  }
  return found;
}
