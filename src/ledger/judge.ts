import { type Attempt, decide } from '../domain/decide.ts';
import { clockContradictions } from '../domain/device-clock.ts';
import { moves } from '../domain/lifecycle.ts';
import { isOwnNumber } from '../domain/own-number.ts';
import { firstOf, type Refusal, refuse } from '../domain/refusals.ts';
import { within } from '../domain/sites.ts';
import type { Act, Answer, Scan, UnitName } from './acts.ts';
import { annulEvent } from './annul.ts';
import { annulPieces } from './annul-pieces.ts';
import { attemptOf } from './attempt.ts';
import { identify, type Named } from './identify.ts';
import { judgeDocument, keepMember, passMemberships, underOf, withTold } from './judge-document.ts';
import { judgeQuantity } from './judge-quantity.ts';
import { recordEvent, settleSale, takenNumber } from './record-event.ts';
import { placeOf } from './reference.ts';
import { ambiguous, asRepeated, conflict, recorded, refused, withheld } from './replies.ts';
import { followJourney, insideRefusal } from './under-way.ts';
import { documentOf, type HeldUnit, openException, type Paired, type Work } from './work.ts';

/** Judges the acts of a group in the order of their arrival, on the copies in `work`. One answer per scan. */
export function judgeActs(acts: readonly Act[], work: Work): Answer[][] {
  return acts.map((act) => {
    const answers = act.scans.length === 1 ? [judgeScan(act.scans[0]!, act, work)] : judgeTogether(act, work);
    for (const [index, answer] of answers.entries()) {
      const scan = act.scans[index]!;
      if (!work.answered.has(scan.id)) work.answered.set(scan.id, { act, scan, answer });
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
    if (scan.as === undefined) answers.push(judgeScan(scan, role, work, pair?.[1 - index]));
    else answers.push(judgeScan(scan, { ...act, move: scan.as }, work, wholeOf(act, work)));
  }
  const journal = work.journal;
  work.journal = null;
  const stands = answers.every(({ outcome }) => outcome === 'recorded' || outcome === 'repeated');
  if (stands) return answers;
  for (const undo of journal.reverse()) undo();
  return answers.map((answer, index) => {
    if (work.known.has(answer.id) || work.answered.has(answer.id)) return answer;
    const { unit, status } = asItStands(answer, work);
    return answer.outcome === 'recorded'
      ? withheld(act.scans[index]!, act, unit)
      : { ...answer, unit, status };
  });
}

/** The unit of an answer after its act was undone; one that only this act would have made is none. */
function asItStands({ unit, status }: Answer, work: Work): Pick<Answer, 'unit' | 'status'> {
  const held = unit && work.units.get(unit.id);
  if (!held || held.seq === 0) return { unit: null, status: null };
  return { unit: nameOf(held, work), status: status === null ? null : held.unit.status };
}

/** The kit of an act on one, as the act has left it so far: its parts see what they come into or out of. */
function wholeOf(act: Act, work: Work): Paired | undefined {
  const named = identify(act.scans.find(({ as }) => as === undefined)!, act, work);
  return 'unit' in named ? { held: named.unit, unit: named.unit.unit } : undefined;
}

/** Both units of a pair as they are before the act: each side's rule sees the other as it was. */
function pairOf(act: Act, work: Work): (Paired | undefined)[] {
  return act.scans.map((scan) => {
    const named = identify(scan, act, work);
    return 'unit' in named ? { held: named.unit, unit: named.unit.unit } : undefined;
  });
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
  if ('plain' in named) {
    const judge = act.move === 'annul' ? annulPieces : judgeQuantity;
    return judge(scan, act, work, named.plain);
  }
  const held = named.unit;
  const name = nameOf(held, work);
  if (isMetAgain(scan, act, held)) return refused(scan, act, refuse('same_unit_twice'), held, name);
  if (scan.quantity !== null && scan.quantity !== 1)
    return refused(scan, act, refuse('quantity_not_allowed', { product: name.sku }), held, name);
  if (isOutOfReach(act, held, work)) return refused(scan, act, refuse('not_at_your_site'), held, name);
  if (act.move === 'annul') return annulEvent(scan, act, work, held, name);
  return judgeUnit(scan, act, work, named, other);
}

function judgeUnit(
  asSent: Scan,
  act: Act,
  work: Work,
  { unit: held, numbers, box }: Extract<Named, { unit: HeldUnit }>,
  other?: Paired,
): Answer {
  const name = nameOf(held, work);
  const scan = withTold(asSent, act, work, held);
  const read = attemptOf(scan, act, work, held, numbers, other);
  const attempt = box ? { ...read, box } : read;
  const taken = takenNumber(scan, act, work, held);
  if (taken) return refusedAsTaken(scan, act, work, held, taken, attempt);
  const document = judgeDocument(scan, act, work, held, attempt);
  const settles = document && 'settles' in document ? document.settles : undefined;
  const decision = decide(settles ? { ...attempt, byDocument: settles } : attempt);
  // What was observed, or done long ago, is kept whatever its document says.
  const observed = moves[act.move].kind === 'observation' || attempt.later.length > 0;
  const documentNo = document && 'refused' in document ? document.refused : undefined;
  const left = insideRefusal(scan, act, work, held);
  const no = firstOf([
    ...(left ? [left] : []),
    ...('refused' in decision ? [decision.refused] : []),
    ...(documentNo && !observed ? [documentNo] : []),
  ]);
  if (no) return refused(scan, act, no, held, name);
  if ('refused' in decision) throw new Error('unreachable: a refused decision has a refusal');
  const under = underOf(work, held);
  const was = held.unit.status;
  const paper = document && 'document' in document ? document.document : documentOf(act, work);
  const seq = recordEvent(scan, act, work, held, decision.asserts, numbers, paper);
  const isHistory = decision.isHistory ?? false;
  const judged = document && 'member' in document ? document : null;
  if (judged) keepMember(work, judged, held, isHistory);
  settleSale(scan, act, work, held, attempt, decision);
  if (act.move === 'misidentified' && other) passMemberships(work, held, other.held);
  followJourney(work, act, held, under, {
    ...{ was, isHistory, inside: scan.inside, judgedBy: judged?.document },
  });
  const untimely = clockContradictions(scan.at, work.now, attempt.observed);
  const exceptions = [...decision.exceptions, ...untimely].map((draft) =>
    openException(work, act, scan, draft, { unit: held, seq, product: held.unit.product }),
  );
  const { place } = held.events.at(-1)!.asserts;
  const where = place === undefined ? null : placeOf(work.reference, place);
  const answer = recorded(scan, act, held, name, seq, where, exceptions);
  return isHistory ? { ...answer, effect: 'history' } : answer;
}

/**
 * A number that another unit has is never given to a second one. Where it was read on a thing whose number nobody knew,
 * that is more than a mistake of somebody's: two things with one number, or one thing recorded twice. A person decides.
 */
function refusedAsTaken(
  scan: Scan,
  act: Act,
  work: Work,
  held: HeldUnit,
  taken: Refusal,
  { observed }: Attempt,
): Answer {
  const answer = refused(scan, act, taken, held, nameOf(held, work));
  if (taken.code !== 'number_taken' || !isOwnNumber(held.unit.serial)) return answer;
  const draft = { kind: 'number_read_twice', recorded: taken.facts.number ?? '', observed } as const;
  const about = { unit: held, product: held.unit.product };
  return { ...answer, exceptions: [openException(work, act, scan, draft, about)] };
}

/**
 * What is done from a desk (the unit stays where it is) is done where the unit stands, or by who may act there: nobody
 * writes off another store's stock. (A part is released by hands: the other half of that act tells where.)
 */
function isOutOfReach({ move, actor }: Act, { unit }: HeldUnit, { reference }: Work): boolean {
  if (actor.sites === undefined || actor.sites === null) return false;
  const rule = moves[move];
  if (rule.place !== 'same' || rule.kind === 'observation' || move === 'release_part') return false;
  const site = reference.locations.get(unit.place)?.site;
  return site !== undefined && site.kind !== 'outside' && !within(actor.sites, site.id);
}

/** By name too: a number that no event names yet has another id in each group. */
function isMetAgain(scan: Scan, { met }: Act, { id, unit }: HeldUnit): boolean {
  const keys = [String(id), `${unit.product}/${unit.serial}`];
  const again = keys.some((key) => met.has(key) && met.get(key) !== scan.id);
  if (!again) for (const key of keys) met.set(key, scan.id);
  return again;
}

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
