import type { ExceptionKind } from '../domain/exceptions.ts';
import type { Statement } from '../platform/database.ts';
import { eventColumns, type KnownScanRow } from './queries.ts';
import type { HistoryRow } from './queries-read.ts';

// The feed's statements. Positions first, from all sources at once; then what stands at them, by key.

const statement = (name: string, text: string): Statement => ({ name, text });

/** Every transaction below it has ended, so what is below it never changes; stored numbers carry the offset. */
export const selectHorizon = statement(
  'feed_horizon',
  `select (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint + feed_offset as horizon from ledger_state`,
);

export const feedSources = ['event', 'quantity', 'scan', 'exception_opened', 'exception_settled'] as const;
export type FeedSource = (typeof feedSources)[number];

/** Where an item stands, and the key of its row: unit and seq; product, place and seq; scan id; exception id. */
export interface PositionRow {
  readonly tx: number;
  readonly id: number;
  readonly source: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly scan: string | null;
}

/** For each source: table, columns of the position, and the columns of its key. */
const sources: Readonly<Record<FeedSource, readonly [table: string, tx: string, id: string, key: string]>> = {
  event: ['event', 'tx', 'id', 'unit_id, seq, 0, null::uuid'],
  quantity: ['quantity_event', 'tx', 'id', 'product_id, place, seq, null::uuid'],
  scan: ['scan', 'tx', 'feed', '0, 0, 0, id'],
  exception_opened: ['exception', 'tx', 'feed', 'id, 0, 0, null::uuid'],
  exception_settled: ['exception', 'settled_tx', 'settled_feed', 'id, 0, 0, null::uuid'],
};

/**
 * Positions from transaction $1 (there only behind id $2) up to but without transaction $3, at most $4. The range
 * stands on the transaction alone, so that the block-range index serves it; sorted is only what lies in the range.
 */
export const selectPositions = statement(
  'feed_positions',
  `select * from (
${feedSources.map(positionsIn).join('\nunion all\n')}) as found(tx, id, source, a, b, c, scan)
   order by tx, id limit $4`,
);

function positionsIn(source: FeedSource, number: number): string {
  const [table, tx, id, key] = sources[source];
  return `(select ${tx}, ${id}, ${number}, ${key} from ${table}
    where ${tx} >= $1 and ${tx} < $3 and (${tx} > $1 or ${id} > $2) order by ${tx}, ${id} limit $4)`;
}

/**
 * A transaction from $1 up to but without $2 that has something, or null: not always the first, but near it, since
 * rows lie in the order of their making. With it a reader crosses any gap in one step. The limit is a parameter, for
 * with a plain 1 the planner would rather read the table from its beginning.
 */
export const selectSomewhere = statement(
  'feed_somewhere',
  `select min(tx) as tx from (
${feedSources.map(somewhereIn).join('\nunion all\n')}) found`,
);

function somewhereIn(source: FeedSource): string {
  const [table, tx] = sources[source];
  return `(select ${tx} as tx from ${table} where ${tx} >= $1 and ${tx} < $2 limit $3)`;
}

export interface FeedEventRow extends HistoryRow {
  readonly product_id: number;
  readonly serial: string;
}

const documentOf = (id: string) => `(select d.kind || ':' || d.number from document d where d.id = ${id})`;

export const selectEventsAt = statement(
  'feed_events',
  `select ${eventColumns}, ${documentOf('e.document_id')} as document, u.product_id, u.serial
   from unnest($1::smallint[], $2::bigint[], $3::int[]) as k(bucket, unit_id, seq)
   join event e on e.bucket = k.bucket and e.unit_id = k.unit_id and e.seq = k.seq
   join unit u on u.bucket = k.bucket and u.id = k.unit_id`,
);

export interface FeedQuantityRow {
  readonly product_id: number;
  readonly place: number;
  readonly seq: number;
  readonly id: number;
  readonly tx: number;
  readonly recorded_at: Date;
  readonly at: Date | null;
  readonly delta: number;
  readonly after: number;
  readonly actor: number;
  readonly move: number;
  readonly evidence: number;
  readonly hash: Buffer;
  readonly details: Record<string, unknown> | null;
  readonly document: string | null;
}

export const selectQuantityEventsAt = statement(
  'feed_quantities',
  `select q.product_id, q.place, q.seq, q.id, q.tx, q.recorded_at, q.at, q.delta, q.after, q.actor, q.move,
     q.evidence, q.hash, q.details, ${documentOf('q.document_id')} as document
   from unnest($1::int[], $2::int[], $3::int[]) as k(product_id, place, seq)
   join quantity_event q on q.product_id = k.product_id and q.place = k.place and q.seq = k.seq`,
);

export const selectScansAt = statement(
  'feed_scans',
  `select s.id, s.content, s.outcome, s.unit_id, s.unit_bucket, s.seq, s.status, s.answer, s.tx, s.feed, s.recorded_at, s.actor,
     s.spot
   from scan s where s.id = any($1::uuid[])`,
);

