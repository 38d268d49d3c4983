import type { Statement } from '../platform/database.ts';
import { unitColumns } from './rows.ts';

// The statements of the write path, in the order in which a group runs them. All are set-based: one scan, a receipt
// of 10,000 and a cluster take the same shape. Rules stand between them, in TypeScript.

const statement = (name: string, text: string): Statement => ({ name, text });

export const begin = statement('ledger_begin', 'begin');
export const commit = statement('ledger_commit', 'commit');
export const rollback = statement('ledger_rollback', 'rollback');

/** Shared by groups, exclusive for whoever turns a yes into a no: a recall waits for groups that judged without it. */
export const shareFreshness = statement('ledger_share', 'select pg_advisory_xact_lock_shared(7316, 1)');
export const holdFreshness = statement('ledger_hold', 'select pg_advisory_xact_lock(7316, 1)');
export const readFreshness = statement('ledger_freshness', 'select freshness from ledger_state');
export const raiseFreshness = statement(
  'ledger_raise',
  'update ledger_state set freshness = freshness + 1 returning freshness, feed_offset',
);

export interface KnownScanRow {
  readonly id: string;
  readonly content: number;
  readonly outcome: number;
  readonly unit_id: number | null;
  readonly unit_bucket: number | null;
  readonly seq: number | null;
  readonly status: number | null;
  readonly answer: Record<string, unknown> | null;
}

export const selectScans = statement(
  'ledger_scans',
  `select id, content, outcome, unit_id, unit_bucket, seq, status, answer from scan where id = any($1::uuid[])`,
);

export interface IdentifierRow {
  readonly value: string;
  readonly product_id: number;
  readonly ended: number;
  readonly unit_id: number;
  readonly unit_bucket: number;
  readonly kind: number;
  readonly since_seq: number;
}

export const selectIdentifiers = statement(
  'ledger_identifiers',
  `select i.value, i.product_id, i.ended, i.unit_id, i.unit_bucket, i.kind, i.since_seq
   from unnest($1::smallint[], $2::text[]) as k(bucket, value)
   join identifier i on i.bucket = k.bucket and i.value = k.value collate "C"`,
);

export interface DocumentRow {
  readonly id: number;
  readonly kind: string;
  readonly number: string;
}

export const selectDocuments = statement(
  'ledger_documents',
  `select d.id, d.kind, d.number from unnest($1::text[], $2::text[]) as k(kind, number)
   join document d on d.kind = k.kind and d.number = k.number collate "C"`,
);

/** Locks in (bucket, id) order, the order every writer keeps, so that two groups never wait for each other. */
export const selectDocumentsById = statement(
  'ledger_documents_by_id',
  'select id, kind, number from document where id = any($1::bigint[])',
);

export const lockUnits = statement(
  'ledger_lock',
  `select ${unitColumns} from unnest($1::smallint[], $2::bigint[]) as k(bucket, id)
   join unit u on u.bucket = k.bucket and u.id = k.id order by u.bucket, u.id for update of u`,
);

export interface MemberRow {
  readonly document_id: number;
  readonly unit_id: number;
  readonly line: number | null;
  readonly state: number;
}

export const selectMembers = statement(
  'ledger_members',
  `select m.document_id, m.unit_id, m.line, m.state
   from unnest($1::bigint[], $2::smallint[], $3::bigint[]) as k(document_id, bucket, unit_id)
   join document_unit m on m.document_id = k.document_id and m.bucket = k.bucket and m.unit_id = k.unit_id`,
);

export interface EventRow {
  readonly id: number;
  readonly tx: number;
  readonly bucket: number;
  readonly unit_id: number;
  readonly seq: number;
  readonly recorded_at: Date;
  readonly at: Date | null;
  readonly document_id: number | null;
  readonly sale: number | null;
  readonly scan_id: string;
  readonly actor: number;
  readonly device: number | null;
  readonly device_count: number | null;
  readonly spot: number;
  readonly place: number | null;
  readonly owner: number | null;
  readonly annuls: number | null;
  readonly move: number;
  readonly evidence: number;
  readonly status: number | null;
  readonly memory: number | null;
  readonly condition: number | null;
  readonly use: number | null;
  readonly hash: Buffer;
  readonly holds: string | null;
  readonly checks: string | null;
  readonly identity: Record<string, unknown> | null;
  readonly details: Record<string, unknown> | null;
}

export const eventColumns = `e.id, e.tx, e.bucket, e.unit_id, e.seq, e.recorded_at, e.at, e.document_id, e.sale, e.scan_id,
  e.actor, e.device, e.device_count, e.spot, e.place, e.owner, e.annuls, e.move, e.evidence, e.status, e.memory,
  e.condition, e.use, e.hash, e.holds, e.checks, e.identity, e.details`;

