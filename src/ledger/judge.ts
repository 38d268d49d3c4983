import { type Attempt, decide, type Recorded, type Spot } from '../domain/decide.ts';
import type { Asserted, Identity } from '../domain/events.ts';
import { type Move, moves } from '../domain/lifecycle.ts';
import { firstOf, type Refusal, refuse } from '../domain/refusals.ts';
import { scopeHolds } from '../domain/scopes.ts';
import { apply, type Unit } from '../domain/unit.ts';
import type { Act, Answer, Scan, UnitName } from './acts.ts';
import { annulEvent } from './annul.ts';
import { type IdentifierKind, identifierKinds } from './codes.ts';
import type { DocumentJudgement, HeldDocument, Member } from './documents.ts';
import { documentKey } from './documents.ts';
import { addIdentifier, endIdentifier, identifierProduct, identify, isTaken } from './identify.ts';
import { judgeQuantity } from './judge-quantity.ts';
import { isLateReport, spotHere, words } from './planning.ts';
import { outside, placeName, spotOf } from './reference.ts';
import { ambiguous, asRepeated, conflict, recorded, refused, withheld } from './replies.ts';
import {
  appendEvent,
  type HeldUnit,
  type NewEvent,
  openException,
  pushUndoable,
  setUndoable,
  undoable,
  type Work,
} from './work.ts';

/** Judges the acts of a group in the order of their arrival, on the copies in `work`. One answer per scan. */
export function judgeActs(acts: readonly Act[], work: Work): Answer[][] {
  return acts.map((act) => {
    const answers = act.scans.length === 1 ? [judgeScan(act.scans[0]!, act, work)] : judgeTogether(act, work);
    for (const [index, answer] of answers.entries()) {
      const scan = act.scans[index]!;
      if (!work.answered.has(scan.id)) work.answered.set(scan.id, { scan, answer });
    }
    return answers;
  });
}

/** Scans that stand or fall together: one that cannot be recorded withholds all the others. */
function judgeTogether(act: Act, work: Work): Answer[] {
  const pairedWith = moves[act.move].pairedWith;
  if (pairedWith && act.scans.length !== 2)
    return act.scans.map((scan) => refused(scan, act, refuse('not_a_pair')));
  work.journal = [];
  const answers: Answer[] = [];
  const pair = pairedWith ? pairOf(act, work) : undefined;
  for (const [index, scan] of act.scans.entries()) {
    const role: Act = index === 1 && pairedWith ? { ...act, move: pairedWith } : act;
    answers.push(judgeScan(scan, role, work, pair?.[1 - index]));
  }
  const journal = work.journal;
  work.journal = null;
  const stands = answers.every(({ outcome }) => outcome === 'recorded' || outcome === 'repeated');
  if (stands) return answers;
  for (const undo of journal.reverse()) undo();
  return answers.map((answer, index) =>
    answer.outcome === 'recorded' ? withheld(act.scans[index]!, act, answer.unit) : answer,
  );
}

/** Both units of a pair as they are before the act: each side's rule sees the other as it was. */
function pairOf(act: Act, work: Work): (Paired | undefined)[] {
  return act.scans.map((scan) => {
    const named = identify(scan, act, work);
    return 'unit' in named ? { held: named.unit, unit: named.unit.unit } : undefined;
  });
}

interface Paired {
  readonly held: HeldUnit;
  readonly unit: Unit;
}

function judgeScan(scan: Scan, act: Act, work: Work, other?: Paired): Answer {
  const before = alreadyAnswered(scan, act, work);
  if (before) return before;
  const named = identify(scan, act, work);
  if ('refused' in named) return refused(scan, act, named.refused);
  if ('ambiguous' in named) {
    const candidates = named.ambiguous.map((unit) => nameOf(unit, work));
    return ambiguous(scan, act, candidates);
  }
  if ('plain' in named) return judgeQuantity(scan, act, work, named.plain);
  const held = named.unit;
  const name = nameOf(held, work);
  const twice = act.met.get(held.id);
  if (twice !== undefined && twice !== scan.id) return refused(scan, act, refuse('same_unit_twice'), name);
  act.met.set(held.id, scan.id);
  if (scan.quantity !== null && scan.quantity !== 1)
    return refused(scan, act, refuse('quantity_not_allowed', { product: name.sku }), name);
  if (act.move === 'annul') return annulEvent(scan, act, work, held, name);
  return judgeUnit(scan, act, work, held, named.numbers, other);
}

