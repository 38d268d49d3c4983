import { valueKinds } from '../../../domain/valuation/cost-kinds.ts';
import { moveCodes } from '../../../ledger/codes.ts';
import type { Statement } from '../../../platform/database.ts';

const statement = (name: string, text: string): Statement => ({ name: `figures_${name}`, text });

const kinds = valueKinds.map((kind) => `'${kind}'`).join(', ');

/**
 * Every unit in the stock of a company of ours at $1, as known at $2, with what it is worth by currency: $3 sites, $4 product, $5
 * categories, $6 company; null: any. What the book says, in the book of the company that has it; and where no purchase stands
 * there, the product's cost on the day it came, or before the first such day the first cost: an estimate. A unit of which
 * neither is known has a row without a currency. What a company spent before it sold the unit to another of ours and bought it
 * back is in the price that it paid then. A discount alone, a purchase below zero, does not say what a unit was bought for.
 */
const worth = `with held as materialized (
    select h.unit_id, h.product_id, h.site_id, h.owner_id, h.since_at, h.standing
    from holding h join owner o on o.id = h.owner_id and o.kind = 'company'
    where h.from_at <= $1::timestamptz and h.known_from <= $2::timestamptz
      and (h.known_until is null or h.known_until > $2)
      and (h.until_at is null or h.until_at > $1 or h.until_known > $2)
      and h.site_id = any($3::int[]) and ($4::int is null or h.product_id = $4)
      and ($5::text[] is null or h.product_id in (select id from product where category = any($5)))
      and ($6::int is null or h.owner_id = $6)),
  booked as materialized (
    select c.unit_id, c.company_id, c.currency, sum(c.minor)::bigint as minor,
      sum(case when c.kind <> 'purchase' then 0 when c.reverses is null and c.minor >= 0 then 1
        when c.reverses is not null and c.minor <= 0 then -1 else 0 end) > 0 as is_bought
    from held h join cost_entry c on c.unit_id = h.unit_id and c.company_id = h.owner_id
    where c.at <= $1 and c.known_at <= $2 and c.kind in (${kinds})
      and not exists (select from cost_entry t where t.unit_id = c.unit_id and t.company_id = c.company_id
        and t.source = 'transfer' and t.reverses is null and t.at > c.at and t.at <= $1 and t.known_at <= $2
        and not exists (select from cost_entry r where r.reverses = t.id and r.known_at <= $2))
    group by c.unit_id, c.company_id, c.currency),
  terms as (
    select product_id, minor, currency, from_day,
      lag(from_day) over w is null as is_first, lead(from_day) over w as to_day
    from (select distinct on (product_id, from_day) product_id, minor, currency, from_day from product_cost
      where set_at <= $2 order by product_id, from_day, id desc) latest
    window w as (partition by product_id order by from_day)),
  unbought as (
    select h.*, t.currency, t.minor from held h
    left join terms t on t.product_id = h.product_id and (t.is_first or t.from_day <= h.since_at::date)
      and (t.to_day is null or t.to_day > h.since_at::date)
    where not exists (select from booked b where b.unit_id = h.unit_id and b.company_id = h.owner_id and b.is_bought)),
  parts as (
    select h.*, b.currency, b.minor, 0::bigint as estimate, false as is_estimate
    from held h join booked b on b.unit_id = h.unit_id and b.company_id = h.owner_id where b.is_bought or b.minor <> 0
    union all
    select unit_id, product_id, site_id, owner_id, since_at, standing, currency, coalesce(minor, 0), coalesce(minor, 0),
      currency is not null from unbought),
  worth as (
    select unit_id, product_id, site_id, owner_id, since_at, standing, currency, sum(minor)::bigint as minor,
      sum(estimate)::bigint as estimate, bool_or(is_estimate) as is_estimate
    from parts group by unit_id, product_id, site_id, owner_id, since_at, standing, currency)`;

export interface FigureRow {
  readonly code: string | null;
  readonly name: string | null;
  readonly currency: string | null;
  readonly units: number;
  readonly minor: number;
  readonly estimated_units: number;
  readonly estimate: number;
}

export const groupings = ['site', 'product', 'category', 'company'] as const;
export type Grouping = (typeof groupings)[number];

/** For each: the key of the group, and where its code and name stand. */
const groups: Readonly<Record<Grouping, readonly [key: string, code: string, from: string]>> = {
  site: ['w.site_id', 'k.code', 'left join site k on k.id = g.key'],
  product: ['w.product_id', 'k.sku', 'left join product k on k.id = g.key'],
  category: [
    '(select category from product where id = w.product_id)',
    'g.key',
    'left join category k on k.code = g.key',
  ],
  company: ['w.owner_id', 'k.code', 'left join owner k on k.id = g.key'],
};

