import { textColumn } from '../../platform/columns.ts';
import type { Connection } from '../../platform/database.ts';
import { type CatalogParts, type Changed, changeCatalog, problem } from './change-catalog.ts';
import type { NewLocation, NewSite } from './contract.ts';
import {
  insertLocations,
  insertSite,
  type LocationRow,
  type SiteRow,
  selectOwner,
  selectSite,
} from './queries.ts';
import { doubledCode, locationsOfSite } from './rules.ts';

/** A site with its first spot and those that are given with it. */
export async function createSite(parts: CatalogParts, wanted: NewSite): Promise<Changed<SiteRow>> {
  const { code, name, kind, timeZone, owner = 'COMPANY', locations = [] } = wanted;
  if (!isTimeZone(timeZone))
    return problem('unknown_time_zone', 'timeZone', `There is no time zone "${timeZone}".`);
  const twice = doubledCode(locations);
  if (twice >= 0) return doubled(twice);
  return changeCatalog(parts, async (tx, version) => {
    const owners = await tx.query<{ id: number }>(selectOwner, [owner]);
    if (!owners.rows[0]) return problem('unknown_owner', 'owner', `There is no owner "${owner}".`);
    const values = [code, name, kind, timeZone, owners.rows[0].id, version];
    const { rows } = await tx.query<{ id: number }>(insertSite, values);
    if (!rows[0]) return problem('already_exists', 'code', `There is a site ${code} already.`);
    await insert(tx, rows[0].id, locationsOfSite(locations), version);
    return siteByCode(tx, code);
  });
}

/** New spots of a site: all of them or, where one exists, none. */
export async function addLocations(
  parts: CatalogParts,
  siteCode: string,
  wanted: readonly NewLocation[],
): Promise<Changed<readonly LocationRow[]>> {
  const twice = doubledCode(wanted);
  if (twice >= 0) return doubled(twice);
  return changeCatalog(parts, async (tx, version) => {
    const site = await siteByCode(tx, siteCode);
    if ('problem' in site) return site;
    const made = await insert(tx, site.id, wanted, version);
    const left = wanted.findIndex(({ code }) => !made.some((row) => row.code === code));
    if (left < 0) return made;
    const sentence = `There is a location ${wanted[left]!.code} at ${siteCode} already.`;
    return problem('already_exists', `locations[${left}].code`, sentence);
  });
}

async function insert(
  tx: Connection,
  site: number,
  wanted: readonly NewLocation[],
  version: number,
): Promise<readonly LocationRow[]> {
  const { rows } = await tx.query<LocationRow>(insertLocations, [
    site,
    textColumn(wanted.map(({ code }) => code)),
    textColumn(wanted.map(({ code, name = code }) => name)),
    textColumn(wanted.map(({ kind = 'bin' }) => kind)),
    textColumn(wanted.map(({ aisle = null }) => aisle)),
    textColumn(wanted.map(({ color = null }) => color)),
    version,
  ]);
  return rows;
}

async function siteByCode(tx: Connection, code: string): Promise<Changed<SiteRow>> {
  const { rows } = await tx.query<SiteRow>(selectSite, [code]);
  return rows[0] ?? problem('site_not_found', 'params.code', `There is no site ${code}.`);
}

function doubled(index: number) {
  return problem('duplicate_code', `locations[${index}].code`, 'A code stands twice in the list.');
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