function judgeUnit(
  scan: Scan,
  act: Act,
  work: Work,
  held: HeldUnit,
  numbers: readonly string[],
  other?: Paired,
): Answer {
  const name = nameOf(held, work);
  const attempt = attemptOf(scan, act, work, held, other);
  const taken = takenNumber(scan, act, work, held);
  if (taken) return refused(scan, act, taken, name);
  const document = judgeDocument(scan, act, work, held);
  const decision = decide(attempt);
  const observed = moves[act.move].kind === 'observation';
  const documentNo = document && 'refused' in document ? document.refused : undefined;
  const no = firstOf([
    ...('refused' in decision ? [decision.refused] : []),
    ...(documentNo && !observed ? [documentNo] : []),
  ]);
  if (no) return refused(scan, act, no, name);
  if ('refused' in decision) throw new Error('unreachable: a refused decision has a refusal');
  const asserts = withIdentity(held, decision.asserts, numbers, act, other);
  const seq = recordEvent(scan, act, work, held, asserts);
  if (document && 'member' in document) keepMember(work, document, held);
  settleSale(scan, act, work, held, attempt, decision);
  if (act.move === 'misidentified' && other) moveMemberships(work, held, other.held);
  const exceptions = decision.exceptions.map((draft) =>
    openException(work, act, scan, draft, { unit: held, seq, product: held.unit.product }),
  );
  return recorded(scan, act, held, name, seq, exceptions);
}

// ---- What the rules are asked

function attemptOf(scan: Scan, act: Act, work: Work, held: HeldUnit, other?: Paired): Attempt {
  const { reference } = work;
  const { unit } = held;
  const product = reference.products.get(unit.product)!;
  const here = spotHere(act, reference);
  const scoped = scopeHolds(reference.scopes, withScanned(unit, scan));
  return {
    move: act.move,
    unit,
    holds: scoped.length === 0 ? unit.holds : effectiveHolds(unit, scoped),
    scoped,
    product,
    recordedAt: spotOf(reference, unit.place),
    here,
    spotGiven: act.location !== null,
    outside,
    details: detailsOf(scan, work, other),
    isLead: act.actor.isLead,
    newSale: moves[act.move].sale === 'opens' ? work.ids.sale() : 0,
    saleMatches: saleMatches(act, work, unit),
    last: lastWords(held, work),
    observed: observedWords(scan, act, here, work),
    ...(other ? { other: other.unit } : {}),
    later: laterMoves(scan, act, held),
  };
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

const noDetails: Readonly<Record<string, unknown>> = {};

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
  const document = work.documents.get(documentKey(act.document.kind, act.document.number));
  const pending = work.sales.find((sale) => sale.id === unit.sale);
  if (pending) return pending.document === document;
  return document !== undefined && document.id !== 0 && work.saleDocuments.get(unit.sale) === document.id;
}

function lastWords(held: HeldUnit, work: Work): string {
  const { lastMove, lastAt, unit } = held;
  const location = work.reference.locations.get(unit.place);
  if (lastMove === null) return 'not known before';
  const where = location ? ` (${placeName(location)})` : '';
  return `${words(unit.status)}${where}, ${words(lastMove)} on ${lastAt}`;
}

function observedWords(scan: Scan, act: Act, here: Spot, work: Work): string {
  const number = act.document ? `, ${act.document.kind} ${act.document.number}` : '';
  return `${words(act.move)} at ${here.name}${number} on ${scan.at ?? work.now}`;
}

// ---- Documents

interface JudgedDocument {
  readonly document: HeldDocument;
  readonly state: unknown;
  readonly member: Member;
}

/** What the scan's document says: nothing (no document), a refusal, or its own change. */
function judgeDocument(
  scan: Scan,
  act: Act,
  work: Work,
  held: HeldUnit,
): JudgedDocument | { readonly refused: Refusal } | null {
  if (!act.document) return null;
  const document = work.documents.get(documentKey(act.document.kind, act.document.number))!;
  const { rule, number } = document;
  const member = document.members.get(held.id);
  const plain: Member = { state: 'recorded', line: scan.line ?? member?.line ?? null };
  if (!rule) return { document, state: null, member: plain };
  const asked = {
    move: act.move,
    site: act.site,
    now: work.now,
    line: scan.line,
    details: scan.details ?? noDetails,
    member,
  };
  const begun = document.state === null ? rule.open(asked, number) : { document: document.state };
  if ('refused' in begun) return begun;
  const judged: DocumentJudgement<unknown> = rule.judge(begun.document, asked, number);
  return 'refused' in judged ? judged : { document, state: judged.document, member: judged.member };
}

