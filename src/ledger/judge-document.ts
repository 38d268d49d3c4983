import type { ByDocument } from '../domain/attempt.ts';
import type { Attempt } from '../domain/decide.ts';
import type { Refusal } from '../domain/refusals.ts';
import type { Act, Scan } from './acts.ts';
import type { DocumentJudgement, HeldDocument, Member } from './documents.ts';
import { noDetails, spotHere } from './planning.ts';
import { documentOf, type HeldUnit, setUndoable, undoable, type Work } from './work.ts';

export interface JudgedDocument {
  readonly document: HeldDocument;
  readonly state: unknown;
  readonly member: Member | null;
  readonly settles?: ByDocument;
}

/** What the scan's document says: nothing (no document), a refusal, or its own change. */
export function judgeDocument(
  scan: Scan,
  act: Act,
  work: Work,
  held: HeldUnit,
  attempt: Pick<Attempt, 'holds' | 'last'>,
): JudgedDocument | { readonly refused: Refusal } | null {
  const document = documentOf(act, work);
  if (document) return judgeOn(document, scan, act, work, held, attempt);
  const journey = journeyOf(act, work, held);
  const judged = journey && judgeOn(journey, scan, act, work, held, attempt);
  // Nobody has named it: where it says no, the scan goes on without it.
  return judged && 'refused' in judged ? null : judged;
}

function judgeOn(
  document: HeldDocument,
  scan: Scan,
  act: Act,
  work: Work,
  held: HeldUnit,
  { holds, last }: Pick<Attempt, 'holds' | 'last'>,
): JudgedDocument | { readonly refused: Refusal } {
  const { rule, number } = document;
  const member = document.members.get(held.id);
  const plain: Member = { state: 'recorded', line: scan.line ?? member?.line ?? null };
  if (!rule) return { document, state: null, member: plain };
  const asked = {
    move: act.move,
    site: act.site,
    to: siteNamed(scan.details?.to, work),
    unit: held.id,
    product: held.unit.product,
    owner: held.unit.owner,
    serial: held.unit.serial,
    supplier: held.unit.supplier,
    status: held.unit.status,
    holds,
    last,
    isLead: act.actor.isLead,
    now: work.now,
    line: scan.line,
    details: scan.details ?? noDetails,
    member,
    seq: held.seq + 1,
    spot: spotHere(act, work.reference).place,
    under: underOf(work, held).find((one) => one.rule === rule)?.number,
  };
  const begun = document.state === null ? rule.open(asked, number) : { document: document.state };
  if ('refused' in begun) return begun;
  const judged: DocumentJudgement<unknown> = rule.judge(begun.document, asked, number);
  if ('refused' in judged) return judged;
  const { settles } = judged;
  return { document, state: judged.document, member: judged.member, ...(settles ? { settles } : {}) };
}

/** The document that a scan which names none belongs to: the one that the unit is on its way under. */
function journeyOf(act: Act, work: Work, held: HeldUnit): HeldDocument | null {
  return underOf(work, held).find(({ rule }) => rule?.underWay?.moves.includes(act.move)) ?? null;
}

/** Documents that the unit is on its way under, or kept in. */
export function underOf(work: Work, { id }: HeldUnit): readonly HeldDocument[] {
  return work.underWay.get(id) ?? noDocuments;
}

const noDocuments: readonly HeldDocument[] = [];

function siteNamed(code: unknown, work: Work): number | undefined {
  return typeof code === 'string' ? work.reference.sitesByCode.get(code)?.id : undefined;
}

/** The scan, with what its document knows of the unit and nobody else does. */
export function withTold(scan: Scan, act: Act, work: Work, held: HeldUnit): Scan {
  const document = documentOf(act, work);
  if (!document?.rule?.tells || document.state === null) return scan;
  const member = document.members.get(held.id);
  const told = document.rule.tells(document.state, { move: act.move, product: held.unit.product, member });
  const { lot, supplier } = held.unit;
  const known = {
    ...(lot === null ? {} : { lot }),
    ...(supplier === null ? {} : { supplier }),
    ...scan.details,
  };
  const fresh = Object.entries(told).filter(([name]) => !Object.hasOwn(known, name));
  return fresh.length === 0 ? scan : { ...scan, details: { ...Object.fromEntries(fresh), ...scan.details } };
}

/** Why the scan's document does not take pieces, if it does not. */
export function piecesRefusal(act: Act, work: Work): Refusal | null {
  const document = documentOf(act, work);
  if (!document?.rule?.refusePieces) return null;
  return document.rule.refusePieces(document.state, { move: act.move, site: act.site }, document.number);
}

export function keepMember(
  work: Work,
  { document, state, member }: JudgedDocument,
  held: HeldUnit,
  isHistory: boolean,
): void {
  if (isPast(document, isHistory)) return;
  setState(work, document, state);
  setMember(work, document, held, member);
}

/** What keeps a unit keeps it by what was done last: what had been done before that, and is told late, changes nothing of it. */
export function isPast({ rule }: HeldDocument, isHistory: boolean): boolean {
  return isHistory && rule?.underWay?.of === 'any';
}

export function setState(work: Work, document: HeldDocument, state: unknown): void {
  const before = { state: document.state, dirty: document.dirty };
  undoable(work, () => Object.assign(document, before));
  Object.assign(document, { state, dirty: true });
}

/** Null: the document no longer knows the unit. What the unit is under way on follows from that. */
export function setMember(work: Work, document: HeldDocument, held: HeldUnit, member: Member | null): void {
  const { dirty } = document;
  undoable(work, () => Object.assign(document, { dirty }));
  document.dirty = true;
  if (member) setUndoable(work, document.members, held.id, member);
  else {
    const before = document.members.get(held.id);
    document.members.delete(held.id);
    if (before) undoable(work, () => document.members.set(held.id, before));
  }
  setUndoable<number, Member | null>(work, document.changed, held.id, member);
  setUnder(work, document, held, member);
}

/** Under one document of a kind at most: a new one takes the place of the other, and what ends on one ends on no other. */
function setUnder(work: Work, document: HeldDocument, held: HeldUnit, member: Member | null): void {
  const way = document.rule?.underWay;
  if (!way) return;
  const isUnder = member !== null && way.holds(member);
  const others = underOf(work, held).filter((one) =>
    isUnder ? one.rule !== document.rule : one !== document,
  );
  setUndoable(work, work.underWay, held.id, isUnder ? [...others, document] : others);
}

/** The documents of a wrongly named unit become those of the right one. */
export function passMemberships(work: Work, wrong: HeldUnit, right: HeldUnit): void {
  for (const document of work.documents.values()) {
    const member = document.members.get(wrong.id);
    if (!member) continue;
    const own = document.members.get(right.id);
    const passed = document.rule?.pass(
      document.state,
      member,
      own,
      { wrong: wrong.id, right: right.id, wrongSeq: wrong.seq, rightSeq: takeoverSeq(right) },
      work.now,
    );
    const kept = passed?.member ?? own ?? member;
    setState(work, document, passed ? passed.document : document.state);
    setMember(work, document, right, kept);
    setMember(work, document, wrong, null);
  }
}

/** Which of the two halves is recorded first is the scanner's choice. */
function takeoverSeq({ seq, events }: HeldUnit): number {
  return events.at(-1)?.move === 'inherit' ? seq : seq + 1;
}
