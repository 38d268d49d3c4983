import { heldByUs } from '../domain/lifecycle.ts';
import { numberColumn } from '../platform/columns.ts';
import type { Connection, Statement } from '../platform/database.ts';
import type { Act } from './acts.ts';
import type { Reference } from './reference.ts';
import type { HeldUnit, Work } from './work.ts';

/** How many units lay at each spot that takes only so many when the group began; spots without a limit are not in it. */
export type Crowds = ReadonlyMap<number, number>;

const nobody: Crowds = new Map();

/**
 * Counts what lies at the spots where the acts lay things, as far as those take only so many. Groups that lay things at
 * the same such spot come one after the other, so the last place is given once; the lock comes before all others, in
 * one order. Arrivals ask for no place: what stands there is there.
 */
export async function readCrowds(
  tx: Connection,
  acts: readonly Act[],
  reference: Reference,
): Promise<Crowds> {
  const spots = new Set<number>();
  for (const { move, location } of acts) {
    if (location === null || (move !== 'put_away' && move !== 'move_spot')) continue;
    if (reference.locations.get(location)?.capacity != null) spots.add(location);
  }
  if (spots.size === 0) return nobody;
  const wanted = [...spots].sort((a, b) => a - b);
  const sites = wanted.map((spot) => reference.locations.get(spot)!.site.id);
  await tx.query(lockSpots, [numberColumn(wanted)]);
  const { rows } = await tx.query<CrowdRow>(countAtSpots, [numberColumn(sites), numberColumn(wanted)]);
  return new Map(rows.map(({ location_id, units }) => [location_id, units]));
}

/** How many other units lie at the act's spot now, as this group has left it; undefined where it takes any number. */
export function crowdAt(spot: number, held: HeldUnit, work: Work) {
  const before = work.crowds.get(spot);
  const capacity = work.reference.locations.get(spot)?.capacity;
  if (before === undefined || capacity == null) return undefined;
  let units = before;
  for (const one of new Set([...work.units.values(), ...work.made.values()])) {
    if (one.before && liesAt(one.before, spot)) units -= 1;
    if (one !== held && liesAt(one.unit, spot)) units += 1;
  }
  return { units, capacity };
}

function liesAt({ status, place }: HeldUnit['unit'], spot: number): boolean {
  return place === spot && heldByUs.includes(status);
}

interface CrowdRow {
  readonly location_id: number;
  readonly units: number;
}

const lockSpots: Statement = {
  name: 'ledger_lock_spots',
  text: 'select pg_advisory_xact_lock(7319, id) from unnest($1::int[]) as k(id)',
};

const countAtSpots: Statement = {
  name: 'ledger_count_at_spots',
  text: `select k.location_id, (select count(*)::int from stock_unit s
      where s.site_id = k.site_id and s.location_id = k.location_id) as units
    from unnest($1::int[], $2::int[]) as k(site_id, location_id)`,
};
