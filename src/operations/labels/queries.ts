import type { LabelDesign } from '../../domain/labels/design.ts';
import type { Statement } from '../../platform/database.ts';

const statement = (name: string, text: string): Statement => ({ name: `labels_${name}`, text });

export interface DesignRow {
  readonly id: number;
  readonly name: string;
  readonly version: number;
  readonly design: LabelDesign;
  readonly saved_at: Date;
  readonly saved_by: string;
  readonly ended_at: Date | null;
}

const columns = `d.id, d.name, v.version, v.design, v.saved_at, d.ended_at,
  (select a.code from actor a where a.id = v.saved_by) as saved_by`;
const newest = 'label_design d join label_design_version v on v.design_id = d.id and v.version = d.version';

/** Those in use. */
export const selectDesigns = statement(
  'list',
  `select ${columns} from ${newest} where d.id > $1 and d.ended_at is null order by d.id limit $2`,
);
/** One, in use or not: $2 a version, or null for the newest. */
export const selectDesign = statement(
  'one',
  `select ${columns} from label_design d join label_design_version v on v.design_id = d.id
   and v.version = coalesce($2, d.version) where d.id = $1`,
);
export const selectVersions = statement(
  'versions',
  `select ${columns} from label_design d join label_design_version v on v.design_id = d.id
   where d.id = $1 order by v.version desc limit $2`,
);
/** Nothing where the name is taken. */
export const insertDesign = statement(
  'insert',
  `insert into label_design (name, version) values ($1, 1) on conflict do nothing returning id`,
);
export const insertVersion = statement(
  'insert_version',
  `insert into label_design_version (design_id, version, design, saved_at, saved_by) values ($1, $2, $3::jsonb, $4, $5)`,
);
export const lockDesign = statement(
  'lock',
  'select id, name, version, ended_at from label_design where id = $1 for update',
);
export const selectNamed = statement(
  'named',
  'select id from label_design where lower(name) = lower($1) and ended_at is null and id <> $2',
);
export const updateDesign = statement(
  'update',
  'update label_design set name = $2, version = $3 where id = $1',
);
export const endDesign = statement(
  'end',
  'update label_design set ended_at = $2, ended_by = $3 where id = $1 and ended_at is null returning id',
);

// ---- Whose labels look how

export interface DefaultRow {
  readonly sku: string | null;
  readonly category: string | null;
  readonly bare: boolean;
  readonly design_id: number;
  readonly design_name: string;
}

export const selectDefaults = statement(
  'defaults',
  `select (select p.sku from product p where p.id = l.product_id) as sku, l.category, l.bare, l.design_id, d.name as design_name
   from label_default l join label_design d on d.id = l.design_id
   order by l.product_id nulls first, l.category nulls first, l.bare`,
);
export const setDefault = statement(
  'set_default',
  `insert into label_default (product_id, category, bare, design_id, set_at, set_by) values ($1, $2, $3, $4, $5, $6)
   on conflict (coalesce(product_id, 0), coalesce(category, ''), bare)
   do update set design_id = excluded.design_id, set_at = excluded.set_at, set_by = excluded.set_by`,
);
export const removeDefault = statement(
  'remove_default',
  `delete from label_default where product_id is not distinct from $1 and category is not distinct from $2 and bare = $3
   returning design_id`,
);
export const selectUses = statement('uses', 'select 1 from label_default where design_id = $1 limit 1');
export const selectCategory = statement('category', 'select code from category where code = $1');

/**
 * The design of a product's labels: its own, else that of the nearest category above it, else everybody's; at each of them
 * one with the GTIN before a bare one, which alone is asked for where there is no GTIN ($2).
 */
export const selectDesignOf = statement(
  'of_product',
  `with recursive above(code, depth) as (
     select p.category, 1 from product p where p.id = $1 and p.category is not null
     union all
     select c.parent, a.depth + 1 from above a join category c on c.code = a.code where c.parent is not null and a.depth < 20)
   select ${columns}
   from label_default l join ${newest} on d.id = l.design_id and d.ended_at is null
   left join above a on a.code = l.category
   where (l.product_id = $1 or a.code is not null or (l.product_id is null and l.category is null)) and (l.bare or $2)
   order by (l.product_id is null), a.depth nulls last, l.bare limit 1`,
);

// ---- What a sample says

export interface SampleRow {
  readonly id: number;
  readonly sku: string;
  readonly name: string;
  readonly gtin: string | null;
}
const product = `select p.id, p.sku, p.name, (select g.gtin from product_gtin g where g.product_id = p.id
    and coalesce(g.valid_from, $2::date) <= $2::date and coalesce(g.valid_to, $2::date) >= $2::date
    order by g.valid_from desc nulls last, g.gtin limit 1) as gtin
  from product p`;
export const selectProduct = statement('product', `${product} where p.sku = $1`);
/** A product with a number to a piece, one with a GTIN first: to look at a design without choosing. */
export const selectAnyProduct = statement(
  'any_product',
  `${product} where p.serialized and $1::text is null order by not exists (
     select 1 from product_gtin g where g.product_id = p.id), p.id limit 1`,
);
