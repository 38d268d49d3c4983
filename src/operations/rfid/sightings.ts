import { limits } from '../../domain/limits.ts';
import { isAtLeast, type Level, type Zone, zonesOf } from '../../domain/rfid/confidence.ts';
import { dockMove, type ReaderPurpose } from '../../domain/rfid/readers.ts';
import { type Sites, within } from '../../domain/sites.ts';
import { bucketOfUnit } from '../../ledger/bucket.ts';
import { statusCodes } from '../../ledger/codes.ts';
import { placeOf, type Reference } from '../../ledger/reference.ts';
import { instantOfMs } from '../../platform/clock.ts';
import { numberColumn } from '../../platform/columns.ts';
import type { Database } from '../../platform/database.ts';
import type { SightingOnWire, UnitSightingsOnWire } from './contract.ts';
import { heardOf, zoneOnWire } from './heard.ts';
import * as sql from './queries.ts';

/** A unit that is likely at a spot, and how likely. */
export interface SightedUnit {
  readonly unit: number;
  readonly place: number;
  readonly confidence: number;
  readonly level: Level;
  readonly reads: number;
  /** When it was heard there last. */
  readonly lastAt: Date;
}

/**
 * Units that were heard at a site since a time, and at the spot if one is said, each at its likeliest place there with how far
 * all that was heard of it speaks for that: what a count is merged with. Reads are kept by windows, so what was heard in
 * the one in which the time lies speaks along. Evidence: whoever counts decides what it is worth.
 */
export async function sightingsIn(
  database: Database,
  names: Reference,
  asked: { readonly site: number; readonly spot: number | null; readonly since: string },
): Promise<readonly SightedUnit[]> {
  const places = placesOf(names, asked.site, asked.spot);
  const since = windowOf(asked.since);
  const seen = await database.query<sql.SeenUnitRow>(sql.selectSeenUnits, [
    numberColumn(places),
    since,
    0,
    limits.sightingRowsPerPage,
    null,
  ]);
  const ids = seen.rows.map(({ unit_id }) => unit_id);
  if (ids.length === 0) return [];
  const heard = await database.query<sql.SeenRow>(sql.selectHeardSince, [numberColumn(ids), since]);
  const byUnit = grouped(heard.rows);
  return ids.flatMap((unit) => {
    const rows = byUnit.get(unit) ?? [];
    const here = zonesOf(rows.map(heardOf)).find(({ place }) => places.includes(place));
    if (!here) return [];
    const { place, confidence, level, reads } = here;
    const lastAt = latestOf(rows.filter((row) => row.place === place));
    if (lastAt.getTime() < Date.parse(asked.since)) return [];
    return [{ unit, place, confidence, level, reads, lastAt }];
  });
}

/** The beginning of the window in which a time lies. */
function windowOf(time: string): string {
  const at = Date.parse(time);
  return instantOfMs(at - (at % limits.sightingWindowMs)).toISOString();
}

export interface SightingsAsked {
  readonly site: number;
  readonly spot: number | null;
  readonly since: string;
  /** Behind which unit the page begins. */
  readonly after: number;
  readonly limit: number;
  readonly products: readonly number[] | null;
  readonly least: Level;
  readonly purpose: ReaderPurpose | null;
  readonly isWaiting: boolean;
  /** Where the caller may read. */
  readonly sites: Sites;
}

/** A page of units heard at a site, each at its likeliest spot there by what was heard last; `next`: behind which unit. */
export async function listSightings(
  database: Database,
  names: Reference,
  asked: SightingsAsked,
): Promise<{ readonly items: readonly SightingOnWire[]; readonly next: number | null }> {
  const places = placesOf(names, asked.site, asked.spot);
  const found = await database.query<sql.SeenUnitRow>(sql.selectSeenUnits, [
    numberColumn(places),
    asked.since,
    asked.after,
    asked.limit + 1,
    asked.products === null ? null : numberColumn(asked.products),
  ]);
  const page = found.rows.slice(0, asked.limit);
  const ids = page.map(({ unit_id }) => unit_id);
  if (ids.length === 0) return { items: [], next: null };
  const keys = [numberColumn(ids.map(bucketOfUnit)), numberColumn(ids)];
  const [heard, awaited, readers] = await Promise.all([
    database.query<sql.SeenRow>(sql.selectHeardLast, [numberColumn(ids), asked.since, windowSeconds]),
    database.query<AwaitedRow>(sql.selectAwaited, keys),
    database.query<{ id: number }>(sql.selectReadersFor, [asked.site, asked.purpose]),
  ]);
  const seen: Seen = {
    names,
    places: new Set(places),
    heard: grouped(heard.rows),
    awaited: new Map(awaited.rows.map(({ unit_id, kind, number }) => [unit_id, { kind, number }])),
    readers: asked.purpose === null ? null : new Set(readers.rows.map(({ id }) => id)),
  };
  const items = page.flatMap((unit) => sightingOf(unit, seen, asked));
  return { items, next: found.rows.length > asked.limit ? ids.at(-1)! : null };
}

