import { ageBuckets } from '../../domain/valuation/ageing.ts';
import type { Statement } from '../../platform/database.ts';

const statement = (name: string, text: string): Statement => ({ name: `inventory_${name}`, text });

/**
 * The units in our hands: $1 sites, $2 now, $3 what ages are counted from (received, seen), $4 product, $5 categories, $6 status,
 * $7 condition, $8 held, $9 kind of hold, $10 spot, $11 kind of spot, $12 aisle, $13 and $14 youngest and oldest in days, $15 the container
 * that it is in, or that holds that one;
 * null: any. Days are those of the site's calendar. Nobody has received a unit that is not in the holdings yet: it came
 * just now.
 */
const lying = `select s.unit_id, s.bucket, s.site_id, s.location_id, s.product_id, s.status, a.since, a.days
  from stock_unit s
  join site z on z.id = s.site_id
  join location l on l.id = s.location_id
  join unit u on u.bucket = s.bucket and u.id = s.unit_id
  left join holding h on h.unit_id = s.unit_id and h.until_at is null and h.known_until is null
  cross join lateral (select case $3 when 'seen' then u.last_at else coalesce(h.since_at, u.last_at) end as since) f
  cross join lateral (select f.since, greatest(0, ($2::timestamptz at time zone z.time_zone)::date
    - (f.since at time zone z.time_zone)::date) as days) a
  where s.site_id = any($1::int[]) and ($4::int is null or s.product_id = $4)
    and ($5::text[] is null or s.product_id in (select id from product where category = any($5)))
    and ($6::smallint is null or s.status = $6) and ($7::smallint is null or u.condition = $7)
    and ($8::boolean is null or (u.holds is not null) = $8)
    and ($9::text is null or (' ' || u.holds) like '% ' || $9 || '%')
    and ($10::int is null or s.location_id = $10) and ($11::text is null or l.kind = $11)
    and ($12::text is null or l.aisle = $12)
    and ($13::int is null or a.days >= $13) and ($14::int is null or a.days <= $14)
    and ($15::text is null or s.unit_id in (with recursive inside as (
      select d.id from document d where d.kind = 'container' and d.number = $15
      union all select c.document_id from container c join inside i on c.parent_id = i.id)
      select k.unit_id from inside i join container_stay k on k.document_id = i.id where k.out_seq is null))`;

const inBuckets = ageBuckets
  .map(
    ({ from, to }, nth) =>
      `count(*) filter (where days >= ${from}${to === null ? '' : ` and days <= ${to}`})::int as b${nth}`,
  )
  .join(', ');

/** How many there are of each age. */
export interface AgeCounts {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly b3: number;
  readonly b4: number;
  readonly b5: number;
  readonly units: number;
  readonly oldest: number | null;
}

const counts = `${inBuckets}, count(*)::int as units, max(days)::int as oldest`;

export const selectAges = statement('ages', `select ${counts} from (${lying}) x`);

export interface ProductAgesRow extends AgeCounts {
  readonly product_id: number;
  readonly sku: string;
  readonly name: string;
  readonly category: string | null;
}

/** By product, $17 of them behind the product $16. */
export const selectProducts = statement(
  'products',
  `select g.*, p.sku, p.name, p.category from (select product_id, ${counts} from (${lying}) x
     where product_id > $16 group by product_id order by product_id limit $17) g
   join product p on p.id = g.product_id order by g.product_id`,
);

export interface SpotAgesRow extends AgeCounts {
  readonly location_id: number;
  readonly site: string;
  readonly code: string;
  readonly kind: string;
  readonly aisle: string | null;
  readonly color: string | null;
  readonly capacity: number | null;
}

/** By spot, $17 of them behind the spot $16. */
export const selectSpots = statement(
  'spots',
  `select g.*, s.code as site, l.code, l.kind, l.aisle, l.color, l.capacity
   from (select location_id, ${counts} from (${lying}) x where location_id > $16
     group by location_id order by location_id limit $17) g
   join location l on l.id = g.location_id join site s on s.id = l.site_id order by g.location_id`,
);

export interface LyingRow {
  readonly unit_id: number;
  readonly sku: string;
  readonly name: string;
  readonly serial: string;
  readonly status: number;
  readonly condition: number;
  readonly holds: string | null;
  readonly location_id: number;
  readonly since_ms: number;
  readonly since: Date;
  readonly days: number;
  readonly last_at: Date;
}

/** The oldest first, $18 of them behind the instant $16 (in milliseconds) and unit $17. */
export const selectUnits = statement(
  'units',
  `select x.unit_id, p.sku, p.name, u.serial, u.status, u.condition, u.holds, x.location_id, x.since, x.days, u.last_at,
     x.since_ms
   from (select y.*, floor(extract(epoch from y.since) * 1000)::bigint as since_ms from (${lying}) y) x
   join unit u on u.bucket = x.bucket and u.id = x.unit_id join product p on p.id = x.product_id
   where (x.since_ms, x.unit_id) > ($16, $17) order by x.since_ms, x.unit_id limit $18`,
);
