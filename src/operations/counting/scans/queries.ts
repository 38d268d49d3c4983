import type { Statement } from '../../../platform/database.ts';

const statement = (name: string, text: string): Statement => ({ name: `counting_${name}`, text });

// ---- Scans

export interface ScanRow {
  readonly id: number;
  readonly scan_id: string;
  readonly content: number;
  readonly document_id: number;
  readonly location_id: number | null;
  readonly serial: string | null;
  readonly product_id: number | null;
  readonly unit_id: number | null;
  readonly seq: number | null;
  readonly status: number | null;
  readonly place: number | null;
  readonly quantity: number | null;
  readonly recorded: number | null;
  readonly refusal: { readonly code: string; readonly sentence: string } | null;
  readonly isExpected: boolean;
  readonly unit_serial: string | null;
  readonly unit_product: number | null;
  readonly holds: string | null;
  readonly released: string | null;
  readonly lot: string | null;
  readonly supplier: string | null;
  /** Who counted the same before, where and when; null: nobody. */
  readonly before_name: string | null;
  readonly before_at: Date | null;
  readonly before_location: number | null;
}

/** Up to which scan those of a spot, or of a unit, do not count any more, as it stood when scan `of` came. */
const recountedUpTo = (of: string, scan: string) => `coalesce((select max(t.after_scan) from count_step t
     where t.document_id = $1 and t.step = 'recount' and t.after_scan < ${of}
       and case when t.units is null then t.locations is null or ${scan}.location_id = any(t.locations)
         else ${scan}.unit_id = any(t.units) end), 0)`;

/** Whether a scan counts now: since then nobody has asked for its spot or its unit again. */
export const countsStill = (scan: string) => `${scan}.id > ${recountedUpTo('9223372036854775807', scan)}`;

/** Scans with what is asked about them: whether it was expected, and whether it was counted before. */
export const selectScans = statement(
  'scans',
  `select s.id, s.scan_id, s.content, s.document_id, s.location_id, s.serial, s.product_id, s.unit_id, s.seq, s.status,
     s.place, s.quantity, s.recorded, s.refusal, e.unit_id is not null as "isExpected", u.serial as unit_serial,
     u.product_id as unit_product, u.holds, u.released, u.lot, u.supplier,
     b.name as before_name, b.made_at as before_at, b.location_id as before_location
   from count_scan s
   left join count_expected e on e.document_id = s.document_id and e.bucket = s.bucket and e.unit_id = s.unit_id
   left join unit u on u.bucket = s.bucket and u.id = s.unit_id
   left join lateral (
     select a.name, b.made_at, b.location_id from count_scan b join actor a on a.id = b.actor_id
     where b.document_id = s.document_id and b.id < s.id
       and ((b.bucket = s.bucket and b.unit_id = s.unit_id)
         or (s.unit_id is null and b.unit_id is null and b.serial = s.serial
           and b.product_id is not distinct from s.product_id))
       and b.id > ${recountedUpTo('s.id', 'b')}
     order by b.id limit 1) b on s.quantity is null and s.refusal is null
   where s.scan_id = any($2::uuid[])`,
);

/** A judged scan may name a unit that only recording it would have made. */
export const selectExisting = statement(
  'existing',
  `select u.id from unnest($1::smallint[], $2::bigint[]) as k(bucket, id)
   join unit u on u.bucket = k.bucket and u.id = k.id`,
);

/**
 * Keeps scans; one that is kept already stays as it is. With each goes how the ledger had the unit when it was made: for one
 * that was made offline, by the events recorded until then.
 */
