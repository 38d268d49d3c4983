import type { ExceptionKind } from '../../domain/exceptions.ts';
import type { CostSaid, GtinSaid, WarrantySaid } from '../../domain/imports/product-lines.ts';
import type { Statement } from '../../platform/database.ts';

const statement = (name: string, text: string): Statement => ({ name: `exporting_${name}`, text });

/** Every list is read in pieces, by its key; $1 is where the last piece ended, $2 how many rows, $3 the sites, null for all. */

const productColumns = `p.id, p.sku, p.name, p.category, p.serialized, p.unknown_serials, p.wipe_required,
  (select s.code from supplier s where s.id = p.supplier_id) as supplier, p.serial_pattern, p.weight_grams, p.length_mm,
  p.width_mm, p.height_mm,
  (select coalesce(jsonb_agg(jsonb_build_object('gtin', g.gtin, 'from', g.valid_from, 'to', g.valid_to)
    order by g.gtin, g.valid_from nulls first), '[]') from product_gtin g where g.product_id = p.id) as gtins,
  (select coalesce(jsonb_agg(jsonb_build_object('kind', w.kind, 'months', w.months, 'starts', w.starts,
    'from', w.from_day) order by w.from_day, w.kind collate "C"), '[]')
    from (select distinct on (kind, from_day) * from product_warranty where product_id = p.id
      order by kind, from_day, id desc) w) as warranties,
  (select coalesce(jsonb_agg(jsonb_build_object('amount', c.minor, 'currency', c.currency, 'from', c.from_day)
    order by c.from_day), '[]')
    from (select distinct on (from_day) * from product_cost where product_id = p.id order by from_day, id desc) c) as costs,
  (select coalesce(jsonb_agg(jsonb_build_object('sku', q.sku, 'quantity', b.quantity) order by q.sku collate "C"), '[]')
    from product_part b join product q on q.id = b.part_id where b.kit_id = p.id) as parts`;

/** $3 a fragment, $4 a category and those under it, $5 a supplier, $6 with serials; null: any. */
const wanted = `($3::text is null or p.sku ilike $3 or p.name ilike $3
       or exists (select from product_gtin g where g.product_id = p.id and g.gtin like $3))
     and ($4::text is null or p.category in (with recursive under as (select $4::text as code
       union select c.code from category c join under on c.parent = under.code) select code from under))
     and ($5::text is null or p.supplier_id = (select s.id from supplier s where s.code = $5))
     and ($6::boolean is null or p.serialized = $6)`;

/** Products that are no kits. */
export const selectProducts = statement(
  'products',
  `select ${productColumns} from product p
   where p.id > $1 and not exists (select from product_part b where b.kit_id = p.id) and ${wanted}
   order by p.id limit $2`,
);

/** Kits, those after their parts: $7 is how deep the kits were where the last piece ended, $8 how deep they go. */
export const selectKits = statement(
  'kits',
  `with recursive kit (id, depth) as (
     select kit_id, 1 from product_part
     union select b.kit_id, k.depth + 1 from product_part b join kit k on k.id = b.part_id where k.depth < $8
   ), deepest as (select id, max(depth) as depth from kit group by id)
   select d.depth, ${productColumns} from deepest d join product p on p.id = d.id
   where (d.depth, p.id) > ($7, $1) and ${wanted}
   order by d.depth, p.id limit $2`,
);

export interface ProductRow {
  readonly id: number;
  readonly sku: string;
  readonly name: string;
  readonly category: string | null;
  readonly serialized: boolean;
  readonly unknown_serials: string;
  readonly wipe_required: boolean;
  readonly supplier: string | null;
  readonly serial_pattern: string | null;
  readonly weight_grams: number | null;
  readonly length_mm: number | null;
  readonly width_mm: number | null;
  readonly height_mm: number | null;
  readonly gtins: readonly Exclude<GtinSaid, string>[];
  readonly warranties: readonly WarrantySaid[];
  readonly costs: readonly CostSaid[];
  readonly parts: readonly { readonly sku: string; readonly quantity: number }[];
}

