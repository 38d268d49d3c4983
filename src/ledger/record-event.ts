import type { Attempt, Recorded } from '../domain/decide.ts';
import type { Asserted } from '../domain/events.ts';
import { type IdentifierKind, identifierKinds } from '../domain/facts.ts';
import type { Move } from '../domain/lifecycle.ts';
import { type Refusal, refuse } from '../domain/refusals.ts';
import { apply } from '../domain/unit.ts';
import type { Act, Scan } from './acts.ts';
import { addIdentifier, endIdentifier, identifierProduct, isTaken } from './identify.ts';
import { spotHere } from './planning.ts';
import {
  appendEvent,
  attaches,
  documentOf,
  type HeldUnit,
  type NewEvent,
  pushUndoable,
  type Work,
} from './work.ts';

/** The first event says who the unit is; further numbers are attached where they are met on an arriving unit. */
function withIdentity(held: HeldUnit, asserts: Asserted, numbers: readonly string[], act: Act): Asserted {
  const begins = held.seq === 0;
  const attached = numbers.length > 0 && attaches(held, act);
  if (!begins && !attached) return asserts;
  const { product, serial } = held.unit;
  const identity = {
    ...(begins ? { product, serial } : {}),
    ...asserts.identity,
    ...(attached ? { numbers } : {}),
  };
  return { ...asserts, identity };
}

/** Adds the event to the unit's life and its numbers to those that find it; gives the event's seq. */
export function recordEvent(
  scan: Scan,
  act: Act,
  work: Work,
  held: HeldUnit,
  decided: Asserted,
  numbers: readonly string[],
  document = documentOf(act, work),
): number {
  const asserts = withIdentity(held, decided, numbers, act);
  const seq = held.seq + 1;
  const beginning = held.seq === 0;
  const event: NewEvent = {
    seq,
    move: act.move,
    asserts,
    at: scan.at,
    actor: act.actor,
    device: act.device,
    count: scan.count,
    scan: scan.id,
    spot: spotHere(act, work.reference).place,
    document,
    evidence: scan.evidence,
    annuls: null,
    details: scan.details,
  };
  const { serial, product } = held.unit;
  appendEvent(work, held, event, apply(held.unit, asserts));
  if (beginning) addIdentifier(work, held, 'serial', held.unit.serial, seq);
  else if (held.unit.serial !== serial || held.unit.product !== product) {
    endIdentifier(work, held, serial, product, seq);
    addIdentifier(work, held, 'serial', held.unit.serial, seq);
  }
  for (const number of asserts.identity?.endedNumbers ?? []) {
    const [kind, value] = splitOnce(number);
    endIdentifier(work, held, value, identifierProduct(kind, product), seq);
  }
  for (const number of asserts.identity?.numbers ?? []) {
    const [kind, value] = splitOnce(number);
    addIdentifier(work, held, kind, value, seq);
  }
  return seq;
}

/** `kind:value`, as `Identity.numbers` holds them. */
function splitOnce(number: string): readonly [IdentifierKind, string] {
  const at = number.indexOf(':');
  return [number.slice(0, at) as IdentifierKind, number.slice(at + 1)];
}

/** A sale keeps its row whatever becomes of its unit: open or closed, bound to the unit or waiting for a person. */
export function settleSale(
  scan: Scan,
  act: Act,
  work: Work,
  held: HeldUnit,
  attempt: Attempt,
  decided: Recorded,
): void {
  const { seq } = held;
  if (decided.sale === 'bound' || decided.sale === 'unbound') {
    const document = documentOf(act, work);
    const line = scan.line === null ? null : String(scan.line);
    const bound = decided.sale === 'bound';
    pushUndoable(work, work.sales, { id: attempt.newSale, unit: held, seq, document, line, bound });
  }
  const before = attempt.unit.sale;
  if (before !== null && before !== held.unit.sale && !passesOnSale.has(act.move))
    pushUndoable(work, work.closedSales, { id: before, seq });
}

/** Moves after which another unit stands for the same sale: it stays open, also where they are annulled. */
export const passesOnSale: ReadonlySet<Move> = new Set<Move>([
  'cross_correct',
  'misidentified',
  'inherit',
  'replaced_by_vendor',
  'replacement_from_vendor',
]);

/** The number that a new one replaces must be the unit's own. Its serial is ended by its new name anyway. */
function notItsOwn(number: string, work: Work, held: HeldUnit): Refusal | null {
  const [kind, value] = splitOnce(number);
  if (kind === 'serial' || isItsOwn(kind, value, work, held)) return null;
  return refuse('details_wrong', { field: 'replaces', value: number });
}

function isItsOwn(kind: IdentifierKind, value: string, work: Work, held: HeldUnit): boolean {
  const product = identifierProduct(kind, held.unit.product);
  const rows = work.identifiers.get(value) ?? [];
  return rows.some((row) => row.ended === 0 && row.product_id === product && row.unit_id === held.id);
}

/** A new number, or the old one under a new product, must not name another unit already. */
export function takenNumber(scan: Scan, act: Act, work: Work, held: HeldUnit): Refusal | null {
  const { identifier, replaces, sku } = scan.details ?? {};
  const { product, serial } = held.unit;
  const taken = (number: string) => refuse('number_taken', { number });
  if (act.move === 'change_product' && typeof sku === 'string') {
    const changed = work.reference.productsBySku.get(sku)?.id;
    return changed !== undefined && isTaken(work, serial, changed, held) ? taken(serial) : null;
  }
  if (act.move !== 'reidentify') return null;
  if (typeof identifier !== 'string')
    return typeof replaces === 'string' ? notItsOwn(replaces, work, held) : null;
  const [kind, value] = splitOnce(identifier);
  if (!identifierKinds.includes(kind)) return refuse('details_wrong', { field: 'identifier', value: kind });
  if (isTaken(work, value, identifierProduct(kind, product), held)) return taken(value);
  if (isItsOwn(kind, value, work, held)) return refuse('details_wrong', { field: 'identifier', value });
  return replaces === undefined ? null : notItsOwn(String(replaces), work, held);
}