/** Events of some units above a seq each; 0 for all. */
export const selectEventsOf = statement(
  'ledger_events',
  `select ${eventColumns} from unnest($1::smallint[], $2::bigint[], $3::int[]) as k(bucket, id, above)
   join event e on e.bucket = k.bucket and e.unit_id = k.id and e.seq > k.above order by e.unit_id, e.seq`,
);

/** The wrongly named units whose lives these took over. */
export const selectForerunners = statement(
  'ledger_forerunners',
  'select id from unit where see is not null and see = any($1::bigint[])',
);

export const selectSaleDocuments = statement(
  'ledger_sale_documents',
  'select id, document_id from sale where id = any($1::bigint[])',
);

export interface QuantityRow {
  readonly product_id: number;
  readonly place: number;
  readonly seq: number;
  readonly quantity: number;
  readonly head: Buffer;
}

export const lockQuantities = statement(
  'ledger_lock_quantities',
  `select q.product_id, q.place, q.seq, q.quantity, q.head
   from unnest($1::int[], $2::int[]) as k(product_id, place)
   join quantity_count q on q.product_id = k.product_id and q.place = k.place
   order by q.product_id, q.place for update of q`,
);

export const reserveUnitNumbers = statement('ledger_unit_number', `select nextval('unit_number') as first`);
export const reserveSaleNumbers = statement('ledger_sale_number', `select nextval('sale_number') as first`);
export const reserveExceptionNumbers = statement(
  'ledger_exception_number',
  `select nextval('exception_number') as first`,
);
/** The `increment by` of those sequences. */
export const numbersPerBlock = 1000;

// ---- Writes. Each changes exactly as many rows as it was given; a caller checks the counts before it commits.

export const insertDocuments = statement(
  'ledger_insert_documents',
  `insert into document (kind, number) select * from unnest($1::text[], $2::text[])
   on conflict do nothing returning id, kind, number`,
);

export const insertUnits = statement(
  'ledger_insert_units',
  `insert into unit (bucket, id, product_id, serial, place, owner, seq, last_at, last_move, status, condition, use,
     head, sale, see, before, holds, released, checks, lot, supplier, last_spot)
   select bucket, id, product_id, serial, place, owner, seq, $1::timestamptz, last_move, status, condition, use,
     head, sale, see, before, holds, released, checks, lot, supplier, last_spot
   from unnest($2::smallint[], $3::bigint[], $4::int[], $5::text[], $6::int[], $7::int[], $8::int[], $9::smallint[],
     $10::smallint[], $11::smallint[], $12::smallint[], $13::bytea[], $14::bigint[], $15::bigint[], $16::text[],
     $17::text[], $18::text[], $19::text[], $20::text[], $21::text[], $22::int[])
     as n(bucket, id, product_id, serial, place, owner, seq, last_move, status, condition, use, head, sale, see,
       before, holds, released, checks, lot, supplier, last_spot)
   order by bucket, id`,
);

/** Guarded by the seq under which the row was locked. */
export const updateUnits = statement(
  'ledger_update_units',
  `update unit u set product_id = n.product_id, serial = n.serial, place = n.place, owner = n.owner, seq = n.seq,
     last_at = $1::timestamptz, last_spot = n.last_spot, last_move = n.last_move, status = n.status, condition = n.condition, use = n.use,
     head = n.head, sale = n.sale, see = n.see, before = n.before, holds = n.holds, released = n.released,
     checks = n.checks, lot = n.lot, supplier = n.supplier
   from unnest($2::smallint[], $3::bigint[], $4::int[], $5::text[], $6::int[], $7::int[], $8::int[], $9::smallint[],
     $10::smallint[], $11::smallint[], $12::smallint[], $13::bytea[], $14::bigint[], $15::bigint[], $16::text[],
     $17::text[], $18::text[], $19::text[], $20::text[], $21::text[], $22::int[], $23::int[])
     as n(bucket, id, product_id, serial, place, owner, seq, last_move, status, condition, use, head, sale, see,
       before, holds, released, checks, lot, supplier, last_spot, locked_seq)
   where u.bucket = n.bucket and u.id = n.id and u.seq = n.locked_seq`,
);