export interface FeedScanRow extends KnownScanRow {
  readonly tx: number;
  readonly feed: number;
  readonly recorded_at: Date;
  readonly actor: number;
  readonly spot: number;
}

export interface FeedExceptionRow {
  readonly id: number;
  readonly feed: number;
  readonly tx: number;
  readonly opened_at: Date;
  readonly kind: ExceptionKind;
  readonly site_id: number;
  readonly product_id: number | null;
  readonly unit_id: number | null;
  readonly seq: number | null;
  readonly scan_id: string;
  readonly recorded: string;
  readonly observed: string;
  readonly settled_at: Date | null;
  readonly settled_by: number | null;
  readonly settlement: string | null;
  readonly settled_tx: number | null;
  readonly settled_feed: number | null;
}

export const selectExceptionsAt = statement(
  'feed_exceptions',
  `select id, feed, tx, opened_at, kind, site_id, product_id, unit_id, seq, scan_id, recorded, observed, settled_at,
     settled_by, settlement, settled_tx, settled_feed
   from exception where id = any($1::bigint[])`,
);

// ---- For readers that follow one thing only. They take what `readRanges` gives: transaction, number, end, how many.

export interface IdentityEventRow {
  readonly tx: number;
  readonly id: number;
  readonly unit_id: number;
  readonly recorded_at: Date;
  readonly identity: { readonly serial?: string; readonly numbers?: readonly string[] };
}

/** Events that say who a unit is. */
export const selectIdentityEvents = statement(
  'feed_identities',
  `select tx, id, unit_id, recorded_at, identity from event
   where tx >= $1 and tx < $3 and (tx > $1 or id > $2) and identity is not null order by tx, id limit $4`,
);

export interface RefusedScanRow {
  readonly tx: number;
  readonly id: number;
  readonly scan: string;
  readonly recorded_at: Date;
  readonly spot: number;
  readonly code: string | null;
  readonly serial: string | null;
}

/** Scans that no event tells of; what they were refused for, and the serial that is a fact of it. */
export const selectRefusedScans = statement(
  'feed_refused',
  `select tx, feed as id, id as scan, recorded_at, spot, answer->'refusal'->>'code' as code,
     answer->'refusal'->'facts'->>'serial' as serial
   from scan where (tx, feed) > ($1, $2) and tx < $3 order by tx, feed limit $4`,
);

export interface IdentifierKey {
  readonly bucket: number;
  readonly value: string;
  readonly product: number;
  readonly ended: number;
}

export interface IdentifierWalkRow extends IdentifierKey {
  readonly unit_id: number;
}

/** All numbers, in the order of their key, from behind one on. */
export const selectIdentifiersAfter = statement(
  'feed_identifiers',
  `select bucket, value, product_id as product, ended, unit_id from identifier
   where (bucket, value, product_id, ended) > ($1, $2, $3, $4)
   order by bucket, value, product_id, ended limit $5`,
);

export interface DocumentRow {
  readonly id: number;
  readonly kind: string;
  readonly number: string;
}

export const selectDocumentsAfter = statement(
  'feed_documents',
  'select id, kind, number from document where id > $1 and id <= $2 order by id limit $3',
);

/** The next transaction: what runs now lies below it. */
export const selectNextTransaction = statement(
  'feed_next_transaction',
  `select (pg_snapshot_xmax(pg_current_snapshot())::text)::bigint + feed_offset as next from ledger_state`,
);

/** What changed, and where: a unit or pieces at a spot (and where that brought them), or a site's open questions. */
export interface TouchedRow {
  readonly tx: number;
  readonly id: number;
  readonly unit_id: number | null;
  readonly document_id: number | null;
  /** Numbers of locations. */
  readonly spot: number | null;
  readonly place: number | null;
  /** The site whose questions were opened or settled. */
  readonly asked_at: number | null;
}

/** Everything but refused scans, which change nothing: who was touched, not what is so now. */
export const selectTouched = statement(
  'feed_touched',
  `select * from (
    (select tx, id, unit_id, document_id, spot, place, null::int as asked_at from event
      where tx >= $1 and tx < $3 and (tx > $1 or id > $2) order by tx, id limit $4)
    union all
    (select tx, id, null, document_id, place, null, null from quantity_event
      where tx >= $1 and tx < $3 and (tx > $1 or id > $2) order by tx, id limit $4)
    union all
    (select tx, feed, unit_id, null, null, null, site_id from exception
      where tx >= $1 and tx < $3 and (tx > $1 or feed > $2) order by tx, feed limit $4)
    union all
    (select settled_tx, settled_feed, unit_id, null, null, null, site_id from exception
      where settled_tx >= $1 and settled_tx < $3 and (settled_tx > $1 or settled_feed > $2)
      order by settled_tx, settled_feed limit $4)) found
   order by tx, id limit $4`,
);

/** Events alone: to which units something happened. */
export const selectTouchedUnits = statement(
  'feed_touched_units',
  `select tx, id, unit_id, recorded_at from event
   where tx >= $1 and tx < $3 and (tx > $1 or id > $2) order by tx, id limit $4`,
);
