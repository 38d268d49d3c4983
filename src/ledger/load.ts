import { type Move, moves } from '../domain/lifecycle.ts';
import { numberColumn, textColumn } from '../platform/columns.ts';
import type { Connection } from '../platform/database.ts';
import type { Act, Scan } from './acts.ts';
import { dayAt } from './applied-policy.ts';
import { bucketOf, bucketOfUnit } from './bucket.ts';
import { readCrowds } from './crowds.ts';
import { type DocumentRule, documentKey, type HeldDocument, holdDocument } from './documents.ts';
import { keepMembers } from './load-members.ts';
import { annulledPlaces, readPastPieces } from './load-pieces.ts';
import { splitNumber } from './own-numbers.ts';
import { inOrder, isLateReport, lookupKeys, quantityPlaces } from './planning.ts';
import { type HeldQuantity, quantityKey } from './quantity-work.ts';
import * as sql from './queries.ts';
import { keepNewer, loadReference, type Reference } from './reference.ts';
import { loadReplies } from './replay.ts';
import type { UnitRow } from './rows.ts';
import { pastEventOf } from './stored-event.ts';
import { loadUnderWay, readKept } from './under-way-load.ts';
import { type HeldUnit, holdUnit, type Ids, type Work } from './work.ts';
import { Overtaken } from './write.ts';

/** What every group of this process shares. */
export interface LedgerState {
  reference: Reference;
  readonly rules: ReadonlyMap<string, DocumentRule<unknown>>;
}

/** Moves whose rules read the unit's whole life. */
const corrections: ReadonlySet<Move> = new Set<Move>(['annul', 'misidentified', 'inherit']);

/**
 * Reads and locks what the acts need, in the order that keeps groups from waiting for each other in a circle:
 * documents, then units, then pieces. Two rounds to the database for an ordinary group; more only where a scan is
 * late, corrects something, or names something for the second time.
 */
export async function loadWork(
  tx: Connection,
  acts: readonly Act[],
  now: string,
  state: LedgerState,
  ids: Ids,
): Promise<Work> {
  const scans = acts.flatMap((act) => act.scans);
  const plan = planOf(acts);
  const [, , fresh, known, identifiers, documents] = await Promise.all([
    tx.query(sql.begin),
    tx.query(sql.shareFreshness),
    tx.query<{ freshness: number }>(sql.readFreshness),
    tx.query<sql.KnownScanRow>(sql.selectScans, [textColumn(scans.map((scan) => scan.id))]),
    plan.values.length === 0
      ? undefined
      : tx.query<sql.IdentifierRow>(sql.selectIdentifiers, [
          numberColumn(plan.values.map(bucketOf)),
          textColumn(plan.values),
        ]),
    plan.documents.length === 0
      ? undefined
      : tx.query<sql.DocumentRow>(sql.selectDocuments, [
          textColumn(plan.documents.map(({ kind }) => kind)),
          textColumn(plan.documents.map(({ number }) => number)),
        ]),
  ]);
  let { reference } = state;
  if (fresh.rows[0]!.freshness !== reference.freshness) {
    reference = await loadReference(tx, reference);
    keepNewer(state, reference);
  }
  const work: Work = {
    reference,
    now,
    day: dayAt(reference, now),
    known: new Map(known.rows.map((row) => [row.id, row])),
    replies: await loadReplies(tx, known.rows, reference),
    identifiers: byValue(identifiers?.rows ?? []),
    units: new Map(),
    made: new Map(),
    documents: heldDocuments(plan.documents, documents?.rows ?? [], state.rules),
    underWay: new Map(),
    quantities: new Map(),
    crowds: await readCrowds(tx, acts, reference),
    saleDocuments: new Map(),
    sales: [],
    closedSales: [],
    annulledSales: [],
    newIdentifiers: [],
    endedIdentifiers: [],
    exceptions: [],
    answered: new Map(),
    ids,
    journal: null,
  };
  await lockAll(tx, acts, work, state.rules);
  return work;
}

interface Plan {
  readonly values: string[];
  readonly documents: { readonly kind: string; readonly number: string }[];
}

function planOf(acts: readonly Act[]): Plan {
  const values = new Set<string>();
  const documents = new Map<string, { kind: string; number: string }>();
  for (const act of acts) {
    if (act.document) documents.set(documentKey(act.document.kind, act.document.number), act.document);
    for (const scan of act.scans) for (const value of lookupKeys(scan).values) values.add(value);
  }
  return { values: [...values], documents: [...documents.values()] };
}

function byValue(rows: readonly sql.IdentifierRow[]): Map<string, sql.IdentifierRow[]> {
  const all = new Map<string, sql.IdentifierRow[]>();
  for (const row of rows) {
    const list = all.get(row.value);
    if (list) list.push(row);
    else all.set(row.value, [row]);
  }
  return all;
}