export const insertScans = statement(
  'insert_scans',
  `insert into count_scan (document_id, scan_id, content, at, made_at, actor_id, device_id, location_id, evidence, codes,
     serial, product_id, bucket, unit_id, seq, status, place, quantity, recorded, refusal)
   select $1, n.scan_id, n.content, $2, n.made_at, $3, $4, n.location_id, n.evidence, n.codes, n.serial, n.product_id,
     n.bucket, n.unit_id, coalesce(past.seq, u.seq, q.seq, case when n.quantity is not null then 0 end),
     coalesce(past.status, u.status), coalesce(past.place, u.place), n.quantity,
     case when n.quantity is not null then coalesce(q.quantity, 0) end, n.refusal
   from unnest($5::uuid[], $6::bigint[], $7::timestamptz[], $8::int[], $9::smallint[], $10::jsonb[], $11::text[],
     $12::int[], $13::smallint[], $14::bigint[], $15::bigint[], $16::jsonb[])
     with ordinality as n(scan_id, content, made_at, location_id, evidence, codes, serial, product_id, bucket, unit_id,
       quantity, refusal, nth)
   left join unit u on u.bucket = n.bucket and u.id = n.unit_id
   left join lateral (
     select p.seq,
       (select e.status from event e where e.bucket = u.bucket and e.unit_id = u.id and e.seq <= p.seq
         and e.status is not null order by e.seq desc limit 1) as status,
       (select e.place from event e where e.bucket = u.bucket and e.unit_id = u.id and e.seq <= p.seq
         and e.place is not null order by e.seq desc limit 1) as place
     from event p where n.made_at < $2 and u.last_at > n.made_at and p.bucket = u.bucket and p.unit_id = u.id
       and p.recorded_at <= n.made_at
     order by p.seq desc limit 1) past on true
   left join quantity_count q on n.quantity is not null and q.product_id = n.product_id and q.place = n.location_id
   order by n.nth
   on conflict (scan_id) do nothing`,
);

export interface WorkerRow {
  readonly actor: string;
  readonly name: string;
  readonly scanned: number;
  readonly last_at: Date;
}

/** Who has scanned, and on which devices; the last one first. */
export const selectWorkers = statement(
  'workers',
  `select a.code as actor, a.name, count(*)::int as scanned, max(s.made_at) as last_at
   from count_scan s join actor a on a.id = s.actor_id where s.document_id = $1 and s.refusal is null
   group by a.id order by max(s.made_at) desc`,
);

// ---- What it found

export interface FactsRow {
  readonly unit_id: number;
  readonly bucket: number;
  readonly serial: string;
  readonly product_id: number;
  readonly lot: string | null;
  readonly supplier: string | null;
  readonly holds: string | null;
  readonly released: string | null;
  readonly seq: number;
  readonly status: number;
  readonly place: number;
  readonly last_at: Date;
  readonly expected_seq: number | null;
  readonly expected_status: number | null;
  readonly expected_place: number | null;
  readonly counted_id: number | null;
  readonly counted_seq: number | null;
  readonly counted_status: number | null;
  readonly counted_place: number | null;
  readonly counted_spot: number | null;
  readonly counted_at: Date | null;
  /** When it came; a scan made offline was made before. */
  readonly kept_at: Date | null;
  readonly counted_evidence: number | null;
  readonly counted_by: string | null;
  readonly counted_device: string | null;
  readonly scans: number;
  /** The last event before it was counted, or before the count where it was not. */
  readonly last_move: number;
  readonly last_spot: number;
  readonly last_time: Date;
  readonly last_by: string;
  readonly last_device: string | null;
  readonly later:
    | readonly {
        readonly seq: number;
        readonly move: number;
        readonly evidence: number;
        readonly own: boolean;
      }[]
    | null;
}

/**
 * Every unit that a count expected or met, with its events since. Rows of units are looked up one by one by their keys: a
 * plan for any count must not read the whole table of units. $2: one unit alone, or null.
 */
