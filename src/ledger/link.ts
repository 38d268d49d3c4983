import { apply } from '../domain/unit.ts';
import { documentKey } from './documents.ts';
import { hashEvent } from './hash-link.ts';
import type { HeldUnit, NewEvent, Work } from './work.ts';

/** The hashes of each unit's new events, in their order: each covers the one before it, from the unit's head on. */
export function linkEvents(touched: readonly HeldUnit[], work: Work): Map<HeldUnit, string[]> {
  return new Map(touched.map((held) => [held, linksOf(held, work)]));
}

function linksOf(held: HeldUnit, work: Work): string[] {
  let previous = held.row === null ? '' : held.row.head.toString('hex');
  let named = held.before ?? namedAtFirst(held);
  return held.events.map((event) => {
    previous = hashEvent(linkOf(event, previous, named.product, named.serial, work), work.reference);
    named = apply(named, event.asserts);
    return previous;
  });
}

/** A new unit is named by its first event. */
function namedAtFirst(held: HeldUnit) {
  const { product, serial } = held.events[0]!.asserts.identity!;
  return { ...held.unit, product: product!, serial: serial! };
}

/** An event is hashed under the name that the unit had before it. */
function linkOf(event: NewEvent, previous: string, product: number, serial: string, work: Work) {
  const { document, asserts } = event;
  return {
    previous,
    sku: work.reference.products.get(product)!.sku,
    serial,
    seq: event.seq,
    move: event.move,
    at: event.at,
    recordedAt: work.now,
    evidence: event.evidence,
    actor: event.actor.code,
    device: event.device === null ? null : String(event.device),
    document: document ? documentKey(document.kind, document.number) : null,
    annuls: event.annuls,
    scan: event.scan,
    details: event.details,
    asserts,
  };
}
