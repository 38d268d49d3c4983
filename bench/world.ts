import { bucketOf, unitId } from '../src/ledger/bucket.ts';

/**
 * The retailer that is measured: one warehouse and twenty stores, a hundred products, and units whose every fact follows
 * from their number, so that generator and load driver agree without a word.
 */
export const world = { sites: 21, spotsPerSite: 50, products: 100, actor: 100 } as const;

/** First numbers that the migration leaves free. */
const firstId = 100;

export interface BenchUnit {
  readonly id: number;
  readonly bucket: number;
  readonly serial: string;
  readonly product: number;
  readonly sku: string;
  readonly site: number;
}

/** Units are numbered from 1. */
export function unitOf(number: number): BenchUnit {
  const serial = serialOf(number);
  const product = firstId + (number % world.products);
  const sku = skuOf(product);
  const bucket = bucketOf(`${sku}|${serial}`);
  return { id: unitId(number, bucket), bucket, serial, product, sku, site: siteOf(number) };
}

export function serialOf(number: number): string {
  return `SN${number.toString(36).toUpperCase().padStart(6, '0')}X`;
}

export function siteOf(number: number): number {
  return firstId + (number % world.sites);
}

export function siteCode(site: number): string {
  return site === firstId ? 'DC' : `STORE-${site - firstId}`;
}

export function skuOf(product: number): string {
  return `SKU-${product}`;
}

/** The nth spot of a site, 0 first. */
export function spotOf(site: number, nth: number): number {
  return firstId + (site - firstId) * world.spotsPerSite + nth;
}

export function spotCode(nth: number): string {
  return `BIN-${nth}`;
}

/** Reference data as SQL, for an empty database. */
export const referenceSql = `
  insert into site (id, code, name, kind, time_zone, owner_id)
    select ${firstId} + n, case n when 0 then 'DC' else 'STORE-' || n end, 'Site ' || n,
      case n when 0 then 'warehouse' else 'store' end, 'Europe/Berlin', 1
    from generate_series(0, ${world.sites - 1}) n;
  insert into location (id, site_id, code, name, kind)
    select ${firstId} + s * ${world.spotsPerSite} + n, ${firstId} + s, 'BIN-' || n, 'Spot ' || n, 'bin'
    from generate_series(0, ${world.sites - 1}) s, generate_series(0, ${world.spotsPerSite - 1}) n;
  insert into product (id, sku, name)
    select n, 'SKU-' || n, 'Product ' || n from generate_series(${firstId}, ${firstId + world.products - 1}) n;
  insert into product_gtin (gtin, product_id) select '0' || n || digit, id from (
    select id, 400000000000 + id as n, (10 - (select sum(substr((400000000000 + id)::text, i, 1)::int
      * case i % 2 when 0 then 3 else 1 end) from generate_series(1, 12) i) % 10) % 10 as digit from product
    where id >= ${firstId}) p;
  insert into actor (id, code, name, kind) values (${world.actor}, 'bench', 'Load', 'key');
  select setval(pg_get_serial_sequence(t, 'id'), 9999) from unnest(array['site', 'location', 'product', 'actor']) t;
  update ledger_state set freshness = freshness + 1;`;
