import type { Attempt, Spot } from '../domain/decide.ts';
import { moves } from '../domain/lifecycle.ts';
import { scopeHolds } from '../domain/scopes.ts';
import type { Unit } from '../domain/unit.ts';
import { moveWords, statusWords } from '../domain/wording.ts';
import type { Act, Scan } from './acts.ts';
import { rulesHere } from './applied-policy.ts';
import { crowdAt } from './crowds.ts';
import { isLateReport, noDetails, spotHere } from './planning.ts';
import { outside, placeName, spotOf } from './reference.ts';
import { attaches, documentOf, type HeldUnit, type Paired, type Work } from './work.ts';

/** All that a rule may ask about one scan of one unit; nothing is looked up while it judges. */
export function attemptOf(
  scan: Scan,
  act: Act,
  work: Work,
  held: HeldUnit,
  numbers: readonly string[],
  other?: Paired,
): Attempt {
  const { reference } = work;
  const { unit } = held;
  const product = reference.products.get(unit.product)!;
  const here = spotHere(act, reference);
  const scoped = scopeHolds(reference.scopes, withScanned(unit, scan));
  const crowd = act.location === null ? undefined : crowdAt(act.location, held, work);
  const attempt: Attempt = {
    move: act.move,
    unit,
    isNew: held.seq === 0,
    ...(scan.provisional ? { isProvisional: true } : {}),
    newNumbers: attaches(held, act) ? numbers : [],
    holds: scoped.length === 0 ? unit.holds : effectiveHolds(unit, scoped),
    scoped,
    product: rulesHere(product, unit.status, scan, act, work),
    recordedAt: spotOf(reference, unit.place),
    here,
    ...(crowd ? { crowd } : {}),
    spotGiven: act.location !== null,
    outside,
    details: detailsOf(scan, work, other),
    isLead: act.actor.isLead,
    newSale: moves[act.move].sale === 'opens' ? work.ids.sale() : 0,
    saleMatches: saleMatches(act, work, unit),
    last: lastWords(held, work),
    observed: observedWords(scan, act, here, work),
    later: laterMoves(scan, act, held),
  };
  return other ? { ...attempt, other: other.unit } : attempt;
}

/** The lot and supplier that this very scan reports count for scopes before they are part of the unit. */
function withScanned(unit: Unit, scan: Scan) {
  const { lot, supplier } = scan.details ?? {};
  return {
    product: unit.product,
    serial: unit.serial,
    lot: typeof lot === 'string' ? lot : unit.lot,
    supplier: typeof supplier === 'string' ? supplier : unit.supplier,
  };
}

function effectiveHolds(unit: Unit, scoped: readonly string[]): readonly string[] {
  const standing = scoped.filter((key) => !unit.released.includes(key));
  return [...new Set([...unit.holds, ...standing])].sort();
}

/** Details in the ledger's own numbers where a rule asserts one: product, the unit that took over. */
function detailsOf(scan: Scan, work: Work, other?: Paired): Readonly<Record<string, unknown>> {
  const details = scan.details ?? noDetails;
  if (other) return { ...details, see: other.held.id };
  if (typeof details.sku !== 'string') return details;
  return { ...details, product: work.reference.productsBySku.get(details.sku)?.id };
}

/** Moves recorded since the device last saw the unit; none for a scan that is not a late report. */
function laterMoves(scan: Scan, act: Act, held: HeldUnit) {
  const { seen } = scan;
  if (!isLateReport(scan, act.move) || seen === null || held.seq <= seen) return [];
  const annulled = new Set([...held.past, ...held.events].map((event) => event.annuls));
  return [...held.past, ...held.events]
    .filter((event) => event.seq > seen && event.move !== 'annul' && !annulled.has(event.seq))
    .map((event) => event.move);
}

function saleMatches(act: Act, work: Work, unit: Unit): boolean {
  if (unit.sale === null || !act.document) return false;
  const document = documentOf(act, work)!;
  const pending = work.sales.find((sale) => sale.id === unit.sale);
  if (pending) return pending.document === document;
  return document.id !== 0 && work.saleDocuments.get(unit.sale) === document.id;
}

/** What the record says of the unit: its status, and what was recorded last, where and when. */
function lastWords({ lastMove, lastAt, lastSpot, unit }: HeldUnit, work: Work): string {
  if (lastMove === null) return 'not known before';
  const location = work.reference.locations.get(lastSpot);
  const where = location ? ` at ${placeName(location)}` : '';
  const status = statusWords[unit.status];
  const done = `${moveWords[lastMove]}${where} on ${lastAt}`;
  return status === moveWords[lastMove] ? done : `${status}, last ${done}`;
}

function observedWords(scan: Scan, act: Act, here: Spot, work: Work): string {
  const number = act.document ? `, ${act.document.kind} ${act.document.number}` : '';
  return `${moveWords[act.move]} at ${here.name}${number} on ${scan.at ?? work.now}`;
}
