import type { Statement } from '../../platform/database.ts';

const statement = (name: string, text: string): Statement => ({ name: `catalog_${name}`, text });

// ---- Products

export interface ProductRow {
  readonly id: number;
  readonly sku: string;
  readonly name: string;
  readonly category: string | null;
  readonly serialized: boolean;
  readonly unknown_serials: 'refuse' | 'arrivals' | 'anywhere';
  readonly wipe_required: boolean;
  readonly gtins: readonly string[];
}

const productColumns = `p.id, p.sku, p.name, p.category, p.serialized, p.unknown_serials, p.wipe_required,
  array(select g.gtin from product_gtin g where g.product_id = p.id order by g.gtin) as gtins`;

export const selectProduct = statement('product', `select ${productColumns} from product p where p.sku = $1`);

export const selectProducts = statement(
  'products',
  `select ${productColumns} from product p where p.id > $1 order by p.id limit $2`,
);

/** Nothing where the SKU exists. */
export const insertProduct = statement(
  'insert_product',
  `insert into product (sku, name, category, serialized, unknown_serials, wipe_required, version)
   values ($1, $2, $3, $4, $5, $6, $7) on conflict (sku) do nothing returning id`,
);

export const updateProduct = statement(
  'update_product',
  `update product set name = $2, category = $3, unknown_serials = $4, wipe_required = $5, version = $6 where id = $1`,
);

export const deleteGtins = statement('delete_gtins', 'delete from product_gtin where product_id = $1');

export const insertGtins = statement(
  'insert_gtins',
  'insert into product_gtin (gtin, product_id, version) select gtin, $1, $3 from unnest($2::text[]) as n(gtin)',
);

// ---- Sites and locations. What is outside (carrier, customer, vendor) is no site to anybody.

export interface SiteRow {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly kind: 'warehouse' | 'store' | 'returns_hub' | 'repair_shop' | 'partner';
  readonly time_zone: string;
  readonly owner: string;
}

const siteColumns = `s.id, s.code, s.name, s.kind, s.time_zone, o.code as owner`;

export const selectSite = statement(
  'site',
  `select ${siteColumns} from site s join owner o on o.id = s.owner_id where s.code = $1 and s.kind <> 'outside'`,
);

export const selectSites = statement(
  'sites',
  `select ${siteColumns} from site s join owner o on o.id = s.owner_id
   where s.id > $1 and s.kind <> 'outside' order by s.id limit $2`,
);

export const selectOwner = statement('owner', 'select id from owner where code = $1');

export const insertSite = statement(
  'insert_site',
  `insert into site (code, name, kind, time_zone, owner_id, version)
   values ($1, $2, $3, $4, $5, $6) on conflict (code) do nothing returning id`,
);

export interface LocationRow {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly kind: 'floor' | 'dock' | 'bin' | 'staging' | 'quarantine' | 'cage' | 'workshop';
  readonly aisle: string | null;
  readonly color: string | null;
}

export const selectLocations = statement(
  'locations',
  `select id, code, name, kind, aisle, color from location where site_id = $1 and id > $2 order by id limit $3`,
);

/** In the given order, so that the first one gets the lowest number; those that exist are left out. */
export const insertLocations = statement(
  'insert_locations',
  `insert into location (site_id, code, name, kind, aisle, color, version)
   select $1, code, name, kind, aisle, color, $7
   from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) with ordinality
     as n(code, name, kind, aisle, color, nth) order by nth
   on conflict (site_id, code) do nothing returning id, code, name, kind, aisle, color`,
);
