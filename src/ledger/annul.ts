import { annul } from '../domain/corrections.ts';
import type { UnitEvent } from '../domain/events.ts';
import type { Status } from '../domain/facts.ts';
import { type Move, moves } from '../domain/lifecycle.ts';
import { type Refusal, refuse } from '../domain/refusals.ts';
import { blankUnit, type Unit } from '../domain/unit.ts';
import type { Act, Answer, Scan, UnitName } from './acts.ts';
import type { HeldDocument } from './documents.ts';
import { addIdentifier, endIdentifier, identify, isTaken } from './identify.ts';
import { setMember, setState, underOf } from './judge-document.ts';
import { numbersWithout } from './own-numbers.ts';
import { spotHere, words } from './planning.ts';
import { passesOnSale } from './record-event.ts';
import { recorded, refused } from './replies.ts';
import { followJourney, followOn } from './under-way.ts';
import {
  appendEvent,
  type HeldUnit,
  type NewEvent,
  openException,
  type PastEvent,
  pushUndoable,
  type Work,
} from './work.ts';

/**
 * Takes back one event of a unit's life: `EventAnnulled` is added, and the unit, its counts and its documents become
 * what they would be without it. Where a later event then hangs in the air a lead is needed, and the gap stays open
 * as a question with both events named.
 */
export function annulEvent(scan: Scan, act: Act, work: Work, held: HeldUnit, name: UnitName): Answer {
  const malformed = detailsRefusal(scan);
  if (malformed) return refused(scan, act, malformed, held, name);
  const seq = scan.details?.seq as number;
  const life = lifeOf(held);
  const start = startOf(life, held.unit);
  const judged = annul(start, life, seq, act.actor.isLead);
  if ('refused' in judged) return refused(scan, act, judged.refused, held, name);
  const annulled = life.find((event) => event.seq === seq)!;
  if (isHalf(annulled, scan, act, work))
    return refused(scan, act, refuse('half_of_a_pair', { seq: String(seq) }), held, name);
  const numbers = numbersWithout(start, life, seq);
  const { serial, product } = judged.after;
  const taken = [...numbers.regained, { value: serial, product }].find((number) =>
    isTaken(work, number.value, number.product, held),
  );
  if (taken) return refused(scan, act, refuse('number_taken', { number: taken.value }), held, name);
  const before = held.unit;
  const own = held.seq + 1;
  appendEvent(work, held, annulment(scan, act, work, own, seq), judged.after);
  restoreSerial(work, held, before, own);
  for (const { value, product } of numbers.lost) endIdentifier(work, held, value, product, own);
  for (const { kind, value, product } of numbers.regained)
    addIdentifier(work, held, kind, value, own, product);
  if (!passesOnSale.has(annulled.move)) restoreSale(work, before, judged.after, own);
  const unbound = moves[annulled.move].sale === 'opens' && annulled.sale === undefined;
  if (unbound) pushUndoable(work, work.annulledSales, { unit: held.id, seq, by: own });
  undoDocument(work, held, annulled, life);
  resumeJourney(work, act, held, annulled, life, before.status);
  followJourney(work, act, held, underOf(work, held), { was: before.status });
  const { gap } = judged;
  const exceptions = gap
    ? [
        openException(
          work,
          act,
          scan,
          { kind: 'history_gap', recorded: eventWords(gap.earlier), observed: eventWords(gap.later) },
          { unit: held, seq: own, product: held.unit.product },
        ),
      ]
    : [];
  return recorded(scan, act, held, name, own, null, exceptions);
}

/** What an annulment has to say: which event, and why. */
export function detailsRefusal({ details }: Scan): Refusal | null {
  for (const field of ['seq', 'reason']) {
    const value = details?.[field];
    if (value === undefined || value === null || value === '') return refuse('details_missing', { field });
  }
  const { seq, reason } = details!;
  if (!Number.isSafeInteger(seq) || (seq as number) < 1)
    return refuse('details_wrong', { field: 'seq', value: String(seq).slice(0, 40) });
  return typeof reason === 'string'
    ? null
    : refuse('details_wrong', { field: 'reason', value: typeof reason });
}

/** Whether the event belongs to an act on two units whose other half is not taken back by this very act. */
function isHalf(event: PastEvent, scan: Scan, act: Act, work: Work): boolean {
  // What was put together, or taken apart, is taken back as a whole.
  const { move } = event;
  if (isOfKit(event, work)) return scan.wholeKit !== true;
  const { pairedWith } = moves[move];
  if (!pairedWith) return false;
  return !act.scans.some((other) => other !== scan && moveToAnnul(other, act, work) === pairedWith);
}

/** Events on a kit's document by which the kit or a part of it began or ended to be one. */
function isOfKit(event: PastEvent, work: Work): boolean {
  const isMade = ['receive', 'retire', 'install', 'remove_part'].includes(event.move);
  return isMade && documentOf(work, event)?.kind === 'kit';
}

function moveToAnnul(scan: Scan, act: Act, work: Work): Move | undefined {
  const named = identify(scan, act, work);
  if (!('unit' in named)) return undefined;
  return lifeOf(named.unit).find((event) => event.seq === scan.details?.seq)?.move;
}

