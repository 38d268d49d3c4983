import type { Statement } from '../../platform/database.ts';

export interface StockKey {
  readonly location_id: number;
  readonly product_id: number;
  readonly status: number;
  readonly bucket: number;
  readonly unit_id: number;
}

/** Units in our hands at one site, in the order of the table's key, from behind a key on. */
export const selectStock: Statement = {
  name: 'units_stock',
  text: `select location_id, product_id, status, bucket, unit_id from stock_unit
    where site_id = $1 and ($2::int is null or product_id = $2) and ($3::smallint is null or status = $3)
      and (location_id, product_id, status, bucket, unit_id) > ($4, $5, $6, $7, $8)
    order by location_id, product_id, status, bucket, unit_id limit $9`,
};

/** Pieces of a plain product have no status. */
export interface CountRow {
  readonly product_id: number;
  readonly site_id: number;
  readonly status: number | null;
  readonly condition: number | null;
  readonly held: boolean;
  readonly owner: number;
  readonly quantity: number;
}

/**
 * Counts of the first $5 pairs of product and site behind ($3, $4). One product at many sites and many products at one
 * site are two statements, so that each walks the key of the counts.
 */
const counts = (name: string, ofUnits: string, ofPieces: string): Statement => ({
  name: `units_counts_${name}`,
  text: `select product_id, site_id, status, condition, held, owner, quantity from (
      select *, dense_rank() over (order by product_id, site_id) as nth from (
        select c.product_id, c.site_id, c.status, c.condition, c.held, c.owner, c.quantity from unit_count c
        where c.site_id = any($1::int[]) and c.quantity <> 0 and ${ofUnits}
        union all
        select q.product_id, l.site_id, null, null, false, 0, sum(q.quantity)::bigint
        from quantity_count q join location l on l.id = q.place
        where l.site_id = any($1::int[]) and ${ofPieces} group by q.product_id, l.site_id) as found
      where (product_id, site_id) > ($3, $4)) as ranked
    where nth <= $5 order by product_id, site_id, status`,
});

export const selectCountsOfProduct = counts('product', 'c.product_id = $2', 'q.product_id = $2');
export const selectCountsOfSite = counts('site', '$2::int is null', '$2::int is null');
