import { limits } from '../../domain/limits.ts';
import type { Reference } from '../../ledger/reference.ts';
import type { UnitView } from '../../ledger/unit-view.ts';
import { numberColumn } from '../../platform/columns.ts';
import type { Database } from '../../platform/database.ts';
import type { SuggestionOnWire } from './contract.ts';
import * as sql from './queries.ts';
import { suggest } from './rules.ts';

/** The best spots of a site for each of some units, at most `most`, by the unit's id: two statements for all of them. */
export async function spotsFor(
  database: Database,
  names: Reference,
  site: number,
  units: readonly UnitView[],
  most: number,
): Promise<ReadonlyMap<number, readonly SuggestionOnWire[]>> {
  if (units.length === 0) return new Map();
  const products = [...new Set(units.flatMap(({ sku }) => names.productsBySku.get(sku)?.id ?? []))];
  const [spots, same] = await Promise.all([
    database.query<sql.SpotRow>(sql.selectSpots, [site, limits.mapUnitsMax]),
    database.query<sql.SameRow>(sql.selectSame, [site, numberColumn(products), limits.mapUnitsMax]),
  ]);
  const codes = new Map(spots.rows.map(({ id, code }) => [id, code]));
  const sameOf = (product: number | undefined) =>
    new Map(
      same.rows
        .filter((row) => row.product_id === product)
        .map(({ location_id, units }) => [codes.get(location_id) ?? '', units]),
    );
  return new Map(
    units.map((unit) => {
      const sameAt = sameOf(names.productsBySku.get(unit.sku)?.id);
      return [unit.id, suggest(unit, spots.rows, sameAt, most).map(onWire)];
    }),
  );
}

function onWire({ spot, why, same }: ReturnType<typeof suggest<sql.SpotRow>>[number]): SuggestionOnWire {
  const { code, name, kind, aisle, color, units, capacity } = spot;
  return { code, name, kind, aisle, color, units, capacity, same, why };
}
