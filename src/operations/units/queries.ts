import { heldByUs } from '../../domain/lifecycle.ts';
import { bucketOfUnit } from '../../ledger/bucket.ts';
import { conditionCodes, statusCodes } from '../../ledger/codes.ts';
import { numberColumn } from '../../platform/columns.ts';
import type { Statement } from '../../platform/database.ts';
import type { UnitFilters, Walk } from './rules.ts';

// ---- Windows: so many units in the order of an index, and which of them fit the other filters

/** A unit as a window shows it. Columns that a walk has no use for are 0. */
export interface WindowRow {
  readonly site_id: number;
  readonly location_id: number;
  readonly product_id: number;
  readonly status: number;
  readonly unit_id: number;
  readonly serial: string;
  readonly fits: boolean;
}

/** Where a window begins: behind this unit, in the direction of the walk. */
export interface Place {
  readonly site: number;
  readonly location: number;
  readonly product: number;
  readonly status: number;
  readonly unit: number;
  /** Of the walk by products alone. */
  readonly serial: string;
}

export interface WindowAsked {
  readonly walk: Walk;
  readonly filters: UnitFilters;
  /** The site of a walk through stock, or the product of one through products; null: all. */
  readonly part: number | null;
  readonly from: Place | null;
  readonly isBack: boolean;
  readonly size: number;
}

export interface Asked {
  readonly statement: Statement;
  readonly values: readonly unknown[];
}

/**
 * The statement of a window. It is put together from the filters that are set, because a plan for filters that may or may not
 * be there would walk none of the indexes; each combination is a statement of its own, parsed once a connection.
 */
export function windowOf(asked: WindowAsked): Asked {
  const values: unknown[] = [];
  const put = (value: unknown, type: string) => {
    values.push(value);
    return `$${values.length}::${type}`;
  };
  const text = asked.walk === 'stock' || asked.walk === 'busy' ? stock(asked, put) : byUnit(asked, put);
  return { statement: named(text), values };
}

type Put = (value: unknown, type: string) => string;

/** Their number is bounded by the combinations of filters. */
const names = new Map<string, Statement>();

function named(text: string): Statement {
  const known = names.get(text);
  if (known) return known;
  const statement = { name: `units_window_${names.size + 1}`, text };
  names.set(text, statement);
  return statement;
}

/** Along the list of what is in our hands; a product is looked for spot by spot, which are thousands, not millions. */
function stock({ walk, filters, part, from, isBack, size }: WindowAsked, put: Put): string {
  const { product, location, status } = filters;
  const columns = ['site_id', 'location_id', 'product_id', 'status', 'bucket', 'unit_id'];
  const isBySpot = walk === 'stock' && product !== null && location === null;
  const where = [
    ...(part === null ? [] : [`s.site_id = ${put(part, 'int')}`]),
    ...(location === null ? [] : [`s.location_id = ${put(location, 'int')}`]),
    ...(product === null ? [] : [`s.product_id = ${put(product, 'int')}`]),
    ...(status === null ? [] : [`s.status = ${put(statusCodes.toCode(status), 'smallint')}`]),
    ...(walk === 'busy' ? [`s.status <> ${statusCodes.toCode('in_stock')}`] : []),
    ...(from === null
      ? []
      : [
          `(${columns.map((name) => `s.${name}`).join(', ')}) ${isBack ? '<' : '>'} (${[
            put(from.site, 'int'),
            put(from.location, 'int'),
            put(from.product, 'int'),
            put(from.status, 'smallint'),
            put(bucketOfUnit(from.unit), 'smallint'),
            put(from.unit, 'bigint'),
          ].join(', ')})`,
        ]),
  ];
  const direction = isBack ? ' desc' : '';
  const order = (of: string, names: readonly string[]) =>
    names.map((name) => `${of}${name}${direction}`).join(', ');
  const limit = `limit ${put(size, 'int')}`;
  const conditions = where.length === 0 ? '' : `where ${where.join(' and ')}`;
  const inner = isBySpot
    ? `select s.* from (select site_id, id from location l${
        part === null ? '' : ` where l.site_id = ${put(part, 'int')}`
      } order by ${order('l.', ['site_id', 'id'])}) l cross join lateral (
        select s.* from stock_unit s ${conditions} and s.site_id = l.site_id and s.location_id = l.id
        order by ${order('s.', columns.slice(3))} ${limit}) s
      order by ${order('l.', ['site_id', 'id'])}, ${order('s.', columns.slice(3))} ${limit}`
    : `select s.* from stock_unit s ${conditions} order by ${order('s.', columns)} ${limit}`;
  const rest = factsOf(filters, put);
  const fits = rest.length === 0 ? 'true' : rest.join(' and ');
  const joined = rest.length === 0 ? '' : 'join unit u on u.bucket = s.bucket and u.id = s.unit_id';
  return `select s.site_id, s.location_id, s.product_id, s.status, s.unit_id, '' as serial, ${fits} as fits
    from (${inner}) s ${joined} order by ${order('s.', columns)}`;
}

