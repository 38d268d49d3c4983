import type { IdentifierKind } from '../../domain/facts.ts';
import type { Statement } from '../../platform/database.ts';
import type { GtinPeriod, SupplierNumber } from './rules.ts';

const statement = (name: string, text: string): Statement => ({ name: `catalog_${name}`, text });

// ---- Products

export interface LabelHint {
  readonly number: IdentifierKind;
  readonly where: string;
  readonly picture?: string;
  readonly route?: string;
}

export interface ProductRow {
  readonly id: number;
  readonly sku: string;
  readonly name: string;
  readonly category: string | null;
  readonly serialized: boolean;
  readonly unknown_serials: 'refuse' | 'arrivals' | 'anywhere';
  readonly wipe_required: boolean;
  readonly serial_pattern: string | null;
  readonly numbers: readonly IdentifierKind[];
  readonly label_hints: readonly LabelHint[];
  readonly weight_grams: number | null;
  readonly length_mm: number | null;
  readonly width_mm: number | null;
  readonly height_mm: number | null;
  readonly supplier: string | null;
  readonly gtins: readonly GtinPeriod[];
  readonly parts: readonly { readonly sku: string; readonly quantity: number }[];
}

const productColumns = `p.id, p.sku, p.name, p.category, p.serialized, p.unknown_serials, p.wipe_required,
  p.serial_pattern, p.numbers, p.label_hints, p.weight_grams, p.length_mm, p.width_mm, p.height_mm,
  (select s.code from supplier s where s.id = p.supplier_id) as supplier,
  (select coalesce(jsonb_agg(jsonb_build_object('gtin', g.gtin, 'from', g.valid_from, 'to', g.valid_to)
    order by g.gtin, g.valid_from nulls first), '[]') from product_gtin g where g.product_id = p.id) as gtins,
  (select coalesce(jsonb_agg(jsonb_build_object('sku', q.sku, 'quantity', b.quantity) order by q.sku), '[]')
    from product_part b join product q on q.id = b.part_id where b.kit_id = p.id) as parts`;

export const selectProduct = statement('product', `select ${productColumns} from product p where p.sku = $1`);

export const productOrders = ['sku', 'name'] as const;
export type ProductOrder = (typeof productOrders)[number];

/**
 * $1: fragment of SKU or name, as a pattern; $2: of a GTIN; $3: category, with all under it; $4: supplier’s code;
 * $5: serialized; each null: any. Products are thousands, and the whole table is read for a fragment.
 */
const productsWanted = `($1::text is null or p.sku ilike $1 or p.name ilike $1
     or exists (select from product_gtin g where g.product_id = p.id and g.gtin like $2))
   and ($3::text is null or p.category in (with recursive under as (select $3::text as code
     union select c.code from category c join under on c.parent = under.code) select code from under))
   and ($4::text is null or p.supplier_id = (select s.id from supplier s where s.code = $4))
   and ($5::boolean is null or p.serialized = $5)`;

/** A page behind product $6 in an order; null: the first. $7: how many. */
export function selectProducts(order: ProductOrder | 'id', isDown: boolean): Statement {
  const [than, direction] = isDown ? ['<', 'desc'] : ['>', 'asc'];
  return statement(
    `products_${order}_${direction}`,
    `select ${productColumns} from product p where ${productsWanted} and ($6::int is null
       or (p.${order}, p.id) ${than} (select c.${order}, c.id from product c where c.id = $6))
     order by p.${order} ${direction}, p.id ${direction} limit $7`,
  );
}

export const countProducts = statement(
  'count_products',
  `select count(*) as products from product p where ${productsWanted}`,
);

/** Nothing where the SKU exists. */
export const insertProduct = statement(
  'insert_product',
  `insert into product (sku, serialized, name, version) values ($1, $2, $3, $4)
   on conflict (sku) do nothing returning id`,
);

export const updateProduct = statement(
  'update_product',
  `update product set name = $2, category = $3, unknown_serials = $4, wipe_required = $5, serial_pattern = $6,
     numbers = $7::text[], label_hints = $8::jsonb, weight_grams = $9, length_mm = $10, width_mm = $11,
     height_mm = $12, supplier_id = $13, version = $14 where id = $1`,
);

export const deleteGtins = statement('delete_gtins', 'delete from product_gtin where product_id = $1');

export const insertGtins = statement(
  'insert_gtins',
  `insert into product_gtin (gtin, valid_from, valid_to, product_id, version)
   select gtin, valid_from, valid_to, $4, $5
   from unnest($1::text[], $2::date[], $3::date[]) as n(gtin, valid_from, valid_to)`,
);

/** When some GTINs are other products'. */
export const selectOtherGtins = statement(
  'other_gtins',
  `select g.gtin, g.valid_from as "from", g.valid_to as "to", p.sku from product_gtin g
   join product p on p.id = g.product_id where g.gtin = any($1::text[]) and g.product_id <> $2`,
);

// ---- Parts

export const selectProductIds = statement(
  'product_ids',
  'select id, sku from product where sku = any($1::text[])',
);