export interface KitRow extends ProductRow {
  readonly depth: number;
}

export const selectSites = statement(
  'sites',
  `select s.id, s.code, s.name, s.kind, s.time_zone, s.active, o.code as owner
   from site s join owner o on o.id = s.owner_id
   where s.id > $1 and s.kind <> 'outside' and ($3::int[] is null or s.id = any($3)) order by s.id limit $2`,
);

export interface SiteRow {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly time_zone: string;
  readonly active: boolean;
  readonly owner: string;
}

export const selectLocations = statement(
  'locations',
  `select l.id, s.code as site, l.code, l.name, l.kind, l.aisle, l.color, l.position, l.active
   from location l join site s on s.id = l.site_id
   where l.id > $1 and s.kind <> 'outside' and ($3::int[] is null or s.id = any($3)) order by l.id limit $2`,
);

export interface LocationRow {
  readonly id: number;
  readonly site: string;
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly aisle: string | null;
  readonly color: string | null;
  readonly position: number | null;
  readonly active: boolean;
}

export const selectExceptions = statement(
  'exceptions',
  `select x.id, x.kind, x.recorded, x.observed, x.opened_at, s.code as site, p.sku, u.serial, x.seq, x.settled_at,
     a.code as settled_by, x.settlement
   from (select * from exception where id > $1 and ($3::int[] is null or site_id = any($3)) order by id limit $2) x
   left join site s on s.id = x.site_id
   left join unit u on u.bucket = x.unit_bucket and u.id = x.unit_id
   left join product p on p.id = coalesce(u.product_id, x.product_id)
   left join actor a on a.id = x.settled_by
   order by x.id`,
);

export interface ExceptionRow {
  readonly id: number;
  readonly kind: ExceptionKind;
  readonly recorded: string;
  readonly observed: string;
  readonly opened_at: Date;
  readonly site: string | null;
  readonly sku: string | null;
  readonly serial: string | null;
  readonly seq: number | null;
  readonly settled_at: Date | null;
  readonly settled_by: string | null;
  readonly settlement: string | null;
}

/** Pieces of plain products, where they are. */
export const selectQuantities = statement(
  'quantities',
  `select q.product_id, q.place, p.sku, s.code as site, l.code as location, q.quantity
   from quantity_count q join product p on p.id = q.product_id join location l on l.id = q.place
   join site s on s.id = l.site_id
   where (q.product_id, q.place) > ($1, $4) and s.kind <> 'outside' and ($3::int[] is null or s.id = any($3))
   order by q.product_id, q.place limit $2`,
);

export interface QuantityRow {
  readonly product_id: number;
  readonly place: number;
  readonly sku: string;
  readonly site: string;
  readonly location: string;
  readonly quantity: number;
}

/**
 * Units by their key, without those that stand at a site of ours which is none of $3: whose site any other unit is of is
 * told by whereabouts.ts. $4: bucket where the last piece ended, $5: product, $6: statuses, $7: location, $8: condition,
 * $9: held, $10: a hold as a pattern, $11: lot, $12: supplier, $13: these units; each null: any.
 */
export const selectUnits = statement(
  'units',
  `select u.bucket, u.id from unit u
   left join location l on l.id = u.place left join site s on s.id = l.site_id
   where (u.bucket, u.id) > ($4, $1) and ($5::int is null or u.product_id = $5)
     and u.status = any($6::smallint[]) and ($7::int is null or u.place = $7)
     and ($8::smallint is null or u.condition = $8) and ($9::boolean is null or (u.holds is not null) = $9)
     and ($10::text is null or (' ' || u.holds) like $10) and ($11::text is null or u.lot = $11)
     and ($12::text is null or u.supplier = $12) and ($13::bigint[] is null or u.id = any($13))
     and ($3::int[] is null or s.id is null or s.kind = 'outside' or s.id = any($3))
   order by u.bucket, u.id limit $2`,
);

export interface UnitKey {
  readonly bucket: number;
  readonly id: number;
}
