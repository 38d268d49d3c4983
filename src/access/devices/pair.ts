import { limits } from '../../domain/limits.ts';
import { msAfter } from '../../platform/clock.ts';
import { type Author, audit } from '../audit.ts';
import { type AccessParts, changeAccess } from '../change-access.ts';
import { addressKey, countTries, forgiveTries } from '../sessions/tries.ts';
import { hashOfPairingCode, newDeviceToken, newPairingCode } from './device-token.ts';
import {
  type DeviceRow,
  deleteOldPairings,
  finishPairing,
  insertDevice,
  insertPairing,
  type PairingRow,
  type SiteNameRow,
  selectDevice,
  selectOwnSites,
  selectPairing,
  usePairing,
} from './queries.ts';

export interface PairingWishes {
  /** What the device will be called; null: it says so itself. */
  readonly name: string | null;
  /** The site's number; null: it says so itself. */
  readonly site: number | null;
  readonly station: string | null;
}

export interface Pairing {
  /** Shown once, kept as a hash. */
  readonly code: string;
  readonly endsAt: Date;
}

/** Makes a code that lets one device in, for `pairingCodeMs`. */
export async function makePairing(parts: AccessParts, wishes: PairingWishes, by: Author): Promise<Pairing> {
  const { database, clock } = parts;
  const now = clock.now();
  const code = newPairingCode();
  const endsAt = msAfter(now, limits.pairingCodeMs);
  const { name, site, station } = wishes;
  await database.query(deleteOldPairings, [now.toISOString()]);
  await database.query(insertPairing, [
    hashOfPairingCode(code),
    name,
    site,
    station,
    now.toISOString(),
    by.actor,
    endsAt.toISOString(),
  ]);
  return { code, endsAt };
}

export interface DeviceWishes {
  readonly code: string;
  /** Where the code leaves it open. */
  readonly name: string | null;
  readonly site: string | null;
  readonly station: string | null;
}

export type PairingProblem =
  | { readonly problem: 'too_many_tries'; readonly seconds: number }
  | { readonly problem: 'pairing_refused' }
  | { readonly problem: 'site_needed'; readonly sites: readonly SiteNameRow[] };

/**
 * Lets a device in and gives its token, once. A code that is wrong, used or past its time is answered alike; it costs
 * little, so that guessing it disturbs nobody, and after some wrong ones an address is not listened to for a while.
 */
export async function pairDevice(
  parts: AccessParts,
  wishes: DeviceWishes,
  address: string,
): Promise<{ readonly row: DeviceRow; readonly token: string } | PairingProblem> {
  const { database, clock } = parts;
  const key = `pairing:${addressKey(address)}`;
  const seconds = await countTries(parts, [{ key, most: limits.pairingFailuresMax }], address);
  if (seconds > 0) return { problem: 'too_many_tries', seconds };
  const hash = hashOfPairingCode(wishes.code);
  const open = [hash, clock.now().toISOString()];
  const found = hash === null ? [] : (await database.query<PairingRow>(selectPairing, open)).rows;
  if (!found[0]) return { problem: 'pairing_refused' };
  const { rows: sites } = await database.query<SiteNameRow>(selectOwnSites);
  const site = found[0].site_id ?? siteOf(sites, wishes.site);
  if (site === undefined) return { problem: 'site_needed', sites };
  const { token, hash: tokenHash } = newDeviceToken();
  const id = await changeAccess(parts, async (tx, versions) => {
    const { rows } = await tx.query<PairingRow>(usePairing, open);
    const [pairing] = rows;
    if (!pairing) return null;
    const name = pairing.name ?? wishes.name ?? 'A device';
    const station = pairing.station ?? wishes.station;
    const values = [name, site, station, tokenHash, open[1], pairing.made_by, versions.reference];
    const made = await tx.query<{ id: number }>(insertDevice, values);
    const device = made.rows[0]!.id;
    await tx.query(finishPairing, [hash, device]);
    const after = { name, site: sites.find((one) => one.id === site)?.code, station };
    const entry = { action: 'device_paired', subject: `device:${device}`, after };
    await audit(tx, clock, { actor: pairing.made_by, address }, entry);
    return device;
  });
  if (id === null) return { problem: 'pairing_refused' };
  await forgiveTries(parts, '', key);
  const { rows } = await database.query<DeviceRow>(selectDevice, [id]);
  return { row: rows[0]!, token };
}

/** The one that is meant; without a word, the only one there is. */
function siteOf(sites: readonly SiteNameRow[], code: string | null): number | undefined {
  if (code === null) return sites.length === 1 ? sites[0]!.id : undefined;
  return sites.find((site) => site.code === code)?.id;
}
