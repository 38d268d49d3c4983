import type { Caller } from '../../access/caller.ts';
import { limits } from '../../domain/limits.ts';
import { orProblem } from '../../http/changed.ts';
import { endpoint } from '../../http/endpoint.ts';
import { idCursor, numbersCursor, pageOfRows } from '../../http/paging.ts';
import { conditionCodes, statusCodes } from '../../ledger/codes.ts';
import type { ReadReference } from '../../ledger/current-reference.ts';
import { placeOf, type Reference } from '../../ledger/reference.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database.ts';
import * as wire from './contract.ts';
import { filtersOf } from './filters.ts';
import * as sql from './queries.ts';

export interface InventoryParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly reference: ReadReference;
}

/** What lies in our hands, where and since when: sums that open onto the units. */
export function inventoryEndpoints({ database, clock, reference }: InventoryParts) {
  const asked = async (query: wire.InventoryQuery, { sites }: Caller) => {
    const names = await reference();
    const { values } = orProblem(filtersOf(query, names, sites, clock.now().toISOString()));
    return { names, values };
  };
  return {
    ages: endpoint({
      id: 'getInventoryAges',
      summary: 'Count what lies in our hands by age',
      query: wire.inventoryQuery,
      replies: { 200: { description: 'Units by age.', schema: wire.agesSchema } },
      async handle({ query, caller }) {
        const { values } = await asked(query, caller);
        const { rows } = await database.query<sql.AgeCounts>(sql.selectAges, values);
        return agesOnWire(rows[0]!);
      },
    }),
    products: endpoint({
      id: 'listInventory',
      summary: 'List what lies in our hands by product and age',
      query: wire.inventoryPageQuery,
      replies: { 200: { description: 'Products of which there are units.', schema: wire.productPage } },
      async handle({ query, caller }) {
        const { after, limit = limits.pageItemsDefault } = query;
        const { values } = await asked(query, caller);
        const { rows } = await database.query<sql.ProductAgesRow>(sql.selectProducts, [
          ...values,
          idCursor(after),
          limit + 1,
        ]);
        const onWire = (row: sql.ProductAgesRow) => ({
          ...{ sku: row.sku, name: row.name, category: row.category },
          ...agesOnWire(row),
        });
        return pageOfRows(rows, limit, onWire, ({ product_id }) => String(product_id));
      },
    }),
    spots: endpoint({
      id: 'listInventorySpots',
      summary: 'List what lies at each spot, by age',
      description: 'Spots where nothing lies that is asked for are left out.',
      query: wire.inventoryPageQuery,
      replies: { 200: { description: 'Spots.', schema: wire.spotPage } },
      async handle({ query, caller }) {
        const { after, limit = limits.pageItemsDefault } = query;
        const { values } = await asked(query, caller);
        const { rows } = await database.query<sql.SpotAgesRow>(sql.selectSpots, [
          ...values,
          idCursor(after),
          limit + 1,
        ]);
        return pageOfRows(rows, limit, spotOnWire, ({ location_id }) => String(location_id));
      },
    }),
    units: endpoint({
      id: 'listInventoryUnits',
      summary: 'List what lies in our hands, the oldest first',
      query: wire.inventoryPageQuery,
      replies: { 200: { description: 'Units.', schema: wire.unitPage } },
      async handle({ query, caller }) {
        const { after, limit = limits.pageItemsDefault } = query;
        const { values, names } = await asked(query, caller);
        const from = numbersCursor(after, 2) ?? [0, 0];
        const { rows } = await database.query<sql.LyingRow>(sql.selectUnits, [...values, ...from, limit + 1]);
        return pageOfRows(
          rows,
          limit,
          (row) => unitOnWire(row, names),
          ({ since_ms, unit_id }) => `${since_ms}.${unit_id}`,
        );
      },
    }),
  };
}

function agesOnWire({ b0, b1, b2, b3, b4, b5, units, oldest }: sql.AgeCounts): wire.InventoryAges {
  return {
    units,
    days0to30: b0,
    days31to60: b1,
    days61to90: b2,
    days91to180: b3,
    days181to365: b4,
    over365: b5,
    oldestDays: oldest,
  };
}

function spotOnWire(row: sql.SpotAgesRow): wire.InventorySpot {
  const { site, code, kind, aisle, color, capacity } = row;
  return { site, code, kind, aisle, color, capacity, ...agesOnWire(row) };
}

function unitOnWire(row: sql.LyingRow, names: Reference): wire.InventoryUnit {
  const { unit_id, sku, name, serial, status, condition, holds, location_id, since, days, last_at } = row;
  return {
    ...{ id: unit_id, sku, name, serial, days },
    status: statusCodes.toWord(status),
    condition: conditionCodes.toWord(condition),
    holds: holds?.split(' ') ?? [],
    place: placeOf(names, location_id) ?? '',
    since: since.toISOString(),
    lastAt: last_at.toISOString(),
  };
}