export const selectFacts = statement(
  'facts',
  `select u.id as unit_id, u.bucket, u.serial, u.product_id, u.lot, u.supplier, u.holds, u.released, u.seq, u.status,
     u.place, u.last_at, k.expected_seq, k.expected_status, k.expected_place, k.counted_id, k.counted_seq,
     k.counted_status, k.counted_place, k.counted_spot, k.counted_at, k.kept_at, k.counted_evidence, ca.name as counted_by,
     cd.name as counted_device, coalesce(k.scans, 0) as scans, p.move as last_move, p.spot as last_spot,
     p.recorded_at as last_time, pa.name as last_by, pd.name as last_device, l.later
   from (
     select coalesce(e.bucket, s.bucket) as bucket, coalesce(e.unit_id, s.unit_id) as unit_id, e.seq as expected_seq,
       e.status as expected_status, e.location_id as expected_place, s.id as counted_id, s.seq as counted_seq,
       s.status as counted_status, s.place as counted_place, s.location_id as counted_spot, s.made_at as counted_at, s.at as kept_at,
       s.evidence as counted_evidence, s.actor_id, s.device_id, s.scans
     from (select * from count_expected where document_id = $1 and ($2::bigint[] is null or unit_id = any($2))) e
     full join (
       select distinct on (s.bucket, s.unit_id) s.*, count(*) over (partition by s.bucket, s.unit_id) as scans
       from count_scan s
       where s.document_id = $1 and s.unit_id is not null and ($2::bigint[] is null or s.unit_id = any($2))
         and ${countsStill('s')}
       order by s.bucket, s.unit_id, s.id desc) s on s.bucket = e.bucket and s.unit_id = e.unit_id) k
   join lateral (select * from unit u where u.bucket = k.bucket and u.id = k.unit_id limit 1) u on true
   left join actor ca on ca.id = k.actor_id
   left join device cd on cd.id = k.device_id
   left join lateral (select * from event p where p.bucket = k.bucket and p.unit_id = k.unit_id
     and p.seq = coalesce(k.counted_seq, k.expected_seq) limit 1) p on true
   left join actor pa on pa.id = p.actor
   left join device pd on pd.id = p.device
   left join lateral (
     select jsonb_agg(jsonb_build_object('seq', v.seq, 'move', v.move, 'evidence', v.evidence,
       'own', v.document_id is not distinct from $1) order by v.seq) as later
     from event v
     where v.bucket = k.bucket and v.unit_id = k.unit_id and v.seq > coalesce(k.counted_seq, k.expected_seq)
       and v.annuls is null and not exists (select from event a where a.bucket = v.bucket
         and a.unit_id = v.unit_id and a.annuls = v.seq)) l on u.seq > coalesce(k.counted_seq, k.expected_seq)`,
);

export interface UnknownRow {
  readonly scan_id: string;
  readonly serial: string;
  readonly product_id: number | null;
  readonly location_id: number | null;
  readonly codes: readonly string[];
  readonly evidence: number;
  readonly made_at: Date;
  readonly by: string;
  readonly scans: number;
}

/** Numbers that named no unit, each once, by its first scan. */
export const selectUnknown = statement(
  'unknown',
  `select s.scan_id, s.serial, s.product_id, s.location_id, s.codes, s.evidence, s.made_at, a.name as by, s.scans
   from (select distinct on (s.serial, s.product_id) s.*,
       count(*) over (partition by s.serial, s.product_id) as scans
     from count_scan s where s.document_id = $1 and s.unit_id is null and s.quantity is null and s.serial is not null
       and s.refusal is null and ${countsStill('s')}
     order by s.serial, s.product_id, s.id) s
   join actor a on a.id = s.actor_id order by s.id`,
);

export interface PiecesRow {
  readonly id: number;
  readonly product_id: number;
  readonly location_id: number;
  readonly quantity: number;
  readonly recorded: number;
  readonly seq: number;
  readonly by: string;
  readonly made_at: Date;
}

/** Countings of plain products, in their order. */
export const selectPieces = statement(
  'pieces',
  `select s.id, s.product_id, s.location_id, s.quantity, s.recorded, s.seq, a.name as by, s.made_at
   from count_scan s join actor a on a.id = s.actor_id
   where s.document_id = $1 and s.quantity is not null and s.refusal is null
     and ${countsStill('s')} order by s.id`,
);

/** Of some scans those that the ledger has recorded, with the units that they made or moved. */
export const selectRecorded = statement(
  'recorded',
  'select id, unit_id from scan where id = any($1::uuid[]) and outcome = 0',
);
