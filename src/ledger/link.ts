import { fold } from '../domain/corrections.ts';
import { apply, type Unit } from '../domain/unit.ts';
import { startOf } from './annul.ts';
import { documentKey } from './documents.ts';
import { hashEvent } from './hash-link.ts';
import { placeName } from './reference.ts';
import type { HeldUnit, NewEvent, Work } from './work.ts';

/** The hashes of each unit's new events, in their order: each covers the one before it, from the unit's head on. */
export function linkEvents(touched: readonly HeldUnit[], work: Work): Map<HeldUnit, string[]> {
  return new Map(touched.map((held) => [held, linksOf(held, work)]));
}

function linksOf(held: HeldUnit, work: Work): string[] {
  let previous = held.row === null ? '' : held.row.head.toString('hex');
  let named = held.before ?? namedAtFirst(held);
  return held.events.map((event, index) => {
    previous = hashEvent(linkOf(event, previous, named.product, named.serial, work), work.reference);
    named = event.annuls === null ? apply(named, event.asserts) : unitAfter(held, index);
    return previous;
  });
}

/** The unit after an annulment, which may have given it back its old name: its whole life was loaded for that. */
function unitAfter(held: HeldUnit, index: number): Unit {
  const own = held.events.slice(0, index + 1).map(({ seq, move, asserts, annuls }) => {
    return { ...asserts, seq, move, ...(annuls === null ? {} : { annuls }) };
  });
  const life = [...held.past, ...own];
  return fold(startOf(life, held.unit), life);
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
    spot: placeName(work.reference.locations.get(event.spot)!),
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
