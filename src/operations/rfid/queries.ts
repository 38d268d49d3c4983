import type { ReaderPurpose } from '../../domain/rfid/readers.ts';
import type { Statement } from '../../platform/database.ts';

const statement = (name: string, text: string): Statement => ({ name: `rfid_${name}`, text });

// ---- Readers

export interface ReaderRow {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly site_id: number;
  readonly location_id: number;
  readonly purpose: ReaderPurpose;
  readonly key_id: number | null;
  readonly active: boolean;
  readonly antennas: readonly { readonly antenna: number; readonly location: number }[];
}

export interface HeardReaderRow extends ReaderRow {
  readonly key_name: string | null;
  readonly last_at: Date | null;
  readonly reads: number;
  readonly unknown: number;
  readonly junk: number;
  readonly untimely: number;
  readonly last_junk: string | null;
}

const readerColumns = `r.id, r.code, r.name, r.site_id, r.location_id, r.purpose, r.key_id, r.active,
  (select coalesce(jsonb_agg(jsonb_build_object('antenna', a.antenna, 'location', a.location_id) order by a.antenna), '[]')
    from rfid_antenna a where a.reader_id = r.id) as antennas`;

/** Asked with each message: a reader that was shut off, or given another key, is so at once and everywhere. */
export const selectReader = statement(
  'reader',
  `select ${readerColumns} from rfid_reader r where r.code = $1`,
);

const heard = `select ${readerColumns}, k.name as key_name, h.last_at, coalesce(h.reads, 0)::bigint as reads,
    coalesce(h.unknown, 0)::bigint as unknown, coalesce(h.junk, 0)::bigint as junk,
    coalesce(h.untimely, 0)::bigint as untimely, h.last_junk
  from rfid_reader r left join rfid_heard h on h.reader_id = r.id left join api_key k on k.id = r.key_id`;

export const selectHeardReader = statement('heard_reader', `${heard} where r.code = $1`);

export const selectReaders = statement(
  'readers',
  `${heard} where r.id > $1 and ($3::int[] is null or r.site_id = any($3)) order by r.id limit $2`,
);

/** One after another at a site, so that the most is exact. */
export const lockSite = statement('lock_site', `select pg_advisory_xact_lock(hashtext('rfid'), $1)`);

export const countReaders = statement(
  'count_readers',
  'select count(*)::int as readers from rfid_reader where site_id = $1',
);

export const insertReader = statement(
  'insert_reader',
  `insert into rfid_reader (code, name, site_id, location_id, purpose, key_id, made_at, made_by)
   values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (code) do nothing returning id`,
);

export const updateReader = statement(
  'update_reader',
  `update rfid_reader set name = $2, location_id = $3, purpose = $4, key_id = $5, active = $6 where id = $1`,
);

export const deleteAntennas = statement('delete_antennas', 'delete from rfid_antenna where reader_id = $1');

export const insertAntennas = statement(
  'insert_antennas',
  `insert into rfid_antenna (reader_id, antenna, location_id)
   select $1, * from unnest($2::smallint[], $3::int[])`,
);

/** A key that is good still, and where. */
export const selectKey = statement(
  'key',
  'select id, sites from api_key where id = $1 and revoked_at is null',
);

// ---- Reads on their way in

/** Answers those that are new. */
export const insertMessages = statement(
  'messages',
  `insert into rfid_message (hash, at) select hash, $2 from unnest($1::bytea[]) as n(hash) order by hash
   on conflict (hash) do nothing returning encode(hash, 'hex') as hash`,
);

/** Sorted by the key, so that two groups never wait for each other crosswise. */
export const upsertSightings = statement(
  'sightings',
  `insert into sighting as s (unit_id, since, place, reader_id, antenna, first_at, last_at, reads, best_cdbm, last_cdbm)
   select n.* from unnest($1::bigint[], $2::timestamptz[], $3::int[], $4::int[], $5::smallint[], $6::timestamptz[],
     $7::timestamptz[], $8::int[], $9::smallint[], $10::smallint[])
     as n(unit_id, since, place, reader_id, antenna, first_at, last_at, reads, best_cdbm, last_cdbm)
   order by n.unit_id, n.since, n.place, n.reader_id, n.antenna
   on conflict (unit_id, since, place, reader_id, antenna) do update set
     first_at = least(s.first_at, excluded.first_at), last_at = greatest(s.last_at, excluded.last_at),
     reads = least(s.reads::bigint + excluded.reads, 2147483647)::int,
     best_cdbm = greatest(s.best_cdbm, excluded.best_cdbm),
     last_cdbm = case when excluded.last_at >= s.last_at then excluded.last_cdbm else s.last_cdbm end`,
);

