import { type Sites, within } from '../../domain/sites.ts';
import { type Author, audit } from '../audit.ts';
import { type AccessParts, changeAccess } from '../change-access.ts';
import type { DeviceRow, SiteNameRow } from './queries.ts';
import * as sql from './queries.ts';

export interface DeviceChanges {
  readonly name?: string;
  /** The site's code. */
  readonly site?: string;
  readonly station?: string | null;
}

export type DeviceProblem = 'device_not_found' | 'unknown_site';

/** Renames a device or moves it to another site or station. A device of a site beyond `sites` is none. */
export function changeDevice(
  parts: AccessParts,
  id: number,
  changes: DeviceChanges,
  sites: Sites,
  by: Author,
): Promise<DeviceRow | DeviceProblem> {
  return changeAccess(parts, async (tx, versions) => {
    const before = await deviceAt(tx, id, sites);
    if (before === undefined) return 'device_not_found';
    const { rows } = await tx.query<SiteNameRow>(sql.selectOwnSites);
    const code = changes.site ?? before.site;
    const site = rows.find((one) => one.code === code && within(sites, one.id));
    if (!site) return 'unknown_site';
    const { name = before.name, station = before.station } = changes;
    await tx.query(sql.changeDevice, [id, name, site.id, station, versions.reference]);
    const after = (await deviceAt(tx, id, null))!;
    await audit(tx, parts.clock, by, {
      action: 'device_changed',
      subject: `device:${id}`,
      before: factsOf(before),
      after: factsOf(after),
    });
    return after;
  });
}

/** Shuts a device out: in this process at once, in every other in under a second. Again is harmless. */
export function revokeDevice(
  parts: AccessParts,
  id: number,
  sites: Sites,
  by: Author,
): Promise<DeviceRow | DeviceProblem> {
  return changeAccess(parts, async (tx, versions) => {
    const before = await deviceAt(tx, id, sites);
    if (before === undefined) return 'device_not_found';
    if (before.revoked_at !== null) return before;
    await tx.query(sql.revokeDevice, [id, parts.clock.now().toISOString(), by.actor, versions.reference]);
    const entry = { action: 'device_revoked', subject: `device:${id}`, before: factsOf(before) };
    await audit(tx, parts.clock, by, entry);
    return (await deviceAt(tx, id, null))!;
  });
}

type Transaction = Parameters<Parameters<typeof changeAccess>[1]>[0];

async function deviceAt(tx: Transaction, id: number, sites: Sites): Promise<DeviceRow | undefined> {
  const { rows } = await tx.query<DeviceRow>(sql.selectDevice, [id]);
  return rows[0] && within(sites, rows[0].site_id) ? rows[0] : undefined;
}

function factsOf({ name, site, station }: DeviceRow) {
  return { name, site, station };
}
