import type { Statement } from '../../platform/database.ts';

const statement = (name: string, text: string): Statement => ({ name: `counting_${name}`, text });

export type CountState = 'counting' | 'paused' | 'counted' | 'closed' | 'cancelled';

export interface AskedScope {
  readonly locations?: readonly string[];
  readonly aisle?: string;
  readonly sku?: string;
  readonly category?: string;
}

export interface CountRow {
  readonly document_id: number;
  readonly number: string;
  readonly request: string;
  readonly site_id: number;
  readonly scope: AskedScope;
  readonly locations: readonly number[] | null;
  readonly products: readonly number[] | null;
  readonly blind: boolean;
  readonly opening: boolean;
  readonly state: CountState;
  readonly holder: string;
  readonly holder_name: string;
  readonly position: number;
  readonly expected: number;
  readonly started_at: Date;
  readonly started_name: string;
  readonly active_at: Date;
  readonly ended_at: Date | null;
}

const counts = `select c.document_id, d.number, c.request, c.site_id, c.scope, c.locations, c.products, c.blind, c.opening,
    c.state, h.code as holder, h.name as holder_name, c.position, c.expected, c.started_at, b.name as started_name,
    c.active_at, c.ended_at
  from stock_count c join document d on d.id = c.document_id join actor h on h.id = c.holder_id
  join actor b on b.id = c.started_by`;

export const selectCount = statement('count', `${counts} where d.kind = 'count' and d.number = $1`);
export const selectRequest = statement('request', `${counts} where c.request = $1`);

/** Waits for the groups that hold the count (FOR KEY SHARE), and keeps others from changing it meanwhile. */
export const holdCount = statement(
  'hold',
  `${counts} where d.kind = 'count' and d.number = $1 for update of c`,
);

/** The newest first; of each site by the index of its counts. $4: a state, `open`, or `abandoned` (since $5). */
export const selectCounts = statement(
  'counts',
  `select x.*, f.matched, f.missing, f.unexpected, f.moved from unnest($1::int[]) as k(id), lateral (
     ${counts}
     where c.site_id = k.id and c.document_id < $2
       and case $4::text when 'open' then c.ended_at is null
         when 'abandoned' then c.state in ('counting', 'paused') and c.active_at < $5::timestamptz
         else $4::text is null or c.state = $4::text end
     order by c.document_id desc limit $3) x
   left join count_figure f on f.document_id = x.document_id and f.location_id = 0
   order by x.document_id desc limit $3`,
);

export interface ListedRow extends CountRow {
  readonly matched: number | null;
  readonly missing: number;
  readonly unexpected: number;
  readonly moved: number;
}

// ---- Beginning

/** One after another, so that the second of two finds what the first has begun. */
export const lockRequest = statement('lock_request', `select pg_advisory_xact_lock(hashtext($1))`);

export const takeNumber = statement('take_number', `select nextval('count_number') as nth`);

export const selectAisle = statement('aisle', 'select id from location where site_id = $1 and aisle = $2');

const inScope = `s.site_id = $1 and ($2::int[] is null or s.location_id = any($2)) and ($3::int[] is null or s.product_id = any($3))`;

/** How many units lie there; no more than $4 are counted. */
export const measureScope = statement(
  'measure',
  `select count(*)::int as units from (select 1 from stock_unit s where ${inScope} limit $4) one`,
);

/** Begins a count and fixes what should be there: one statement, so one instant of the ledger. */
export const begin = statement(
  'begin',
  `with listed as (
     insert into count_expected (document_id, bucket, unit_id, seq, status, location_id)
     select $4, u.bucket, u.id, u.seq, u.status, u.place
     from stock_unit s join unit u on u.bucket = s.bucket and u.id = s.unit_id
     where ${inScope}
     returning 1)
   insert into stock_count (document_id, site_id, locations, products, request, scope, blind, opening, state, holder_id,
     position, expected, started_at, started_by, active_at)
   select $4, $1, $2, $3, $5, $6, $7, $8, 'counting', $9,
     (select pg_snapshot_xmin(pg_current_snapshot())::text::bigint + feed_offset from ledger_state),
     (select count(*) from listed), $10, $9, $10`,
);