function keepMember(work: Work, { document, state, member }: JudgedDocument, held: HeldUnit): void {
  const before = { state: document.state, dirty: document.dirty };
  undoable(work, () => Object.assign(document, before));
  document.state = state;
  document.dirty = true;
  setUndoable(work, document.members, held.id, member);
  setUndoable<number, Member | null>(work, document.changed, held.id, member);
}

/** The documents of a wrongly named unit become those of the right one. */
function moveMemberships(work: Work, from: HeldUnit, to: HeldUnit): void {
  const documents = new Set(from.past.flatMap((event) => event.documentId ?? []));
  for (const document of documents) pushUndoable(work, work.movedMemberships, { document, from, to });
}

/** A new number, or the old one under a new product, must not name another unit already. */
function takenNumber(scan: Scan, act: Act, work: Work, held: HeldUnit): Refusal | null {
  const { identifier, sku } = scan.details ?? {};
  const { product, serial } = held.unit;
  const taken = (number: string) => refuse('number_taken', { number });
  if (act.move === 'change_product' && typeof sku === 'string') {
    const changed = work.reference.productsBySku.get(sku)?.id;
    return changed !== undefined && isTaken(work, serial, changed, held) ? taken(serial) : null;
  }
  if (act.move !== 'reidentify' || typeof identifier !== 'string') return null;
  const [kind, value] = splitOnce(identifier);
  if (!identifierKinds.includes(kind)) return refuse('details_wrong', { field: 'identifier', value: kind });
  return isTaken(work, value, identifierProduct(kind, product), held) ? taken(value) : null;
}

// ---- What is recorded

/** The first event says who the unit is; further numbers are attached where they are met on an arriving unit. */
function withIdentity(
  held: HeldUnit,
  asserts: Asserted,
  numbers: readonly string[],
  act: Act,
  other?: Paired,
): Asserted {
  const first: Identity = held.seq === 0 ? { product: held.unit.product, serial: held.unit.serial } : {};
  const attaches =
    numbers.length > 0 && (held.seq === 0 || act.move === 'receive' || act.move === 'announce');
  const inherits = act.move === 'inherit' && other ? { see: 0 } : {};
  const identity = {
    ...first,
    ...asserts.identity,
    ...(attaches ? { numbers } : {}),
    ...inherits,
  };
  if ('see' in identity && identity.see === 0) delete (identity as { see?: number }).see;
  return Object.keys(identity).length === 0 ? asserts : { ...asserts, identity };
}

function recordEvent(scan: Scan, act: Act, work: Work, held: HeldUnit, asserts: Asserted): number {
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
    document: documentOf(act, work),
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
function settleSale(scan: Scan, act: Act, work: Work, held: HeldUnit, attempt: Attempt, decided: Recorded) {
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

/** Moves after which another unit stands for the same sale. */
const passesOnSale: ReadonlySet<Move> = new Set<Move>([
  'cross_correct',
  'misidentified',
  'inherit',
  'replaced_by_vendor',
  'replacement_from_vendor',
]);

function documentOf(act: Act, work: Work): HeldDocument | null {
  return act.document ? work.documents.get(documentKey(act.document.kind, act.document.number))! : null;
}

// ---- Answers

function alreadyAnswered(scan: Scan, act: Act, work: Work): Answer | null {
  const inGroup = work.answered.get(scan.id);
  if (inGroup) {
    if (inGroup.scan.content !== scan.content) return conflict(scan, act);
    return asRepeated(inGroup.answer);
  }
  const row = work.known.get(scan.id);
  if (!row) return null;
  if (row.content !== scan.content) return conflict(scan, act);
  return work.replies.get(scan.id) ?? null;
}

export function nameOf(held: HeldUnit, work: Work): UnitName {
  const { product, serial } = held.unit;
  return { id: held.id, sku: work.reference.products.get(product)?.sku ?? '', serial };
}
