import { clockContradictions } from '../domain/device-clock.ts';
import { moves } from '../domain/lifecycle.ts';
import { decideQuantity, quantityPlace } from '../domain/quantity.ts';
import { refuse } from '../domain/refusals.ts';
import { placeRefusals } from '../domain/request-refusals.ts';
import { moveWords } from '../domain/wording.ts';
import type { Act, Answer, Scan } from './acts.ts';
import { piecesRefusal } from './judge-document.ts';
import { spotHere } from './planning.ts';
import { type HeldQuantity, quantityKey } from './quantity-work.ts';
import { outside, type Product } from './reference.ts';
import { recordedQuantity, refused } from './replies.ts';
import { documentOf, openException, undoable, type Work } from './work.ts';

/** One scan of a plain product: pieces change at one or two places, each with an event of its own. */
export function judgeQuantity(scan: Scan, act: Act, work: Work, product: Product): Answer {
  const here = spotHere(act, work.reference);
  const [closed] = moves[act.move].kind === 'request' ? placeRefusals(here) : [];
  if (closed) return refused(scan, act, closed);
  const from = fromPlace(scan, act, work);
  if (from === 'unknown')
    return refused(scan, act, refuse('details_wrong', { field: 'from', value: String(scan.details?.from) }));
  const details = scan.details ?? {};
  const { carrier } = outside;
  const place = quantityPlace({ move: act.move, here: here.place, from, carrier, details });
  const observed = `${scan.quantity ?? 0} ${moveWords[act.move]} at ${here.name} on ${scan.at ?? work.now}`;
  const decision = decideQuantity({
    move: act.move,
    product: product.name,
    quantity: scan.quantity,
    available: place === null ? 0 : piecesAt(work, product.id, place).quantity,
    details,
    here: here.place,
    from,
    carrier,
    observed,
  });
  if ('refused' in decision) return refused(scan, act, decision.refused);
  const onPaper = moves[act.move].kind === 'request' ? piecesRefusal(act, work) : null;
  if (onPaper) return refused(scan, act, onPaper);
  for (const { place: at, delta } of decision.changes)
    changePieces(scan, act, work, piecesAt(work, product.id, at), delta);
  const untimely = clockContradictions(scan.at, work.now, observed);
  const exceptions = [...decision.exceptions, ...untimely].map((draft) =>
    openException(work, act, scan, draft, { product: product.id }),
  );
  return recordedQuantity(scan, act, piecesAt(work, product.id, here.place).quantity, exceptions);
}

function fromPlace(scan: Scan, act: Act, work: Work): number | null | 'unknown' {
  const code = scan.details?.from;
  if (code === undefined) return null;
  return work.reference.locationsByCode.get(`${act.site}/${String(code)}`)?.id ?? 'unknown';
}

/** The pieces as locked; a place that never held the product begins at nothing. */
export function piecesAt(work: Work, product: number, place: number): HeldQuantity {
  const key = quantityKey(product, place);
  const held = work.quantities.get(key);
  if (held) return held;
  const fresh: HeldQuantity = {
    product,
    place,
    lockedSeq: 0,
    seq: 0,
    quantity: 0,
    head: '',
    events: [],
    past: [],
  };
  work.quantities.set(key, fresh);
  return fresh;
}

export function changePieces(
  scan: Scan,
  act: Act,
  work: Work,
  held: HeldQuantity,
  delta: number,
  details = scan.details,
): void {
  const { seq, quantity } = held;
  undoable(work, () => {
    Object.assign(held, { seq, quantity });
    held.events.pop();
  });
  held.seq += 1;
  held.quantity += delta;
  held.events.push({
    seq: held.seq,
    delta,
    after: held.quantity,
    move: act.move,
    at: scan.at,
    actor: act.actor,
    evidence: scan.evidence,
    document: documentOf(act, work),
    scan: scan.id,
    details,
  });
}
