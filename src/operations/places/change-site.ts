import {
  type Changed as AnyChanged,
  changeOrProblem,
  type ReferenceParts,
} from '../../ledger/change-or-problem.ts';
import { numberColumn, textColumn } from '../../platform/columns.ts';
import type { Connection } from '../../platform/database.ts';
import type { LocationChange, NewLocation, NewSite, SiteChange } from './contract.ts';
import * as sql from './queries.ts';
import { doubledCode, locationsOfSite } from './rules.ts';

export type PlaceProblemCode =
  | 'already_exists'
  | 'site_not_found'
  | 'location_not_found'
  | 'company_not_found'
  | 'unknown_owner'
  | 'unknown_time_zone'
  | 'duplicate_code'
  | 'still_in_use';

export type Changed<Result> = AnyChanged<Result, PlaceProblemCode>;

/** A site with its first spot and those that are given with it. */
export async function createSite(parts: ReferenceParts, wanted: NewSite): Promise<Changed<sql.SiteRow>> {
  const { code, name, kind, timeZone, owner = 'COMPANY', address = null, locations = [] } = wanted;
  const { scans = true } = wanted;
  const unknown = timeZoneProblem(timeZone);
  if (unknown) return unknown;
  const twice = doubledCode(locations);
  if (twice >= 0) return doubled(twice);
  return changeOrProblem<sql.SiteRow, PlaceProblemCode>(parts, async (tx, version) => {
    const owners = await tx.query<{ id: number }>(sql.selectOwner, [owner]);
    if (!owners.rows[0]) return problem('unknown_owner', 'owner', `There is no owner "${owner}".`);
    const values = [code, name, kind, timeZone, owners.rows[0].id, jsonOf(address), version, scans];
    const { rows } = await tx.query<{ id: number }>(sql.insertSite, values);
    if (!rows[0]) return problem('already_exists', 'code', `There is a site ${code} already.`);
    await insert(tx, rows[0].id, locationsOfSite(locations), version);
    return siteByCode(tx, code);
  });
}

/** What is not said stays. The code and the owner never change: whose stock it is is each unit's own fact. */
export async function changeSite(
  parts: ReferenceParts,
  code: string,
  wanted: SiteChange,
): Promise<Changed<sql.SiteRow>> {
  const unknown = wanted.timeZone === undefined ? null : timeZoneProblem(wanted.timeZone);
  if (unknown) return unknown;
  return changeOrProblem<sql.SiteRow, PlaceProblemCode>(parts, async (tx, version) => {
    const before = await siteByCode(tx, code);
    if ('problem' in before) return before;
    if (wanted.active === false && (await isHolding(tx, before.id, null)))
      return problem('still_in_use', 'active', `There is still something at ${code}.`);
    const { name = before.name, kind = before.kind, timeZone = before.time_zone } = wanted;
    const { address = before.address, active = before.active, scans = before.scans } = wanted;
    const values = [before.id, name, kind, timeZone, jsonOf(address), active, version, scans];
    await tx.query(sql.updateSite, values);
    return siteByCode(tx, code);
  });
}

/** New spots of a site: all of them or, where one exists, none. */
export async function addLocations(
  parts: ReferenceParts,
  siteCode: string,
  wanted: readonly NewLocation[],
): Promise<Changed<readonly sql.LocationRow[]>> {
  const twice = doubledCode(wanted);
  if (twice >= 0) return doubled(twice);
  return changeOrProblem<readonly sql.LocationRow[], PlaceProblemCode>(parts, async (tx, version) => {
    const site = await siteByCode(tx, siteCode);
    if ('problem' in site) return site;
    const made = await insert(tx, site.id, wanted, version);
    const left = wanted.findIndex(({ code }) => !made.some((row) => row.code === code));
    if (left < 0) return made;
    const sentence = `There is a location ${wanted[left]!.code} at ${siteCode} already.`;
    return problem('already_exists', `locations[${left}].code`, sentence);
  });
}

/** What is not said stays; the code never changes. */
export async function changeLocation(
  parts: ReferenceParts,
  siteCode: string,
  code: string,
  wanted: LocationChange,
): Promise<Changed<sql.LocationRow>> {
  return changeOrProblem<sql.LocationRow, PlaceProblemCode>(parts, async (tx, version) => {
    const site = await siteByCode(tx, siteCode);
    if ('problem' in site) return site;
    const before = await locationByCode(tx, site, code);
    if ('problem' in before) return before;
    if (wanted.active === false && (await isHolding(tx, site.id, before.id)))
      return problem('still_in_use', 'active', `There is still something at ${siteCode}/${code}.`);
    const { name = before.name, kind = before.kind, active = before.active } = wanted;
    const { aisle = before.aisle, color = before.color, position = before.position } = wanted;
    const { capacity = before.capacity } = wanted;
    const values = [before.id, name, kind, aisle, color, position, active, version, capacity];
    await tx.query(sql.updateLocation, values);
    return locationByCode(tx, site, code);
  });
}

async function insert(
  tx: Connection,
  site: number,
  wanted: readonly NewLocation[],
  version: number,
): Promise<readonly sql.LocationRow[]> {
  const { rows } = await tx.query<sql.LocationRow>(sql.insertLocations, [
    site,
    textColumn(wanted.map(({ code }) => code)),
    textColumn(wanted.map(({ code, name = code }) => name)),
    textColumn(wanted.map(({ kind = 'bin' }) => kind)),
    textColumn(wanted.map(({ aisle = null }) => aisle)),
    textColumn(wanted.map(({ color = null }) => color)),
    numberColumn(wanted.map(({ position = null }) => position)),
    numberColumn(wanted.map(({ capacity = null }) => capacity)),
    version,
  ]);
  return rows;
}

/** Groups of scans wait while reference data changes (change-reference.ts): what is empty here stays so until the commit. */
async function isHolding(tx: Connection, site: number, location: number | null): Promise<boolean> {
  const { rows } = await tx.query<{ held: boolean }>(sql.selectHeld, [site, location]);
  return rows[0]!.held;
}

async function siteByCode(tx: Connection, code: string): Promise<Changed<sql.SiteRow>> {
  const { rows } = await tx.query<sql.SiteRow>(sql.selectSite, [code]);
  return rows[0] ?? problem('site_not_found', 'params.code', `There is no site ${code}.`);
}

async function locationByCode(
  tx: Connection,
  site: sql.SiteRow,
  code: string,
): Promise<Changed<sql.LocationRow>> {
  const { rows } = await tx.query<sql.LocationRow>(sql.selectLocation, [site.id, code]);
  const sentence = `There is no location ${code} at ${site.code}.`;
  return rows[0] ?? problem('location_not_found', 'params.location', sentence);
}

export function problem(code: PlaceProblemCode, where: string, sentence: string) {
  return { problem: { code, where, sentence } };
}

export function jsonOf(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}

function doubled(index: number) {
  return problem('duplicate_code', `locations[${index}].code`, 'A code stands twice in the list.');
}

function timeZoneProblem(name: string) {
  if (isTimeZone(name)) return null;
  return problem('unknown_time_zone', 'timeZone', `There is no time zone "${name}".`);
}

/** Offsets like +02:00 are none: they know no summer. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