/** A unit's whole life, in the ledger and in this group. `past` must have been loaded from the first event on. */
function lifeOf(held: HeldUnit): PastEvent[] {
  const pending = held.events.map(({ seq, move, asserts, annuls, spot, document }) => ({
    ...asserts,
    ...{ seq, move, spot },
    ...(annuls === null ? {} : { annuls }),
    documentId: document?.id ?? null,
    document,
  }));
  return [...held.past, ...pending];
}

/** The number as it was before its first event: who it is, and nothing else. */
export function startOf(life: readonly UnitEvent[], now: Pick<Unit, 'product' | 'serial'>): Unit {
  const first = life[0]?.identity;
  return blankUnit(first?.product ?? now.product, first?.serial ?? now.serial);
}

function annulment(scan: Scan, act: Act, work: Work, seq: number, annuls: number): NewEvent {
  return {
    seq,
    move: 'annul',
    asserts: {},
    at: scan.at,
    actor: act.actor,
    device: act.device,
    count: scan.count,
    scan: scan.id,
    spot: spotHere(act, work.reference).place,
    document: null,
    evidence: scan.evidence,
    annuls,
    details: scan.details,
  };
}

function restoreSerial(work: Work, held: HeldUnit, before: Unit, seq: number): void {
  const { serial, product } = held.unit;
  if (before.serial === serial && before.product === product) return;
  endIdentifier(work, held, before.serial, before.product, seq);
  addIdentifier(work, held, 'serial', serial, seq);
}

function restoreSale(work: Work, before: Unit, after: Unit, seq: number): void {
  if (before.sale === after.sale) return;
  if (before.sale !== null) pushUndoable(work, work.closedSales, { id: before.sale, seq });
  if (after.sale !== null) pushUndoable(work, work.closedSales, { id: after.sale, seq: null });
}

/** The document becomes what it would be without the event: by its own rule, or by no longer naming the unit. */
function undoDocument(work: Work, held: HeldUnit, annulled: PastEvent, life: readonly PastEvent[]): void {
  const document = documentOf(work, annulled);
  if (!document) return;
  const member = document.members.get(held.id);
  const gone = goneFrom(life, annulled);
  // What stood on the papers of a number recorded by mistake went to the right one.
  const passedOn = life.find((event) => event.move === 'misidentified')?.seq ?? 0;
  const own = life
    .filter((event) => event.seq > passedOn && event.annuls === undefined)
    .filter((event) => documentOf(work, event) === document);
  const left = own.filter(({ seq }) => !gone.has(seq)).map(({ move }) => move);
  if (!member) {
    const unit = { id: held.id, product: held.unit.product };
    const back = document.rule?.rejoin?.(document.state, left, unit, work.now);
    if (!back) return;
    setState(work, document, back.document);
    setMember(work, document, held, back.member);
    return;
  }
  if (!document.rule) {
    setMember(work, document, held, left.length > 0 ? member : null);
    return;
  }
  const sent = lastSending(life, annulled);
  const hasLeft = sent !== undefined && documentOf(work, sent) !== document;
  const seqs = { annulled: annulled.seq, by: held.seq, hasLeft };
  const undone = document.rule.undo(document.state, member, left, held.id, work.now, seqs);
  // What only named the document, and was kept as seen, left no mark on it: nor does its annulment, on what was inherited.
  const stood = own.filter(({ seq }) => seq === annulled.seq || !gone.has(seq)).map(({ move }) => move);
  const standing = document.rule.undo(document.state, member, stood, held.id, work.now, {
    ...seqs,
    annulled: 0,
  });
  if (standing.member?.state === undone.member?.state) return;
  setState(work, document, undone.document);
  setMember(work, document, held, undone.member);
}

/** What ended the journey is taken back: the document that the unit was sent under has it on its way again. */
function resumeJourney(
  work: Work,
  act: Act,
  held: HeldUnit,
  annulled: PastEvent,
  life: readonly PastEvent[],
  was: Status,
): void {
  const sent = lastSending(life, annulled);
  const document = sent && documentOf(work, sent);
  if (!document) return;
  // Whoever annuls may stand anywhere: what ended the journey since then says where the unit came to.
  const gone = goneFrom(life, annulled);
  const ends = ({ seq, status }: PastEvent) =>
    seq > sent.seq && !gone.has(seq) && status !== undefined && !onTheWay.includes(status);
  const end = life.find(ends);
  const place = end && work.reference.locations.get(end.spot);
  followOn(document, work, { ...act, site: place?.site.id ?? act.site }, held, { was });
}

const onTheWay: readonly Status[] = ['in_transit', 'missing'];

function lastSending(life: readonly PastEvent[], annulled: PastEvent): PastEvent | undefined {
  const gone = goneFrom(life, annulled);
  return life.findLast(({ seq, move }) => move === 'send_to_site' && !gone.has(seq));
}

/** What was taken back, this event with it. */
function goneFrom(life: readonly PastEvent[], annulled: PastEvent): ReadonlySet<number> {
  return new Set([annulled.seq, ...life.flatMap((event) => event.annuls ?? [])]);
}

function documentOf(work: Work, event: PastEvent): HeldDocument | null {
  if (event.document) return event.document;
  if (event.documentId === null || event.documentId === 0) return null;
  for (const document of work.documents.values()) if (document.id === event.documentId) return document;
  return null;
}

function eventWords(event: UnitEvent | null): string {
  return event === null ? 'nothing before it' : `event ${event.seq} (${words(event.move)})`;
}
