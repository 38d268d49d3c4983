import { type Sites, within } from '../../domain/sites.ts';
import { bucketOfUnit } from '../../ledger/bucket.ts';
import type { Reference } from '../../ledger/reference.ts';
import { numberColumn } from '../../platform/columns.ts';
import { selectUnitPlaces, type UnitPlaceRow } from './queries.ts';
import type { Sources } from './sources.ts';

/**
 * Those of some units that somebody with these sites may see, in their order: units at a site of his, and units that left us
 * from one. For everywhere nothing is asked.
 */
export async function unitsWithin(
  { database, reference }: Sources,
  ids: readonly number[],
  sites: Sites,
): Promise<number[]> {
  if (sites === null || ids.length === 0) return [...ids];
  const { rows } = await database.query<UnitPlaceRow>(selectUnitPlaces, [
    numberColumn(ids.map(bucketOfUnit)),
    numberColumn(ids),
  ]);
  const seen = new Set(rows.filter((row) => isWithin(row, reference, sites)).map(({ id }) => id));
  return ids.filter((id) => seen.has(id));
}

function isWithin({ place, last_spot }: UnitPlaceRow, reference: Reference, sites: Sites): boolean {
  const at = reference.locations.get(place)?.site;
  if (at !== undefined && at.kind !== 'outside') return within(sites, at.id);
  const left = reference.locations.get(last_spot)?.site;
  return left !== undefined && within(sites, left.id);
}
