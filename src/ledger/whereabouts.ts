import type { Status } from '../domain/facts.ts';
import { type Sites, within } from '../domain/sites.ts';
import type { Reader } from '../platform/shared-reads.ts';
import { statusCodes } from './codes.ts';
import { type WhereaboutsRow, whereabouts } from './queries-read.ts';
import type { Reference } from './reference.ts';

/** What tells whose site a unit is of. Places and spots are numbers of locations. */
export interface Whereabouts {
  readonly status: Status;
  /** Where it is; 0: it was never anywhere. */
  readonly place: number;
  readonly lastSpot: number;
  /** For a unit that is outside: where it was last inside, and where the scan was made by which it left. */
  readonly inside: number | null;
  readonly leftAt: number | null;
  /** The code of the site that it was sent to, as the scan said. */
  readonly sentTo: string | null;
}

/**
 * The sites a unit is of (docs/decisions/0034): the one where it is. One that left us is of the site it left; one on its
 * way between our sites is of both ends; one that was never anywhere is of the site that spoke of it last.
 */
export function sitesOfUnit(where: Whereabouts, reference: Reference): number[] {
  const siteAt = (place: number | null) =>
    place === null ? undefined : reference.locations.get(place)?.site;
  const here = siteAt(where.place);
  if (here && here.kind !== 'outside') return [here.id];
  const left = [siteAt(where.inside), siteAt(where.leftAt)];
  const wentTo = where.sentTo === null ? undefined : reference.sitesByCode.get(where.sentTo);
  const ends = where.status === 'in_transit' ? [...left, wentTo] : left;
  const found = ends.flatMap((site) => (site && site.kind !== 'outside' ? [site.id] : []));
  return found.length > 0 ? [...new Set(found)] : [siteAt(where.lastSpot)?.id ?? 0];
}

/** Of some units those that are of one of the sites, in the same order. All sites ask nothing of the database. */
export async function unitsWithin(
  read: Reader,
  reference: Reference,
  ids: readonly number[],
  sites: Sites,
): Promise<readonly number[]> {
  if (sites === null || ids.length === 0) return ids;
  const rows = await read(whereabouts, ids);
  const seen = new Set(rows.filter((row) => isWithin(row, reference, sites)).map(({ id }) => id));
  return ids.filter((id) => seen.has(id));
}

/** The sites that some units are of, each once. */
export async function unitSites(
  read: Reader,
  reference: Reference,
  ids: readonly number[],
): Promise<readonly number[]> {
  if (ids.length === 0) return [];
  const rows = await read(whereabouts, ids);
  return [...new Set(rows.flatMap((row) => sitesOfRow(row, reference)))];
}

function isWithin(row: WhereaboutsRow, reference: Reference, sites: Sites): boolean {
  return sitesOfRow(row, reference).some((site) => within(sites, site));
}

function sitesOfRow(row: WhereaboutsRow, reference: Reference): number[] {
  const { place, inside } = row;
  const where = { status: statusCodes.toWord(row.status), place, inside };
  const rest = { lastSpot: row.last_spot, leftAt: row.left_at, sentTo: row.sent_to };
  return sitesOfUnit({ ...where, ...rest }, reference);
}
