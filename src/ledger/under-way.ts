import type { Status } from '../domain/facts.ts';
import { type Refusal, refuse } from '../domain/refusals.ts';
import type { Act, Scan } from './acts.ts';
import type { HeldDocument } from './documents.ts';
import { isPast, setMember, setState, underOf } from './judge-document.ts';
import { spotHere } from './planning.ts';
import { placeOf } from './reference.ts';
import type { HeldUnit, Work } from './work.ts';

/** How a unit came to be what it is: the scan's flag, and what it was before. */
export interface Step {
  readonly was: Status;
  readonly inside?: string | undefined;
  /** The document that the scan named, and that said yes to it. */
  readonly judgedBy?: HeldDocument | undefined;
  /** Kept, but the unit had moved on. */
  readonly isHistory?: boolean | undefined;
}

/**
 * A unit that was under way, or kept in something, is on those documents what has become of it, whatever the scan named.
 * `before`: those that it was under before the scan.
 */
export function followJourney(
  work: Work,
  act: Act,
  held: HeldUnit,
  before: readonly HeldDocument[],
  step: Step,
): void {
  for (const document of new Set([...before, ...underOf(work, held)]))
    followOn(document, work, act, held, step);
}

export function followOn(
  document: HeldDocument,
  work: Work,
  act: Act,
  held: HeldUnit,
  { was, inside, judgedBy, isHistory = false }: Step,
): void {
  if (isPast(document, isHistory)) return;
  const member = document.members.get(held.id);
  const { status, before, place } = held.unit;
  const unit = {
    ...{ id: held.id, status, before, place, was, site: act.site, now: work.now },
    ...{ move: act.move, seq: held.seq },
    isNamed: judgedBy === document,
    isInside: inside === document.number,
  };
  const followed = member && document.rule?.underWay?.follow(document.state, member, unit);
  if (!followed) return;
  setState(work, document, followed.document);
  setMember(work, document, held, followed.member);
}

/** What is said to move with the thing that it is in, or to come out of it, does so only while it is in there; out of it where it lies. */
export function insideRefusal({ inside, outOf }: Scan, act: Act, work: Work, held: HeldUnit): Refusal | null {
  const number = inside ?? outOf;
  if (number === undefined) return null;
  if (!underOf(work, held).some((one) => one.number === number))
    return refuse('not_in_container', { number });
  const { place } = held.unit;
  if (outOf === undefined || place === spotHere(act, work.reference).place) return null;
  return refuse('container_elsewhere', { number, place: placeOf(work.reference, place) ?? '' });
}
