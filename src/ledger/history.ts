import type { CheckChange, Evidence, HoldChange, Identity } from '../domain/events.ts';
import type { Condition, Status, Use } from '../domain/facts.ts';
import { type Move, moves } from '../domain/lifecycle.ts';
import type { Sites } from '../domain/sites.ts';
import type { Reader } from '../platform/shared-reads.ts';
import { evidenceCodes, moveCodes } from './codes.ts';
import { type HistoryRow, histories } from './queries-read.ts';
import { placeOf, type Reference } from './reference.ts';
import { assertedOf } from './stored-event.ts';
import { unitsWithin } from './whereabouts.ts';

/** A document as people name it. */
export interface DocumentName {
  readonly kind: string;
  readonly number: string;
}

/** One event of a unit's life in names instead of database ids. A fact is null where the event says nothing of it. */
export interface HistoryEvent {
  readonly seq: number;
  /** Past-tense name, `UnitReceived`. */
  readonly event: string;
  readonly move: Move;
  /** When it happened by the device's word, null where it gave none; RFC 3339 UTC. */
  readonly at: string | null;
  readonly recordedAt: string;
  readonly evidence: Evidence;
  /** The actor's code. */
  readonly actor: string;
  /** The device it was scanned with; null: not with one that was let in. */
  readonly device: { readonly id: number; readonly name: string } | null;
  /** The device's own counter. */
  readonly deviceCount: number | null;
  /** Where it was scanned, `SITE/LOCATION`; `place` is where the unit is afterwards. */
  readonly spot: string;
  readonly status: Status | null;
  readonly memory: 'push' | 'pop' | null;
  readonly condition: Condition | null;
  /** `SITE/LOCATION`. */
  readonly place: string | null;
  /** The owner's code. */
  readonly owner: string | null;
  readonly use: Use | null;
  /** The sale's number; 0: the sale was closed. */
  readonly sale: number | null;
  readonly holds: readonly HoldChange[];
  readonly checks: readonly CheckChange[];
  readonly identity: IdentityNames | null;
  readonly document: DocumentName | null;
  /** The seq of the event that this one takes back, and of the one that took this one back. */
  readonly annuls: number | null;
  readonly annulledBy: number | null;
  readonly details: Readonly<Record<string, unknown>> | null;
  readonly scan: string;
  /** SHA-256 over the event and the hash before it, hex. */
  readonly hash: string;
  /** Where the event stands in the feed, as `readFeed` takes it. */
  readonly feed: string;
}

/** What an event says about who the unit is, with the product named by its SKU. */
export interface IdentityNames extends Omit<Identity, 'product'> {
  readonly sku?: string;
}

/** The life of a unit in the order in which it was recorded; null where there is no such unit that is of one of the sites. */
export async function historyOf(
  read: Reader,
  reference: Reference,
  unitId: number,
  sites: Sites = null,
): Promise<HistoryEvent[] | null> {
  if (!isUnitId(unitId) || (await unitsWithin(read, reference, [unitId], sites)).length === 0) return null;
  const rows = await read(histories, [unitId]);
  if (rows.length === 0) return null;
  const annulledBy = new Map(rows.map((row) => [row.annuls, row.seq]));
  return rows.map((row) => historyEvent(row, reference, annulledBy.get(row.seq) ?? null));
}

/** A number that can be a unit's: anything else would only be an error in the database. */
export function isUnitId(id: number): boolean {
  return Number.isSafeInteger(id) && id > 0;
}

/** One row of the event table in names. */
export function historyEvent(row: HistoryRow, reference: Reference, annulledBy: number | null): HistoryEvent {
  const asserts = assertedOf(row);
  const move = moveCodes.toWord(row.move);
  return {
    seq: row.seq,
    event: moves[move].event,
    move,
    at: row.at?.toISOString() ?? null,
    recordedAt: row.recorded_at.toISOString(),
    evidence: evidenceCodes.toWord(row.evidence),
    actor: reference.actors.get(row.actor) ?? '',
    device: row.device === null ? null : { id: row.device, name: reference.devices.get(row.device) ?? '' },
    deviceCount: row.device_count,
    spot: placeOf(reference, row.spot) ?? '',
    status: asserts.status ?? null,
    memory: asserts.memory ?? null,
    condition: asserts.condition ?? null,
    place: row.place === null ? null : placeOf(reference, row.place),
    owner: row.owner === null ? null : (reference.owners.get(row.owner) ?? ''),
    use: asserts.use ?? null,
    sale: row.sale,
    holds: asserts.holds ?? [],
    checks: asserts.checks ?? [],
    identity: asserts.identity ? identityNames(asserts.identity, reference) : null,
    document: row.document === null ? null : documentName(row.document),
    annuls: row.annuls,
    annulledBy,
    details: row.details,
    scan: row.scan_id,
    hash: row.hash.toString('hex'),
    feed: `${row.tx}-${row.id}`,
  };
}

/** `kind:number` taken apart. */
export function documentName(text: string): DocumentName {
  const colon = text.indexOf(':');
  return { kind: text.slice(0, colon), number: text.slice(colon + 1) };
}

function identityNames({ product, ...rest }: Identity, reference: Reference): IdentityNames {
  return product === undefined ? rest : { sku: reference.products.get(product)?.sku ?? '', ...rest };
}