/** Answers the sites that have a new one. */
export const upsertUnknown = statement(
  'unknown',
  `insert into unknown_tag as u (site_id, tag, place, reader_id, gtin, first_at, last_at, reads, best_cdbm)
   select n.* from unnest($1::int[], $2::text[], $3::int[], $4::int[], $5::text[], $6::timestamptz[],
     $7::timestamptz[], $8::bigint[], $9::smallint[])
     as n(site_id, tag, place, reader_id, gtin, first_at, last_at, reads, best_cdbm)
   order by n.site_id, n.tag collate "C"
   on conflict (site_id, tag) do update set
     place = excluded.place, reader_id = excluded.reader_id, first_at = least(u.first_at, excluded.first_at),
     last_at = greatest(u.last_at, excluded.last_at), reads = u.reads + excluded.reads,
     best_cdbm = greatest(u.best_cdbm, excluded.best_cdbm)
   returning u.site_id, (xmax = 0) as is_new`,
);

/** The latest $2 of a site stay. */
export const trimUnknown = statement(
  'trim_unknown',
  `delete from unknown_tag where site_id = $1 and tag in (
     select tag from unknown_tag where site_id = $1 order by last_at desc, tag desc offset $2)`,
);

export const upsertHeard = statement(
  'heard',
  `insert into rfid_heard as h (reader_id, last_at, reads, unknown, junk, untimely, last_junk)
   select n.* from unnest($1::int[], $2::timestamptz[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[],
     $7::text[]) as n(reader_id, last_at, reads, unknown, junk, untimely, last_junk) order by reader_id
   on conflict (reader_id) do update set last_at = greatest(h.last_at, excluded.last_at),
     reads = h.reads + excluded.reads, unknown = h.unknown + excluded.unknown, junk = h.junk + excluded.junk,
     untimely = h.untimely + excluded.untimely, last_junk = coalesce(excluded.last_junk, h.last_junk)`,
);

// ---- What was seen

export interface SeenRow {
  readonly unit_id: number;
  readonly place: number;
  readonly reader_id: number;
  readonly antenna: number;
  readonly reads: number;
  readonly best_cdbm: number | null;
  readonly first_at: Date;
  readonly last_at: Date;
}

const seen = `s.unit_id, s.place, s.reader_id, s.antenna, sum(s.reads)::bigint as reads, max(s.best_cdbm) as best_cdbm,
  min(s.first_at) as first_at, max(s.last_at) as last_at`;

/** All that was heard of units from a window on. */
export const selectHeardSince = statement(
  'heard_since',
  `select ${seen} from sighting s where s.unit_id = any($1::bigint[]) and s.since >= $2
   group by s.unit_id, s.place, s.reader_id, s.antenna`,
);

/** What was heard of units last: in the window of the last read that is not older than $2, and in the one before it. */
export const selectHeardLast = statement(
  'heard_last',
  `select ${seen} from unnest($1::bigint[]) as k(unit_id)
   join lateral (select max(since) as since from sighting where unit_id = k.unit_id and since >= $2) l on true
   join sighting s on s.unit_id = k.unit_id and s.since >= l.since - make_interval(secs => $3)
   group by s.unit_id, s.place, s.reader_id, s.antenna`,
);

/** One unit's windows, the latest first; some rows a window. */
export const selectOfUnit = statement(
  'of_unit',
  `select unit_id, since, place, reader_id, antenna, reads, best_cdbm, first_at, last_at from sighting
   where unit_id = $1 and since in (
     select distinct since from sighting where unit_id = $1 and place = any($2::int[]) order by since desc limit $3)
   order by since desc`,
);

export interface SeenUnitRow {
  readonly unit_id: number;
  readonly product_id: number;
  readonly serial: string;
  readonly status: number;
  readonly place: number;
}

