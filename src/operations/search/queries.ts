import type { ExceptionKind } from '../../domain/exceptions.ts';
import type { Statement } from '../../platform/database.ts';

const statement = (name: string, text: string): Statement => ({ name: `search_${name}`, text });

// ---- Keeping the index

export interface SearchStateRow {
  readonly feed: string | null;
  readonly scans: string | null;
  readonly walked: {
    readonly bucket: number;
    readonly value: string;
    readonly product: number;
    readonly ended: number;
  } | null;
  readonly documents: number;
  readonly begun_at: Date | null;
}

export const begin = statement('begin', 'begin');
export const commit = statement('commit', 'commit');
export const rollback = statement('rollback', 'rollback');

/** One process of all fills the index, for one batch; it is free again when the transaction ends, however it ends. */
export const tryLead = statement('try_lead', 'select pg_try_advisory_xact_lock(7318, 0) as leads');

export const selectState = statement(
  'state',
  'select feed, scans, walked, documents, begun_at from search_state',
);

export const updateState = statement(
  'save_state',
  'update search_state set feed = $1, scans = $2, walked = $3, documents = $4, begun_at = $5',
);

/** The owner's: waits for the batch that is under way, and the next one begins anew. */
export const emptyIndex = [
  statement('lead', 'select pg_advisory_xact_lock(7318, 0)'),
  statement('empty', 'truncate search_unit, search_document, unknown_serial'),
  statement(
    'begin_anew',
    'update search_state set feed = null, scans = null, walked = null, documents = 0, begun_at = null',
  ),
] as const;

export const insertUnitKeys = statement(
  'insert_unit_keys',
  `insert into search_unit (key, unit_id) select * from unnest($1::text[], $2::bigint[]) order by 1
   on conflict do nothing`,
);

export const insertDocumentKeys = statement(
  'insert_document_keys',
  `insert into search_document (key, document_id) select * from unnest($1::text[], $2::bigint[]) order by 1
   on conflict do nothing`,
);

/** One row a serial and site: the statement may not touch a row twice, so the batch is summed up first. */
export const insertUnknownSerials = statement(
  'insert_unknown',
  `insert into unknown_serial as known (serial, site_id, times, first_at, last_at, last_scan)
   select serial, site_id, count(*)::int, min(at), max(at), (array_agg(scan order by at desc))[1]
   from unnest($1::text[], $2::int[], $3::timestamptz[], $4::uuid[]) as seen(serial, site_id, at, scan)
   group by serial, site_id order by serial, site_id
   on conflict (serial, site_id) do update set times = known.times + excluded.times, last_at = excluded.last_at,
     last_scan = excluded.last_scan`,
);

// ---- Asking it

export interface UnitKeyRow {
  readonly unit_id: number;
  readonly key: string;
}

/**
 * Keys in some ranges, in their order: at most $3 of each and $4 in all. Short walks along the index that stop, however
 * common the fragment.
 */
export const selectUnitKeys = statement(
  'unit_keys',
  `select k.unit_id, k.key from unnest($1::text[], $2::text[]) as v(low, high) cross join lateral (
     select unit_id, key from search_unit where key >= v.low collate "C" and key < v.high collate "C"
     order by key, unit_id limit $3) k limit $4`,
);

/** Units of which one of the keys is a whole number; a few of each. */
export const selectUnitsOfKeys = statement(
  'units_of_keys',
  `select k.unit_id, v.key from unnest($1::text[]) as v(key) cross join lateral (
     select unit_id from search_unit where key = v.key collate "C" order by unit_id limit $2) k limit $3`,
);

/** Of some units those that do not stand at a site of ours outside $3: whose the others are, whereabouts.ts tells. */
export const selectUnitsNotElsewhere = statement(
  'units_not_elsewhere',
  `select u.id from unnest($1::smallint[], $2::bigint[]) as k(bucket, id)
   join unit u on u.bucket = k.bucket and u.id = k.id
   left join location l on l.id = u.place left join site s on s.id = l.site_id
   where s.id is null or s.kind = 'outside' or s.id = any($3::int[])`,
);

/** Whole numbers that stand just before and just behind one in the order of their characters. */
export const selectNeighbours = statement(
  'neighbours',
  `(select unit_id, key from search_unit where key < $1 and key >= $2 order by key desc, unit_id desc limit $4)
   union all
   (select unit_id, key from search_unit where key > $1 and key < $3 order by key, unit_id limit $4)`,
);

export interface DocumentHitRow {
  readonly id: number;
  readonly kind: string;
  readonly number: string;
  /** Receipts and orders are somewhere of their own. */
  readonly placed: boolean;
  readonly site_id: number | null;
  readonly supplier: string | null;
  readonly closed_at: Date | null;
}

const documentOf = (
  from: string,
) => `select d.id, d.kind, d.number, coalesce(r.site_id, o.site_id) as site_id,
     r.document_id is not null or o.document_id is not null as placed, r.supplier, r.closed_at
   from (${from}) k join document d on d.id = k.document_id
   left join receipt r on r.document_id = d.id left join customer_order o on o.document_id = d.id`;

export const selectDocuments = statement(
  'documents',
  documentOf(`select distinct document_id from (
     select k.document_id from unnest($1::text[], $2::text[]) as v(low, high) cross join lateral (
       select document_id from search_document where key >= v.low collate "C" and key < v.high collate "C"
       order by key, document_id limit $3) k limit $4) found`),
);

/** Orders of customers, by their references, the newest first. */
export const selectOrdersOfCustomers = statement(
  'orders_of_customers',
  `select f.*, c.customer from (${documentOf(`select document_id from customer_order where customer = any($1::text[])
     order by document_id desc limit $2`)}) f
   join customer_order c on c.document_id = f.id order by f.id desc`,
);

/** A document by its kind and number, as it is kept. */
export const selectDocumentNamed = statement(
  'document_named',
  documentOf('select id as document_id from document where kind = $1 and number = $2'),
);

export interface ExceptionHitRow {
  readonly id: number;
  readonly kind: ExceptionKind;
  readonly site_id: number;
  readonly recorded: string;
  readonly observed: string;
  readonly opened_at: Date;
  readonly settled_at: Date | null;
}

export const selectException = statement(
  'exception',
  `select id, kind, site_id, recorded, observed, opened_at, settled_at from exception where id = $1`,
);

// ---- Explaining

/** For each unit the first document of its life: what announced or received it. */
export const selectFirstDocuments = statement(
  'first_documents',
  `select k.id, d.kind, d.number from unnest($1::smallint[], $2::bigint[]) as k(bucket, id) cross join lateral (
     select document_id from event e where e.bucket = k.bucket and e.unit_id = k.id and e.document_id is not null
     order by e.seq limit 1) e join document d on d.id = e.document_id`,
);

export interface FirstDocumentRow {
  readonly id: number;
  readonly kind: string;
  readonly number: string;
}

export interface UnknownSerialRow {
  readonly site_id: number;
  readonly times: number;
  readonly first_at: Date;
  readonly last_at: Date;
}

export const selectUnknownSerial = statement(
  'unknown_serial',
  'select site_id, times, first_at, last_at from unknown_serial where serial = $1 order by last_at desc',
);

export interface DocumentUnitRow {
  readonly document_id: number;
  readonly unit_id: number;
}

/** The first units of some documents. */
export const selectUnitsOfDocuments = statement(
  'units_of_documents',
  `select m.document_id, m.unit_id from unnest($1::bigint[]) as k(id) cross join lateral (
     select document_id, unit_id from document_unit where document_id = k.id order by bucket, unit_id limit $2) m`,
);