/** Along one of the indexes of units, in the order of their ids, or of their serials for one product. */
function byUnit({ walk, filters, part, from, isBack, size }: WindowAsked, put: Put): string {
  const than = isBack ? '<' : '>';
  const direction = isBack ? ' desc' : '';
  const isSerials = walk === 'products';
  const order = isSerials ? ['length(u.serial)', 'u.serial', 'u.id'] : ['u.id'];
  const where = [...along(walk, filters, part, put)];
  if (from !== null && !isSerials) where.push(`u.id ${than} ${put(from.unit, 'bigint')}`);
  if (from !== null && isSerials) {
    const serial = put(from.serial, 'text');
    where.push(`(${order.join(', ')}) ${than} (length(${serial}), ${serial}, ${put(from.unit, 'bigint')})`);
  }
  const rest = [...standingOf(filters, put), ...factsOf(filters, put)];
  return `select 0 as site_id, 0 as location_id, u.product_id, 0 as status, u.id as unit_id, u.serial,
      ${rest.length === 0 ? 'true' : rest.join(' and ')} as fits
    from (select u.* from unit u where ${where.join(' and ')}
      order by ${order.map((name) => name + direction).join(', ')} limit ${put(size, 'int')}) u
    order by ${order.map((name) => name + direction).join(', ')}`;
}

function along(walk: Walk, { ids, lot, condition }: UnitFilters, part: number | null, put: Put): string[] {
  switch (walk) {
    case 'numbers': {
      const buckets = put(numberColumn((ids ?? []).map(bucketOfUnit)), 'smallint[]');
      return [
        `(u.bucket, u.id) in (select * from unnest(${buckets}, ${put(numberColumn(ids ?? []), 'bigint[]')}))`,
      ];
    }
    case 'lot':
      return [
        `u.lot = ${put(lot, 'text')}`,
        part === null ? 'u.product_id in (select id from product)' : `u.product_id = ${put(part, 'int')}`,
      ];
    case 'held':
      return ['u.holds is not null'];
    case 'condition':
      return [
        `u.condition = ${put(conditionCodes.toCode(condition!), 'smallint')}`,
        `u.condition <> ${conditionCodes.toCode('new')}`,
      ];
    default:
      return [`u.product_id = ${put(part, 'int')}`];
  }
}

const ourStatuses = heldByUs.map(statusCodes.toCode).join(', ');

/** Status, product and spot, where no walk through stock has answered for them. */
function standingOf({ status, ours, product, location }: UnitFilters, put: Put): string[] {
  const anyStatus = ours ? `u.status in (${ourStatuses})` : `u.status <> ${statusCodes.toCode('none')}`;
  return [
    status === null ? anyStatus : `u.status = ${put(statusCodes.toCode(status), 'smallint')}`,
    ...(product === null ? [] : [`u.product_id = ${put(product, 'int')}`]),
    ...(location === null ? [] : [`u.place = ${put(location, 'int')}`]),
  ];
}

/** What stands on the unit itself. */
function factsOf({ condition, held, hold, lot, supplier }: UnitFilters, put: Put): string[] {
  return [
    ...(condition === null ? [] : [`u.condition = ${put(conditionCodes.toCode(condition), 'smallint')}`]),
    ...(held === null ? [] : [`u.holds is ${held ? 'not ' : ''}null`]),
    ...(hold === null ? [] : [`(' ' || u.holds) like ${put(`% ${hold}%`, 'text')}`]),
    ...(lot === null ? [] : [`u.lot = ${put(lot, 'text')}`]),
    ...(supplier === null ? [] : [`u.supplier = ${put(supplier, 'text')}`]),
  ];
}

/** Where a unit stands in the order of serials. */
export const selectSerialKey: Statement = {
  name: 'units_serial_key',
  text: 'select product_id, serial from unit where bucket = $1 and id = $2',
};

// ---- Counts

/** How many units there are: $1 sites, $2 product, $3 statuses, $4 condition, $5 held; null: any. */
export const countUnits: Statement = {
  name: 'units_count',
  text: `select coalesce(sum(quantity), 0)::bigint as quantity from unit_count
    where ($1::int[] is null or site_id = any($1)) and ($2::int is null or product_id = $2)
      and status = any($3::smallint[]) and ($4::smallint is null or condition = $4)
      and ($5::boolean is null or held = $5)`,
};

/** The products of which there are units of some statuses, anywhere. */
export const selectProductsWith: Statement = {
  name: 'units_products_with',
  text: `select distinct product_id from unit_count where status = any($1::smallint[]) and quantity > 0
    and ($2::int is null or product_id = $2) order by product_id`,
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
