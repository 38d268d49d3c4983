import { limits } from '../../domain/limits.ts';
import { type Sites, siteWithin } from '../../domain/sites.ts';
import type { ReadReference } from '../../ledger/current-reference.ts';
import type { Reference, Site } from '../../ledger/reference.ts';
import type { Clock } from '../../platform/clock.ts';
import { numberColumn } from '../../platform/columns.ts';
import type { Connection, Database } from '../../platform/database.ts';
import { inTransaction } from '../../platform/transaction.ts';
import type { NewReader, ReaderChange } from './contract.ts';
import * as sql from './queries.ts';

export interface ReaderParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly reference: ReadReference;
}

export interface ReaderProblem {
  readonly code:
    | 'unknown_site'
    | 'unknown_location'
    | 'unknown_api_key'
    | 'already_exists'
    | 'duplicate_code'
    | 'too_many_items';
  readonly where: string;
  readonly sentence: string;
}

export type Changed<Result> = Result | { readonly problem: ReaderProblem };

/** A new reader at one of the sites, with the spots of its antennas. */
export async function createReader(
  parts: ReaderParts,
  wanted: NewReader,
  who: { readonly actor: number; readonly sites: Sites },
): Promise<Changed<sql.HeardReaderRow>> {
  const names = await parts.reference();
  const site = siteWithin(names, wanted.site, who.sites);
  if (!site) return problem('unknown_site', 'site', `There is no site "${wanted.site}".`);
  const spots = spotsOf(names, site, wanted, site.anywhere);
  if ('problem' in spots) return spots;
  return orNothing(parts.database, async (tx) => {
    const key = await keyProblem(tx, wanted.key ?? null, site.id, who.sites);
    if (key) return key;
    await tx.query(sql.lockSite, [site.id]);
    const counted = await tx.query<{ readers: number }>(sql.countReaders, [site.id]);
    if (counted.rows[0]!.readers >= limits.readersPerSiteMax)
      return problem('too_many_items', 'site', `A site has at most ${limits.readersPerSiteMax} readers.`);
    const { code, name, purpose, key: keyId = null } = wanted;
    const values = [
      code,
      name,
      site.id,
      spots.location,
      purpose,
      keyId,
      parts.clock.now().toISOString(),
      who.actor,
    ];
    const { rows } = await tx.query<{ id: number }>(sql.insertReader, values);
    if (!rows[0]) return problem('already_exists', 'code', `There is a reader ${code} already.`);
    await writeAntennas(tx, rows[0].id, spots.antennas);
    return heardReader(tx, code);
  });
}

/** What is not said stays; code and site never change: sightings are of the spot that they were made at. */
export async function changeReader(
  parts: ReaderParts,
  before: sql.ReaderRow,
  wanted: ReaderChange,
  sites: Sites,
): Promise<Changed<sql.HeardReaderRow>> {
  const names = await parts.reference();
  const spots = spotsOf(names, names.sites.get(before.site_id)!, wanted, before.location_id);
  if ('problem' in spots) return spots;
  return orNothing(parts.database, async (tx) => {
    const {
      name = before.name,
      purpose = before.purpose,
      key = before.key_id,
      active = before.active,
    } = wanted;
    const refused = wanted.key === undefined ? null : await keyProblem(tx, key, before.site_id, sites);
    if (refused) return refused;
    await tx.query(sql.updateReader, [before.id, name, spots.location, purpose, key, active]);
    if (wanted.antennas) await writeAntennas(tx, before.id, spots.antennas);
    return heardReader(tx, before.code);
  });
}

interface Spots {
  readonly location: number;
  readonly antennas: readonly { readonly antenna: number; readonly location: number }[];
}

function spotsOf(
  names: Reference,
  site: Site,
  { location, antennas = [] }: Pick<ReaderChange, 'location' | 'antennas'>,
  otherwise: number,
): Changed<Spots> {
  const spotAt = (code: string) => names.locationsByCode.get(`${site.id}/${code}`)?.id;
  const own = location === undefined ? otherwise : spotAt(location);
  if (own === undefined) return unknownSpot('location', location!, site);
  const found: { antenna: number; location: number }[] = [];
  for (const [nth, { antenna, location: code }] of antennas.entries()) {
    const spot = spotAt(code);
    if (spot === undefined) return unknownSpot(`antennas[${nth}].location`, code, site);
    if (found.some((one) => one.antenna === antenna))
      return problem(
        'duplicate_code',
        `antennas[${nth}].antenna`,
        `Antenna ${antenna} stands twice in the list.`,
      );
    found.push({ antenna, location: spot });
  }
  return { location: own, antennas: found };
}

function unknownSpot(where: string, code: string, site: Site) {
  return problem('unknown_location', where, `There is no location "${code}" at ${site.code}.`);
}

/** A key that may do nothing at the site could never send for the reader; one of other sites is none to who asks. */
async function keyProblem(tx: Connection, key: number | null, site: number, sites: Sites) {
  if (key === null) return null;
  const { rows } = await tx.query<{ id: number; sites: number[] | null }>(sql.selectKey, [key]);
  const found = rows[0];
  const isThere = found && (found.sites === null || found.sites.includes(site));
  const isSeen = found && (sites === null || (found.sites?.some((one) => sites.has(one)) ?? false));
  return isThere && isSeen
    ? null
    : problem('unknown_api_key', 'key', `There is no API key ${key} of this site.`);
}

async function writeAntennas(tx: Connection, reader: number, antennas: Spots['antennas']): Promise<void> {
  await tx.query(sql.deleteAntennas, [reader]);
  if (antennas.length === 0) return;
  const columns = [antennas.map(({ antenna }) => antenna), antennas.map(({ location }) => location)];
  await tx.query(sql.insertAntennas, [reader, ...columns.map(numberColumn)]);
}

async function heardReader(tx: Connection, code: string): Promise<sql.HeardReaderRow> {
  const { rows } = await tx.query<sql.HeardReaderRow>(sql.selectHeardReader, [code]);
  return rows[0]!;
}

/** Nothing is written where the work answers a problem. */
async function orNothing<Result extends object>(
  database: Database,
  work: (tx: Connection) => Promise<Changed<Result>>,
): Promise<Changed<Result>> {
  let refused: { readonly problem: ReaderProblem } | null = null;
  try {
    return await inTransaction(database, async (tx) => {
      const done = await work(tx);
      if ('problem' in done) {
        refused = done;
        throw new Error('nothing is to be written');
      }
      return done;
    });
  } catch (error) {
    if (refused) return refused;
    throw error;
  }
}

function problem(code: ReaderProblem['code'], where: string, sentence: string) {
  return { problem: { code, where, sentence } };
}
