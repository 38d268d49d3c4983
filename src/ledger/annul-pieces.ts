import { annulledBy } from '../domain/quantity-life.ts';
import { refuse } from '../domain/refusals.ts';
import type { Act, Answer, Scan } from './acts.ts';
import { detailsRefusal } from './annul.ts';
import { changePieces, piecesAt } from './judge-quantity.ts';
import { spotHere } from './planning.ts';
import type { HeldQuantity, PastQuantity } from './quantity-work.ts';
import { type Product, placeName } from './reference.ts';
import { recordedQuantity, refused } from './replies.ts';
import { openException, type Work } from './work.ts';

/**
 * Takes back one change of a plain product's pieces at the act's spot, and what the same scan changed elsewhere: a change
 * is added at each place that leaves what there would be without it. Where fewer than no pieces are left a lead has to
 * say so, and a person is asked.
 */
export function annulPieces(scan: Scan, act: Act, work: Work, product: Product): Answer {
  const malformed = detailsRefusal(scan);
  if (malformed) return refused(scan, act, malformed);
  const here = piecesAt(work, product.id, spotHere(act, work.reference).place);
  const wanted = scan.details!.seq as number;
  // What this very group records has no number yet that anybody could have named.
  const known = here.past.find(({ seq }) => seq === wanted);
  if (!known) return refused(scan, act, refuse('event_not_found', { seq: String(wanted) }));
  const named = annulledBy(lifeOf(here), wanted);
  if ('refused' in named) return refused(scan, act, named.refused);
  const parts = [...work.quantities.values()]
    .filter((held) => held.product === product.id)
    .flatMap((held) => partsOf(held, known.scan));
  const short = parts.filter(({ held, delta }) => delta < 0 && held.quantity + delta < 0);
  if (short.length > 0 && !act.actor.isLead) return refused(scan, act, refuse('lead_needed'));
  const exceptions = short.map(({ held, delta }) => {
    const where = placeName(work.reference.locations.get(held.place)!);
    const observed = `${-delta} taken back at ${where} on ${scan.at ?? work.now}`;
    const draft = { kind: 'quantity_below_zero', recorded: String(held.quantity), observed } as const;
    return openException(work, act, scan, draft, { product: product.id });
  });
  for (const { held, seq, delta } of parts)
    changePieces(scan, act, work, held, delta, { ...scan.details, seq });
  return recordedQuantity(scan, act, here.quantity, exceptions);
}

/** What one scan changed at a place, and by how much it changes back. */
function partsOf(held: HeldQuantity, scan: string) {
  const life = lifeOf(held);
  return life
    .filter((fact) => fact.scan === scan && fact.annuls === null)
    .flatMap(({ seq }) => {
      const annulled = annulledBy(life, seq);
      return 'delta' in annulled ? [{ held, seq, delta: annulled.delta }] : [];
    });
}

/** What is recorded, and what this group adds to it. */
function lifeOf({ past, events }: HeldQuantity): PastQuantity[] {
  const pending = events.map(({ seq, move, delta, after, scan, details }) => ({
    seq,
    move,
    delta,
    after,
    scan,
    annuls: move === 'annul' ? (details!.seq as number) : null,
  }));
  return [...past, ...pending];
}
