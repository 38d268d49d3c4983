import type { Status } from '../domain/facts.ts';
import { type Refusal, refuse } from '../domain/refusals.ts';
import type { Act, Scan } from './acts.ts';
import type { HeldDocument } from './documents.ts';
import { setMember, setState, setUnder, underOf } from './judge-document.ts';
import { documentOf, type HeldUnit, type Work } from './work.ts';

/** How a unit came to be what it is: the scan's flag, and what it was before. */
export interface Step {
  readonly was: Status;
  readonly inside?: string | undefined;
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
  { was, inside }: Step,
): void {
  const member = document.members.get(held.id);
  const { status, before, place } = held.unit;
  const unit = {
    ...{ id: held.id, status, before, place, was, site: act.site, now: work.now },
    ...{ move: act.move, seq: held.seq },
    isNamed: documentOf(act, work) === document,
    isInside: inside === document.number,
  };
  const followed = member && document.rule?.underWay?.follow(document.state, member, unit);
  if (!followed) return;
  setState(work, document, followed.document);
  setMember(work, document, held, followed.member);
  // What took its place of the same kind stays.
  if (followed.member === null && underOf(work, held).includes(document))
    setUnder(work, document, held, null);
}

/** What is said to move with the thing that it is in moves only while it is in there. */
export function insideRefusal({ inside }: Scan, work: Work, held: HeldUnit): Refusal | null {
  if (inside === undefined || underOf(work, held).some(({ number }) => number === inside)) return null;
  return refuse('not_in_container', { number: inside });
}
