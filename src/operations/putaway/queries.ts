import { heldByUs } from '../../domain/lifecycle.ts';
import { statusCodes } from '../../ledger/codes.ts';
import type { Statement } from '../../platform/database.ts';

const statement = (name: string, text: string): Statement => ({ name: `putaway_${name}`, text });

export interface SpotRow {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly aisle: string | null;
  readonly color: string | null;
  readonly position: number | null;
  readonly capacity: number | null;
  readonly units: number;
}

/** Spots in use with how many units lie at each; counting stops at what the spot holds, or at $2. */
export const selectSpots = statement(
  'spots',
  `select l.id, l.code, l.name, l.kind, l.aisle, l.color, l.position, l.capacity, u.units
   from location l cross join lateral (select count(*)::int as units from (
     select from stock_unit where site_id = $1 and location_id = l.id limit coalesce(l.capacity, $2)) s) u
   where l.site_id = $1 and l.active order by l.id`,
);

export interface SameRow {
  readonly location_id: number;
  readonly product_id: number;
  readonly units: number;
}

/** Where more of some products lies in stock: one look at the key of each spot and product. Counting stops at $3. */
export const selectSame = statement(
  'same',
  `select l.id as location_id, p.product_id, u.units
   from location l cross join unnest($2::int[]) as p(product_id)
   cross join lateral (select count(*)::int as units from (select from stock_unit s
     where s.site_id = $1 and s.location_id = l.id and s.product_id = p.product_id
       and s.status = ${statusCodes.toCode('in_stock')} limit $3) s) u
   where l.site_id = $1 and l.active and u.units > 0`,
);

export interface WaitingRow {
  readonly unit_id: number;
  /** How many wait in all, up to $3. */
  readonly waiting: number;
}

const waitingStatuses = heldByUs
  .filter((status) => status === 'in_stock' || status === 'returned')
  .map(statusCodes.toCode)
  .join(', ');

/**
 * What stands at the docks of a site, what came first on top. Of more than $3 nobody looks at the others: a dock that full
 * is put away from any end.
 */
export const selectWaiting = statement(
  'waiting',
  `select s.unit_id, count(*) over ()::int as waiting from (
     select s.bucket, s.unit_id from location l join stock_unit s on s.site_id = l.site_id and s.location_id = l.id
     where l.site_id = $1 and l.kind = 'dock' and s.status in (${waitingStatuses}) limit $3) s
   join unit u on u.bucket = s.bucket and u.id = s.unit_id
   order by u.last_at, u.id limit $2`,
);