export const insertIdentifiers = statement(
  'ledger_insert_identifiers',
  `insert into identifier (bucket, value, product_id, kind, unit_id, unit_bucket, since_seq)
   select * from unnest($1::smallint[], $2::text[], $3::int[], $4::smallint[], $5::bigint[], $6::smallint[],
     $7::int[]) as n(bucket, value, product_id, kind, unit_id, unit_bucket, since_seq)
   order by bucket, value collate "C", product_id
   on conflict do nothing`,
);

/**
 * Numbers for units that are there already. One that the unit had before is in force again, under its first seq: a unit
 * has one row for each of its numbers, or the key would forbid to end it twice.
 */
export const giveIdentifiers = statement(
  'ledger_give_identifiers',
  `with n as (select * from unnest($1::smallint[], $2::text[], $3::int[], $4::smallint[], $5::bigint[],
     $6::smallint[], $7::int[]) as n(bucket, value, product_id, kind, unit_id, unit_bucket, since_seq)),
   again as (update identifier i set ended = 0, until_seq = null from n
     where i.bucket = n.bucket and i.value = n.value and i.product_id = n.product_id and i.ended = n.unit_id
     returning i.value, i.product_id),
   fresh as (insert into identifier (bucket, value, product_id, kind, unit_id, unit_bucket, since_seq)
     select n.* from n where not exists (
       select from again a where a.value = n.value and a.product_id = n.product_id)
     order by bucket, value collate "C", product_id
     on conflict do nothing returning 1)
   select 1 from again union all select 1 from fresh`,
);

/** Numbers that a unit got and lost again within one group. */
export const passIdentifiers = statement(
  'ledger_pass_identifiers',
  `insert into identifier (bucket, value, product_id, kind, unit_id, unit_bucket, since_seq, ended, until_seq)
   select bucket, value, product_id, kind, unit_id, unit_bucket, since_seq, unit_id, until_seq
   from unnest($1::smallint[], $2::text[], $3::int[], $4::smallint[], $5::bigint[], $6::smallint[], $7::int[],
     $8::int[]) as n(bucket, value, product_id, kind, unit_id, unit_bucket, since_seq, until_seq)
   order by bucket, value collate "C", product_id
   on conflict (bucket, value, product_id, ended) do update set until_seq = excluded.until_seq`,
);

export const endIdentifiers = statement(
  'ledger_end_identifiers',
  `update identifier i set ended = n.unit_id, until_seq = n.until_seq
   from unnest($1::smallint[], $2::text[], $3::int[], $4::bigint[], $5::int[])
     as n(bucket, value, product_id, unit_id, until_seq)
   where i.bucket = n.bucket and i.value = n.value and i.product_id = n.product_id and i.ended = 0
     and i.unit_id = n.unit_id`,
);

export const insertEvents = statement(
  'ledger_insert_events',
  `insert into event (tx, recorded_at, bucket, unit_id, seq, at, document_id, sale, scan_id, actor, device,
     device_count, place, owner, annuls, move, evidence, status, memory, condition, use, hash, holds, checks, identity, details, spot)
   select (pg_current_xact_id()::text)::bigint + $1, $2::timestamptz, n.*
   from unnest($3::smallint[], $4::bigint[], $5::int[], $6::timestamptz[], $7::bigint[], $8::bigint[], $9::uuid[],
     $10::int[], $11::int[], $12::int[], $13::int[], $14::int[], $15::int[], $16::smallint[], $17::smallint[],
     $18::smallint[], $19::smallint[], $20::smallint[], $21::smallint[], $22::bytea[], $23::text[], $24::text[],
     $25::jsonb[], $26::jsonb[], $27::int[]) as n`,
);

export const insertSales = statement(
  'ledger_insert_sales',
  `insert into sale (id, bucket, unit_id, opened_seq, document_id, line, bound)
   select * from unnest($1::bigint[], $2::smallint[], $3::bigint[], $4::int[], $5::bigint[], $6::text[],
     $7::boolean[])`,
);

/** A sale that was reported, and lost to another: the report was annulled. */
export const closeUnboundSales = statement(
  'ledger_close_unbound_sales',
  `update sale s set closed_seq = n.by from unnest($1::bigint[], $2::int[], $3::int[]) as n(unit_id, seq, by)
   where s.unit_id = n.unit_id and s.opened_seq = n.seq and not s.bound and s.closed_seq is null`,
);

export const closeSales = statement(
  'ledger_close_sales',
  `update sale s set closed_seq = n.seq from unnest($1::bigint[], $2::int[]) as n(id, seq) where s.id = n.id`,
);

export const upsertMembers = statement(
  'ledger_members_write',
  `insert into document_unit (document_id, bucket, unit_id, line, state)
   select * from unnest($1::bigint[], $2::smallint[], $3::bigint[], $4::int[], $5::smallint[])
     as n(document_id, bucket, unit_id, line, state) order by document_id, bucket, unit_id
   on conflict (document_id, bucket, unit_id) do update set line = excluded.line, state = excluded.state`,
);

