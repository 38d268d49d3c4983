import { conditionCodes, statusCodes } from '../../ledger/codes.ts';
import { outside, type Reference } from '../../ledger/reference.ts';
import { numberColumn } from '../../platform/columns.ts';
import type { Database } from '../../platform/database.ts';
import type { AvailabilityOnWire } from './contract.ts';
import { type CountRow, selectCountsOfProduct, selectCountsOfSite } from './queries.ts';
import { figuresOf } from './rules.ts';

export interface AvailabilityAsked {
  /** The product's number; null: every product. */
  readonly product: number | null;
  readonly sites: readonly number[];
  /** The pair of product and site behind which to begin. */
  readonly after: readonly number[];
  readonly limit: number;
}

export interface AvailabilityFound {
  readonly key: string;
  readonly item: AvailabilityOnWire;
}

/** Figures of each pair of product and site that has any, one pair more than asked for where there is one. */
export async function availability(
  database: Database,
  reference: Reference,
  { product, sites, after, limit }: AvailabilityAsked,
): Promise<AvailabilityFound[]> {
  const statement = product === null ? selectCountsOfSite : selectCountsOfProduct;
  const values = [numberColumn(sites), product, after[0], after[1], limit + 1];
  const { rows } = await database.query<CountRow>(statement, values);
  const pairs = new Map<string, CountRow[]>();
  for (const row of rows) {
    const key = `${row.product_id}.${row.site_id}`;
    const pair = pairs.get(key);
    if (pair) pair.push(row);
    else pairs.set(key, [row]);
  }
  return [...pairs].map(([key, pair]) => ({ key, item: itemOf(pair, reference) }));
}

function itemOf(rows: readonly CountRow[], reference: Reference): AvailabilityOnWire {
  const { product_id, site_id, status } = rows[0]!;
  const sku = reference.products.get(product_id)?.sku ?? '';
  const site = reference.sites.get(site_id)?.code ?? '';
  if (status === null) {
    const { quantity } = rows[0]!;
    return { sku, site, onHand: quantity, held: 0, sellable: Math.max(0, quantity), byStatus: [] };
  }
  const { byStatus, ...figures } = figuresOf(rows.map(countOf));
  return { sku, site, ...figures, byStatus: [...byStatus] };
}

function countOf(row: CountRow) {
  return {
    status: statusCodes.toWord(row.status!),
    condition: conditionCodes.toWord(row.condition!),
    held: row.held,
    isCustomers: row.owner === outside.customerOwner,
    quantity: row.quantity,
  };
}