// ---- Its way

/** $3: null where the holder stays. */
export const setState = statement(
  'set_state',
  `update stock_count set state = $2, holder_id = coalesce($3, holder_id), active_at = $4,
     ended_at = case when $2 in ('closed', 'cancelled') then $4::timestamptz end
   where document_id = $1`,
);

export const touch = statement(
  'touch',
  'update stock_count set active_at = greatest(active_at, $2) where document_id = $1',
);

export const insertStep = statement(
  'step',
  `insert into count_step (document_id, step, at, actor_id, to_id, note, locations, units, after_scan)
   values ($1, $2, $3, $4, $5, $6, $7, $8, case when $2 = 'recount' then
     (select coalesce(max(id), 0) from count_scan where document_id = $1) end)`,
);

export interface StepRow {
  readonly step: 'start' | 'pause' | 'resume' | 'hand_over' | 'finish' | 'recount' | 'close' | 'cancel';
  readonly at: Date;
  readonly by: string;
  readonly to: string | null;
  readonly note: string | null;
  readonly locations: readonly number[] | null;
  readonly units: readonly number[] | null;
}

export const selectSteps = statement(
  'steps',
  `select t.step, t.at, a.name as by, h.name as to, t.note, t.locations, t.units from count_step t
   join actor a on a.id = t.actor_id left join actor h on h.id = t.to_id where t.document_id = $1 order by t.id`,
);

export const selectPerson = statement('person', `select id from actor where code = $1 and kind = 'person'`);

/** Whoever may scan at site $1, by one of the roles $2: whom a count can be handed to. */
export const selectColleagues = statement(
  'colleagues',
  `select a.code as actor, p.name from person p join actor a on a.id = p.actor_id
   where p.disabled_at is null and exists (select from access_grant g where g.person_id = p.id
     and (g.site_id is null or g.site_id = $1) and g.role = any($2::text[]))
   order by p.name, a.code limit $3`,
);

// ---- Its end

export const insertFigures = statement(
  'figures',
  `insert into count_figure (document_id, location_id, site_id, closed_at, matched, missing, unexpected, moved)
   select $1, n.location_id, $2, $3, n.matched, n.missing, n.unexpected, n.moved
   from unnest($4::int[], $5::int[], $6::int[], $7::int[], $8::int[])
     as n(location_id, matched, missing, unexpected, moved)
   on conflict (document_id, location_id) do nothing`,
);

export interface FigureRow {
  readonly document_id: number;
  readonly number: string;
  readonly site_id: number;
  readonly location_id: number;
  readonly closed_at: Date;
  readonly matched: number;
  readonly missing: number;
  readonly unexpected: number;
  readonly moved: number;
}

const figures = `select f.document_id, d.number, f.site_id, f.location_id, f.closed_at, f.matched, f.missing, f.unexpected,
    f.moved from count_figure f join document d on d.id = f.document_id`;

/** Whole counts of some sites, the newest first; $4: of one spot alone. */
export const selectTrend = statement(
  'trend',
  `select x.* from unnest($1::int[]) as k(id), lateral (
     ${figures} where f.site_id = k.id and f.location_id = $4 and f.document_id < $2
     order by f.document_id desc limit $3) x
   order by x.document_id desc limit $3`,
);

/** What each spot of a site was at its last count. */
export const selectSpots = statement(
  'spots',
  `select x.* from location l cross join lateral (
     ${figures} where f.site_id = $1 and f.location_id = l.id order by f.closed_at desc limit 1) x
   where l.site_id = $1 order by l.code`,
);

// ---- News

export const selectNewest = statement(
  'newest',
  `select coalesce(max(active_at), to_timestamp(0)) as newest from stock_count`,
);

export interface ActiveRow {
  readonly number: string;
  readonly site_id: number;
  readonly active_at: Date;
}

/** Counts that somebody has worked on since. */
export const selectActive = statement(
  'active',
  `select d.number, c.site_id, c.active_at from stock_count c join document d on d.id = c.document_id
   where c.active_at > $1 order by c.active_at`,
);
