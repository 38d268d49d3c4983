import type { Act } from './acts.ts';
import type { HeldDocument } from './documents.ts';
import { setMember, setState } from './judge-document.ts';
import type { HeldUnit, Work } from './work.ts';

/** A unit that was under way is on its document what its new status makes of it, whatever the scan named. */
export function followJourney(work: Work, act: Act, held: HeldUnit): void {
  const document = work.underWay.get(held.id);
  if (document) followOn(document, work, act, held);
}

export function followOn(document: HeldDocument, work: Work, { site }: Act, held: HeldUnit): void {
  const member = document.members.get(held.id);
  const { status, before } = held.unit;
  const unit = { id: held.id, status, before, site, now: work.now };
  const followed = member && document.rule?.underWay?.follow(document.state, member, unit);
  if (!followed) return;
  setState(work, document, followed.document);
  setMember(work, document, held, followed.member);
}