/** Sums by group and currency, $8 of them behind the first $7. */
export const selectFigures = Object.fromEntries(
  groupings.map((by) => {
    const [key, code, from] = groups[by];
    return [
      by,
      statement(
        by,
        `${worth}
         select ${code} as code, k.name, g.currency, g.units, g.minor, g.estimated_units, g.estimate
         from (select ${key} as key, w.currency, count(*)::int as units, sum(w.minor)::bigint as minor,
             count(*) filter (where w.is_estimate)::int as estimated_units, sum(w.estimate)::bigint as estimate
           from worth w group by 1, 2) g ${from}
         order by 1 nulls last, 3 nulls last offset $7 limit $8`,
      ),
    ];
  }),
) as Readonly<Record<Grouping, Statement>>;

export interface WorthRow {
  readonly unit_id: number;
  readonly nth: number;
  readonly sku: string;
  readonly name: string;
  readonly serial: string;
  readonly site: string;
  readonly company: string;
  readonly standing: number;
  readonly since_at: Date;
  readonly currency: string | null;
  readonly minor: number;
  readonly is_estimate: boolean;
}

/**
 * The units behind a figure, by unit and currency, $9 of them behind ($7, $8); $10: bought, estimated or unknown ones alone; $11: in
 * this currency alone.
 */
export const selectWorth = statement(
  'units',
  `${worth}
   select x.unit_id, x.nth, p.sku, p.name, u.serial, s.code as site, o.code as company, x.standing, x.since_at,
     x.currency, x.minor, x.is_estimate
   from (select w.*, row_number() over (partition by w.unit_id order by w.currency nulls last)::int as nth from worth w) x
   join unit u on u.id = x.unit_id and u.bucket = x.unit_id % 256 join product p on p.id = x.product_id
   join site s on s.id = x.site_id join owner o on o.id = x.owner_id
   where (x.unit_id, x.nth) > ($7, $8) and ($11::text is null or x.currency = $11)
     and ($10::text is null or $10 = case when x.currency is null then 'unknown' when x.is_estimate then 'estimated'
       else 'bought' end)
   order by x.unit_id, x.nth limit $9`,
);

export interface PiecesRow {
  readonly product_id: number;
  readonly site_id: number;
  readonly sku: string;
  readonly name: string;
  readonly site: string;
  readonly pieces: number;
  readonly currency: string | null;
  readonly minor: number | null;
  readonly is_estimate: boolean;
}

const receive = moveCodes.toCode('receive');

/**
 * Pieces of plain products by site as they were recorded at $1, with their average cost: what orders say of all that was
 * received until then, weighted by how many (the currency in which most came); else the product's cost on that day, as known at
 * $2. $3 sites, $4 product, $5 categories; $8 of them behind ($6, $7).
 */
export const selectPieces = statement(
  'pieces',
  `with lying as (
     select x.product_id, l.site_id, sum(x.after)::bigint as pieces
     from (select distinct on (q.product_id, q.place) q.product_id, q.place, q.after from quantity_event q
       where q.recorded_at <= least($1::timestamptz, $2::timestamptz) and ($4::int is null or q.product_id = $4)
       order by q.product_id, q.place, q.seq desc) x
     join location l on l.id = x.place and l.site_id = any($3::int[])
     join product p on p.id = x.product_id and ($5::text[] is null or p.category = any($5))
     group by x.product_id, l.site_id having sum(x.after) > 0),
   paid as (
     select distinct on (product_id) product_id, currency, cost, pieces from (
       select q.product_id, o.currency, sum(q.delta * o.price) as cost, sum(q.delta) as pieces
       from quantity_event q cross join lateral (
         select po.currency, sum(a.quantity * l.price_minor)::numeric / sum(a.quantity) as price
         from receipt_announced a join document d on d.kind = 'purchase_order' and d.number = a.purchase_order
         join purchase_order po on po.document_id = d.id
         join purchase_order_line l on l.document_id = d.id and l.line = a.order_line
         where a.document_id = q.document_id and a.product_id = q.product_id and l.price_minor is not null
           and po.currency is not null
         group by po.currency order by sum(a.quantity) desc limit 1) o
       where q.move = ${receive} and q.delta > 0 and q.recorded_at <= least($1, $2)
         and q.product_id in (select product_id from lying)
       group by q.product_id, o.currency) sums
     order by product_id, pieces desc)
   select y.product_id, y.site_id, p.sku, p.name, s.code as site, y.pieces,
     coalesce(a.currency, t.currency) as currency,
     coalesce(round(y.pieces * a.cost / a.pieces)::bigint, y.pieces * t.minor) as minor,
     a.currency is null and t.currency is not null as is_estimate
   from lying y join product p on p.id = y.product_id join site s on s.id = y.site_id
   left join paid a on a.product_id = y.product_id
   left join lateral (select c.minor, c.currency from product_cost c
     where c.product_id = y.product_id and c.set_at <= $2
     order by c.from_day <= $1::date desc, case when c.from_day <= $1::date then c.from_day end desc nulls last,
       c.from_day, c.id desc limit 1) t on true
   where (y.product_id, y.site_id) > ($6, $7) order by y.product_id, y.site_id limit $8`,
);