function heldDocuments(
  named: Plan['documents'],
  rows: readonly sql.DocumentRow[],
  rules: ReadonlyMap<string, DocumentRule<unknown>>,
): Map<string, HeldDocument> {
  const ids = new Map(rows.map((row) => [documentKey(row.kind, row.number), row.id]));
  const all = named.map(({ kind, number }) => {
    const key = documentKey(kind, number);
    return [key, holdDocument(kind, number, ids.get(key) ?? 0, rules)] as const;
  });
  return new Map(all);
}

/** A scan with the units that its codes may name. */
interface Candidates {
  readonly scan: Scan;
  readonly act: Act;
  readonly units: readonly number[];
}

function candidatesOf(acts: readonly Act[], work: Work): Candidates[] {
  return acts.flatMap((act) =>
    act.scans
      .filter((scan) => !work.known.has(scan.id))
      .map((scan) => {
        const { values, units } = lookupKeys(scan);
        const named = values.flatMap((value) =>
          (work.identifiers.get(value) ?? []).map((row) => row.unit_id),
        );
        return { scan, act, units: [...units, ...named] };
      }),
  );
}

async function lockAll(
  tx: Connection,
  acts: readonly Act[],
  work: Work,
  rules: ReadonlyMap<string, DocumentRule<unknown>>,
): Promise<void> {
  const candidates = candidatesOf(acts, work);
  const corrected = candidates.filter(({ act }) => corrections.has(act.move)).flatMap(({ units }) => units);
  if (corrected.length > 0) await nameDocumentsOfLives(tx, corrected, work, rules);
  const annulled = await annulledPlaces(tx, acts, work.reference);
  const places = inOrder([...quantityPlaces(acts, work.reference), ...annulled]);
  const named = [...new Set(candidates.flatMap(({ units: some }) => some))];
  const [, units, kept, members, quantities] = await Promise.all([
    lockDocuments(tx, work),
    lockUnits(tx, named),
    readKept(tx, named, rules),
    readMembers(tx, candidates, corrected, work),
    places.length === 0
      ? undefined
      : tx.query<sql.QuantityRow>(sql.lockQuantities, [
          numberColumn(places.map(([product]) => product)),
          numberColumn(places.map(([, place]) => place)),
        ]),
  ]);
  for (const row of units) work.units.set(row.id, holdUnit(row));
  keepMembers(work, members);
  await loadUnderWay(tx, work, rules, kept);
  for (const row of quantities?.rows ?? [])
    work.quantities.set(quantityKey(row.product_id, row.place), held(row));
  await readPastPieces(tx, annulled, work);
  await Promise.all([readPast(tx, candidates, corrected, work), readSaleDocuments(tx, candidates, work)]);
  await readFormerNumbers(tx, candidates, corrected, work);
}

function held(row: sql.QuantityRow): HeldQuantity {
  return {
    product: row.product_id,
    place: row.place,
    lockedSeq: row.seq,
    seq: row.seq,
    quantity: row.quantity,
    head: row.head.toString('hex'),
    events: [],
    past: [],
  };
}

/** The documents that a life to be corrected went through are locked with the others, before the unit. */
async function nameDocumentsOfLives(
  tx: Connection,
  units: readonly number[],
  work: Work,
  rules: ReadonlyMap<string, DocumentRule<unknown>>,
): Promise<void> {
  const lives = await withForerunners(tx, units);
  const { rows } = await tx.query<sql.EventRow>(
    sql.selectEventsOf,
    eventsOf(lives, () => 0),
  );
  const ids = [...new Set(rows.flatMap((row) => row.document_id ?? []))];
  if (ids.length === 0) return;
  const documents = await tx.query<sql.DocumentRow>(sql.selectDocumentsById, [numberColumn(ids)]);
  for (const { id, kind, number } of documents.rows) {
    const key = documentKey(kind, number);
    if (!work.documents.has(key)) work.documents.set(key, holdDocument(kind, number, id, rules));
  }
}

/** A life that was taken over brought its documents along; their events stand under the number it had before. */
async function withForerunners(tx: Connection, units: readonly number[]): Promise<number[]> {
  const all = new Set(units);
  for (let found = [...all]; found.length > 0; ) {
    const { rows } = await tx.query<{ id: number }>(sql.selectForerunners, [numberColumn(found)]);
    found = rows.map(({ id }) => id).filter((id) => !all.has(id));
    for (const id of found) all.add(id);
  }
  return [...all];
}

async function lockDocuments(tx: Connection, work: Work): Promise<void> {
  const known = [...work.documents.values()].filter((document) => document.id !== 0 && document.rule);
  const rules = new Set(known.map((document) => document.rule!));
  await Promise.all(
    [...rules].map(async (rule) => {
      const documents = known.filter((document) => document.rule === rule);
      const states = await rule.lock(
        tx,
        documents.map(({ id }) => id).sort((a, b) => a - b),
      );
      for (const document of documents) {
        document.loaded = states.get(document.id) ?? null;
        document.state = document.loaded;
      }
    }),
  );
}