interface AwaitedRow {
  readonly unit_id: number;
  readonly kind: string;
  readonly number: string;
}

interface Seen {
  readonly names: Reference;
  readonly places: ReadonlySet<number>;
  readonly heard: ReadonlyMap<number, readonly sql.SeenRow[]>;
  readonly awaited: ReadonlyMap<number, { readonly kind: string; readonly number: string }>;
  /** Only what these heard counts as seen; null: any. */
  readonly readers: ReadonlySet<number> | null;
}

function sightingOf(unit: sql.SeenUnitRow, seen: Seen, asked: SightingsAsked): SightingOnWire[] {
  const { names, places, readers } = seen;
  const rows = seen.heard.get(unit.unit_id) ?? [];
  const zones = zonesOf(rows.map(heardOf));
  const isOf = ({ place }: Zone) =>
    places.has(place) &&
    (readers === null || rows.some((row) => row.place === place && readers.has(row.reader_id)));
  const zone = zones.find(isOf);
  const status = statusCodes.toWord(unit.status);
  const waitsFor = dockMove(status);
  if (!zone || !isAtLeast(zone.level, asked.least) || (asked.isWaiting && waitsFor === null)) return [];
  const here = rows.filter(({ place }) => place === zone.place);
  const product = names.products.get(unit.product_id);
  const recordedSite = names.locations.get(unit.place)?.site.id;
  const isSeen = recordedSite !== undefined && within(asked.sites, recordedSite);
  return [
    {
      unit: unit.unit_id,
      sku: product?.sku ?? '',
      name: product?.name ?? '',
      serial: unit.serial,
      status,
      recorded: isSeen ? placeOf(names, unit.place) : null,
      ...zoneOnWire(zone, names),
      firstAt: here
        .reduce((first, row) => (row.first_at < first ? row.first_at : first), here[0]!.first_at)
        .toISOString(),
      lastAt: latestOf(here).toISOString(),
      otherSpots: zones.length - 1,
      waitsFor,
      document: waitsFor === null ? null : (seen.awaited.get(unit.unit_id) ?? null),
    },
  ];
}

/** When and where one unit was heard, the latest first; at other sites than these it was not heard for who asks. */
export async function sightingsOfUnit(
  database: Database,
  names: Reference,
  unit: number,
  sites: Sites,
): Promise<UnitSightingsOnWire> {
  const places = [...names.locations.values()]
    .filter(({ site }) => within(sites, site.id))
    .map(({ id }) => id);
  const values = [unit, numberColumn(places), limits.sightingsPerUnit];
  const { rows } = await database.query<sql.SeenRow & { since: Date }>(sql.selectOfUnit, values);
  const windows = new Map<number, (sql.SeenRow & { since: Date })[]>();
  for (const row of rows) {
    const since = row.since.getTime();
    windows.set(since, [...(windows.get(since) ?? []), row]);
  }
  const seen = new Set(places);
  const items = [...windows.values()].map((window) => {
    const here = window.filter(({ place }) => seen.has(place));
    return {
      firstAt: here
        .reduce((first, row) => (row.first_at < first ? row.first_at : first), here[0]!.first_at)
        .toISOString(),
      lastAt: latestOf(here).toISOString(),
      zones: zonesOf(window.map(heardOf))
        .filter(({ place }) => seen.has(place))
        .map((zone) => zoneOnWire(zone, names)),
    };
  });
  return { unit, items };
}

const windowSeconds = limits.sightingWindowMs / 1_000;

function placesOf(names: Reference, site: number, spot: number | null): readonly number[] {
  if (spot !== null) return [spot];
  return [...names.locations.values()].filter((location) => location.site.id === site).map(({ id }) => id);
}

function grouped(rows: readonly sql.SeenRow[]): ReadonlyMap<number, readonly sql.SeenRow[]> {
  const byUnit = new Map<number, sql.SeenRow[]>();
  for (const row of rows) {
    const known = byUnit.get(row.unit_id);
    if (known) known.push(row);
    else byUnit.set(row.unit_id, [row]);
  }
  return byUnit;
}

function latestOf(rows: readonly sql.SeenRow[]): Date {
  return rows.reduce((last, row) => (row.last_at > last ? row.last_at : last), rows[0]!.last_at);
}