export const deleteMembers = statement(
  'ledger_members_delete',
  `delete from document_unit m using unnest($1::bigint[], $2::smallint[], $3::bigint[]) as n(document_id, bucket,
     unit_id)
   where m.document_id = n.document_id and m.bucket = n.bucket and m.unit_id = n.unit_id`,
);

export const deleteStock = statement(
  'ledger_stock_delete',
  `delete from stock_unit s using unnest($1::int[], $2::int[], $3::int[], $4::smallint[], $5::smallint[],
     $6::bigint[]) as n(site_id, location_id, product_id, status, bucket, unit_id)
   where s.site_id = n.site_id and s.location_id = n.location_id and s.product_id = n.product_id
     and s.status = n.status and s.bucket = n.bucket and s.unit_id = n.unit_id`,
);

export const insertStock = statement(
  'ledger_stock_insert',
  `insert into stock_unit (site_id, location_id, product_id, status, bucket, unit_id)
   select * from unnest($1::int[], $2::int[], $3::int[], $4::smallint[], $5::smallint[], $6::bigint[])`,
);

export const insertExceptions = statement(
  'ledger_exceptions',
  `insert into exception (tx, opened_at, id, kind, site_id, product_id, unit_id, unit_bucket, seq, scan_id,
     recorded, observed)
   select (pg_current_xact_id()::text)::bigint + $1, $2::timestamptz, n.*
   from unnest($3::bigint[], $4::text[], $5::int[], $6::int[], $7::bigint[], $8::smallint[], $9::int[], $10::uuid[],
     $11::text[], $12::text[]) as n`,
);

export const insertQuantityEvents = statement(
  'ledger_quantity_events',
  `insert into quantity_event (tx, recorded_at, product_id, place, seq, at, delta, after, document_id, actor, move,
     evidence, hash, details, scan_id)
   select (pg_current_xact_id()::text)::bigint + $1, $2::timestamptz, n.*
   from unnest($3::int[], $4::int[], $5::int[], $6::timestamptz[], $7::bigint[], $8::bigint[], $9::bigint[],
     $10::int[], $11::smallint[], $12::smallint[], $13::bytea[], $14::jsonb[], $15::uuid[]) as n`,
);

/** A place that never held the product gets its row; two groups that make it at once meet on the events' key. */
export const upsertQuantities = statement(
  'ledger_quantities',
  `insert into quantity_count as q (product_id, place, seq, quantity, head)
   select product_id, place, seq, quantity, head from unnest($1::int[], $2::int[], $3::int[], $4::bigint[],
     $5::bytea[], $6::int[]) as n(product_id, place, seq, quantity, head, locked_seq)
   order by product_id, place
   on conflict (product_id, place) do update set seq = excluded.seq, quantity = excluded.quantity,
     head = excluded.head
   where q.seq < excluded.seq`,
);

export const insertScans = statement(
  'ledger_insert_scans',
  `insert into scan (id, bucket, content, outcome, unit_id, unit_bucket, seq, status, answer, tx, feed,
     recorded_at, actor, spot)
   select id, bucket, content, outcome, unit_id, unit_bucket, seq, status, answer,
     case when fed then (pg_current_xact_id()::text)::bigint + $1 end,
     case when fed then nextval('feed_number') end, case when fed then $12::timestamptz end,
     case when fed then actor end, case when fed then spot end
   from unnest($2::uuid[], $3::smallint[], $4::bigint[], $5::smallint[], $6::bigint[], $7::smallint[], $8::int[],
     $9::smallint[], $10::jsonb[], $11::boolean[], $13::int[], $14::int[])
     as n(id, bucket, content, outcome, unit_id, unit_bucket, seq, status, answer, fed, actor, spot)
   order by id
   on conflict do nothing`,
);

/** Last, so that the hottest rows are locked for the shortest time; in key order. */
export const addCounts = statement(
  'ledger_counts',
  `insert into unit_count as c (site_id, product_id, owner, condition, status, held, quantity)
   select * from unnest($1::int[], $2::int[], $3::int[], $4::smallint[], $5::smallint[], $6::boolean[],
     $7::bigint[]) as n(site_id, product_id, owner, condition, status, held, quantity)
   order by 1, 2, 3, 4, 5, 6
   on conflict (site_id, product_id, owner, condition, status, held)
     do update set quantity = c.quantity + excluded.quantity`,
);