async function lockUnits(tx: Connection, units: readonly number[]): Promise<UnitRow[]> {
  if (units.length === 0) return [];
  const { rows } = await tx.query<UnitRow>(sql.lockUnits, [
    numberColumn(units.map(bucketOfUnit)),
    numberColumn(units),
  ]);
  return rows;
}

async function readMembers(
  tx: Connection,
  candidates: readonly Candidates[],
  corrected: readonly number[],
  work: Work,
): Promise<sql.MemberRow[]> {
  const pairs: [number, number][] = candidates.flatMap(({ act, units }) => {
    const document = act.document && work.documents.get(documentKey(act.document.kind, act.document.number));
    return document && document.id !== 0 ? units.map((unit): [number, number] => [document.id, unit]) : [];
  });
  for (const unit of corrected)
    for (const document of work.documents.values()) if (document.id !== 0) pairs.push([document.id, unit]);
  if (pairs.length === 0) return [];
  const { rows } = await tx.query<sql.MemberRow>(sql.selectMembers, [
    numberColumn(pairs.map(([document]) => document)),
    numberColumn(pairs.map(([, unit]) => bucketOfUnit(unit))),
    numberColumn(pairs.map(([, unit]) => unit)),
  ]);
  return rows;
}

/**
 * A correction may give a unit back a number that it had before, and another product the same serial: whose those
 * numbers are by now must be known.
 */
async function readFormerNumbers(
  tx: Connection,
  candidates: readonly Candidates[],
  corrected: readonly number[],
  work: Work,
): Promise<void> {
  const past = corrected.flatMap((unit) => work.units.get(unit)?.past ?? []);
  const former = past.flatMap(({ identity }) => [
    ...(identity?.serial === undefined ? [] : [identity.serial]),
    ...(identity?.numbers ?? []).map((number) => splitNumber(number)[1]),
  ]);
  const changing = candidates.filter(({ act }) => act.move === 'change_product');
  const own = changing.flatMap(({ units }) =>
    units.flatMap((unit) => work.units.get(unit)?.unit.serial ?? []),
  );
  const values = [...new Set([...former, ...own])].filter((value) => !work.identifiers.has(value));
  if (values.length === 0) return;
  const { rows } = await tx.query<sql.IdentifierRow>(sql.selectIdentifiers, [
    numberColumn(values.map(bucketOf)),
    textColumn(values),
  ]);
  for (const [value, found] of byValue(rows)) work.identifiers.set(value, found);
}

/** Events that a late scan has missed, and whole lives where one is corrected. */
async function readPast(
  tx: Connection,
  candidates: readonly Candidates[],
  corrected: readonly number[],
  work: Work,
): Promise<void> {
  const above = new Map<number, number>(corrected.map((unit) => [unit, 0]));
  for (const { scan, act, units } of candidates) {
    if (!isLateReport(scan, act.move)) continue;
    for (const unit of units) {
      const known = work.units.get(unit);
      if (known && known.seq > scan.seen!)
        above.set(unit, Math.min(above.get(unit) ?? scan.seen!, scan.seen!));
    }
  }
  const units = [...above.keys()];
  if (units.length === 0) return;
  const { rows } = await tx.query<sql.EventRow>(
    sql.selectEventsOf,
    eventsOf(units, (unit) => above.get(unit)!),
  );
  for (const [unit, events] of byUnit(rows)) {
    const life = events.map(pastEventOf);
    const documents = new Set([...work.documents.values()].map((document) => document.id));
    const unseen = corrected.includes(unit) && life.some((e) => e.documentId && !documents.has(e.documentId));
    if (unseen) throw new Overtaken('a document joined the life while it was read');
    Object.assign(work.units.get(unit) as HeldUnit, { past: life });
  }
}

function byUnit(rows: readonly sql.EventRow[]): Map<number, sql.EventRow[]> {
  const all = new Map<number, sql.EventRow[]>();
  for (const row of rows) {
    const list = all.get(row.unit_id);
    if (list) list.push(row);
    else all.set(row.unit_id, [row]);
  }
  return all;
}

function eventsOf(units: readonly number[], above: (unit: number) => number): unknown[] {
  return [numberColumn(units.map(bucketOfUnit)), numberColumn(units), numberColumn(units.map(above))];
}

/** Whether it matters that the scan's document is the sale which the unit is bound to. */
function asksForSale(move: Move): boolean {
  return move === 'take_into_custody' || moves[move].sale === 'opens';
}

async function readSaleDocuments(
  tx: Connection,
  candidates: readonly Candidates[],
  work: Work,
): Promise<void> {
  const sales = candidates
    .filter(({ act }) => act.document && asksForSale(act.move))
    .flatMap(({ units }) => units.flatMap((unit) => work.units.get(unit)?.unit.sale ?? []));
  if (sales.length === 0) return;
  const { rows } = await tx.query<{ id: number; document_id: number | null }>(sql.selectSaleDocuments, [
    numberColumn(sales),
  ]);
  for (const { id, document_id } of rows) work.saleDocuments.set(id, document_id);
}