/** Units that some places have seen: $1 places, $2 from when on, $3 behind which unit, $4 how many, $5 products or null. */
export const selectSeenUnits = statement(
  'seen_units',
  `select u.id as unit_id, u.product_id, u.serial, u.status, u.place from (
     select distinct s.unit_id from sighting s
     where s.place = any($1::int[]) and s.since >= $2 and s.unit_id > $3
       and ($5::int[] is null or exists (select from unit f where f.bucket = (s.unit_id % 256)::smallint
         and f.id = s.unit_id and f.product_id = any($5)))
     order by s.unit_id limit $4) s
   join unit u on u.bucket = (s.unit_id % 256)::smallint and u.id = s.unit_id order by u.id`,
);

export const selectUnits = statement(
  'units',
  `select u.id as unit_id, u.product_id, u.serial, u.status, u.place
   from unnest($1::smallint[], $2::bigint[]) as k(bucket, id) join unit u on u.bucket = k.bucket and u.id = k.id`,
);

/** The receipt or transfer that units are expected with, the latest of each. */
export const selectAwaited = statement(
  'awaited',
  `select k.id as unit_id, d.kind, d.number from unnest($1::smallint[], $2::bigint[]) as k(bucket, id)
   join lateral (select d.kind, d.number from event e join document d on d.id = e.document_id
     where e.bucket = k.bucket and e.unit_id = k.id and d.kind in ('receipt', 'transfer')
     order by e.seq desc limit 1) d on true`,
);

export interface UnknownTagRow {
  readonly tag: string;
  readonly place: number;
  readonly reader: string | null;
  readonly gtin: string | null;
  readonly first_at: Date;
  readonly last_at: Date;
  readonly reads: number;
  readonly best_cdbm: number | null;
}

export const selectUnknown = statement(
  'unknown_tags',
  `select u.tag, u.place, r.code as reader, u.gtin, u.first_at, u.last_at, u.reads, u.best_cdbm
   from unknown_tag u left join rfid_reader r on r.id = u.reader_id
   where u.site_id = $1 and ($2::timestamptz is null or (u.last_at, u.tag) < ($2, $3 collate "C"))
   order by u.last_at desc, u.tag desc limit $4`,
);

/** The latest strength of units: what their antennas last heard, of each the rows of the newest window. */
export interface StrengthRow {
  readonly unit_id: number;
  readonly place: number;
  readonly last_at: Date;
  readonly last_cdbm: number | null;
}

export const selectStrengths = statement(
  'strengths',
  `select s.unit_id, s.place, s.last_at, s.last_cdbm from sighting s
   where s.unit_id = any($1::bigint[]) and s.since >= $2 order by s.unit_id, s.last_at desc`,
);

// ---- Gates

/** Of the units those about which may be asked now: not since $3, and no question of before is open. */
export const takeQuestions = statement(
  'take_questions',
  `insert into rfid_gate_question as g (unit_id, site_id, at, exception_id)
   select n.unit_id, n.site_id, $3, 0 from unnest($1::bigint[], $2::int[]) as n(unit_id, site_id)
   order by n.unit_id, n.site_id
   on conflict (unit_id, site_id) do update set at = excluded.at, exception_id = 0
   where g.at < $4 and not exists (select from exception x where x.id = g.exception_id and x.settled_at is null)
   returning g.unit_id, g.site_id`,
);

export const noteQuestions = statement(
  'note_questions',
  `update rfid_gate_question g set exception_id = n.exception_id
   from unnest($1::bigint[], $2::int[], $3::bigint[]) as n(unit_id, site_id, exception_id)
   where g.unit_id = n.unit_id and g.site_id = n.site_id`,
);

// ---- What is too old

const aged = (table: string, column: string) =>
  `delete from ${table} where ctid = any(array(select ctid from ${table} where ${column} < $1 limit $2))`;

export const deleteOldSightings = statement('old_sightings', aged('sighting', 'since'));
export const deleteOldUnknown = statement('old_unknown', aged('unknown_tag', 'last_at'));
export const deleteOldMessages = statement('old_messages', aged('rfid_message', 'at'));

/** A site's readers for a purpose. */
export const selectReadersFor = statement(
  'readers_for',
  'select id from rfid_reader where site_id = $1 and purpose = $2',
);