/** All kits: few, and all of them are asked for whether something would be inside itself. */
export const selectParts = statement('parts', 'select kit_id, part_id from product_part');

export const deleteParts = statement('delete_parts', 'delete from product_part where kit_id = $1');

export const insertParts = statement(
  'insert_parts',
  `insert into product_part (kit_id, part_id, quantity, version)
   select $1, part_id, quantity, $4 from unnest($2::int[], $3::int[]) as n(part_id, quantity)`,
);

// ---- Terms

interface TermsRow {
  readonly id: number;
  readonly from: string;
  readonly set_at: Date;
  readonly set_by: string;
}
export interface WarrantyRow extends TermsRow {
  readonly kind: 'statutory' | 'maker' | 'store' | 'extended' | 'repair';
  readonly months: number;
  readonly starts: 'sale' | 'delivery' | 'activation';
}
export interface CostRow extends TermsRow {
  readonly minor: number;
  readonly currency: string;
}

export const insertWarranty = statement(
  'insert_warranty',
  `insert into product_warranty (product_id, kind, months, starts, from_day, set_at, actor_id)
   select id, $2, $3, $4, $5, $6, $7 from product where sku = $1 returning id`,
);

export const selectWarranties = statement(
  'warranties',
  `select w.id, w.kind, w.months, w.starts, w.from_day as "from", w.set_at, a.code as set_by
   from product_warranty w join actor a on a.id = w.actor_id where w.product_id = $1
   order by w.from_day desc, w.id desc`,
);

export const insertCost = statement(
  'insert_cost',
  `insert into product_cost (product_id, minor, currency, from_day, set_at, actor_id)
   select id, $2, $3, $4, $5, $6 from product where sku = $1 returning id`,
);

export const selectCosts = statement(
  'costs',
  `select c.id, c.minor, c.currency, c.from_day as "from", c.set_at, a.code as set_by
   from product_cost c join actor a on a.id = c.actor_id where c.product_id = $1
   order by c.from_day desc, c.id desc`,
);

/** The effective ones by day: of two that begin on one day, what was written later. */
export const selectTermsOfProduct = statement(
  'terms_of_product',
  `select
     (select coalesce(jsonb_agg(jsonb_build_object('kind', w.kind, 'months', w.months, 'starts', w.starts,
        'from', w.from_day)), '[]') from (select distinct on (kind, from_day) * from product_warranty
        where product_id = $1 order by kind, from_day, id desc) w) as warranties,
     (select coalesce(jsonb_agg(jsonb_build_object('amount', c.minor, 'currency', c.currency, 'from', c.from_day)),
        '[]') from (select distinct on (from_day) * from product_cost
        where product_id = $1 order by from_day, id desc) c) as costs`,
);

// ---- Categories

export interface CategoryRow {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly parent: string | null;
}

export const selectCategories = statement(
  'categories',
  'select id, code, name, parent from category where id > $1 order by id limit $2',
);

export const selectCategory = statement(
  'category',
  'select id, code, name, parent from category where code = $1',
);

/** All of them: a tree is looked at whole. */
export const selectCategoryTree = statement('category_tree', 'select code, parent from category');

/** Nothing where the code exists. */
export const insertCategory = statement(
  'insert_category',
  `insert into category (code, name, parent, version) values ($1, $2, $3, $4)
   on conflict (code) do nothing returning id`,
);

export const updateCategory = statement(
  'update_category',
  'update category set name = $2, parent = $3, version = $4 where code = $1',
);

// ---- Suppliers

export interface SupplierRow {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly numbers: readonly SupplierNumber[];
  readonly sample_size: number | null;
  readonly active: boolean;
}

const supplierColumns = 'id, code, name, numbers, sample_size, active';

export const selectSuppliers = statement(
  'suppliers',
  `select ${supplierColumns} from supplier where id > $1 order by id limit $2`,
);

export const selectSupplier = statement(
  'supplier',
  `select ${supplierColumns} from supplier where code = $1`,
);

/** Photographs that are here, held until the transaction ends. */
export const sharePhotos = statement(
  'photos',
  'select hash from photo where hash = any($1::text[]) and erased_at is null for key share',
);

/** Another supplier that has one of some numbers, with the number. */
export const selectNumberOwner = statement(
  'supplier_number',
  `select s.code, n.value->>'kind' as kind, n.value->>'value' as value
   from supplier s, jsonb_array_elements(s.numbers) as n(value)
   where s.code <> $1 and exists (select from jsonb_array_elements($2::jsonb) as w(value) where w.value = n.value)
   order by s.id limit 1`,
);

/** Nothing where the code exists. */
export const insertSupplier = statement(
  'insert_supplier',
  `insert into supplier (code, name, numbers, sample_size, active, version) values ($1, $2, $3::jsonb, $4, $5, $6)
   on conflict (code) do nothing returning id`,
);

export const updateSupplier = statement(
  'update_supplier',
  'update supplier set name = $2, numbers = $3::jsonb, sample_size = $4, active = $5, version = $6 where code = $1',
);
