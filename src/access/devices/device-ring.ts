import { timingSafeEqual } from 'node:crypto';
import { limits } from '../../domain/limits.ts';
import type { Freshness } from '../../ledger/freshness.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database.ts';
import { hashOfToken } from './device-token.ts';
import { type DeviceRow, sawDevice, selectDevices } from './queries.ts';

/** A device that was let in. */
export interface Device {
  readonly id: number;
  readonly name: string;
  readonly site: number;
  readonly siteCode: string;
  readonly station: string | null;
}

export type NoDevice = 'unknown_device' | 'device_revoked';

/** The devices of this database, held in memory and read anew when the number of access has moved. */
export interface DeviceRing {
  /** Which device a token is of, and notes that it was seen. */
  deviceOf(token: string): Device | NoDevice | Promise<Device | NoDevice>;
}

export const noDevices: DeviceRing = { deviceOf: () => 'unknown_device' };

interface HeldDevice {
  readonly device: Device;
  readonly hash: Buffer;
  readonly revoked: boolean;
}

export interface RingParts {
  readonly database: Database;
  /** The number of access (change-access.ts). */
  readonly access: Freshness;
  readonly clock: Clock;
}

export function openDeviceRing({ database, access, clock }: RingParts): DeviceRing {
  let devices: ReadonlyMap<string, HeldDevice> = new Map();
  let devicesOf = -1;
  let loading: Promise<void> | null = null;
  const seen = new Map<number, number>();

  /** The number is read before the rows: rows may be newer than it says, never older. */
  async function load(number: number): Promise<void> {
    const { rows } = await database.query<DeviceRow>(selectDevices);
    devices = new Map(rows.map((row) => [row.hash, heldDevice(row)]));
    devicesOf = number;
  }

  async function upTo(number: number): Promise<void> {
    while (devicesOf < number) {
      loading ??= load(number).finally(() => {
        loading = null;
      });
      await loading;
    }
  }

  function look(token: string): Device | NoDevice {
    const hashed = hashOfToken(token);
    const held = devices.get(hashed);
    if (!held || !timingSafeEqual(held.hash, Buffer.from(hashed, 'hex'))) return 'unknown_device';
    if (held.revoked) return 'device_revoked';
    note(held.device.id);
    return held.device;
  }

  /** Behind the request's back, at most once a minute; if it fails, the next minute will do. */
  function note(id: number): void {
    const now = clock.now();
    const before = seen.get(id);
    if (before !== undefined && now.getTime() - before < limits.lastSeenMs) return;
    seen.set(id, now.getTime());
    const values = [id, now.toISOString(), limits.lastSeenMs / 1_000];
    database.query(sawDevice, values).catch(() => {});
  }

  async function later(number: number | Promise<number>, token: string) {
    await upTo(await number);
    return look(token);
  }

  return {
    deviceOf(token) {
      const number = access.current();
      if (number !== devicesOf) return later(number, token);
      const found = look(token);
      // A device that another process let in a moment ago is looked for once more.
      return found === 'unknown_device' ? later(access.newest(), token) : found;
    },
  };
}

function heldDevice(row: DeviceRow): HeldDevice {
  const { id, name, site_id: site, site: siteCode, station } = row;
  return {
    device: { id, name, site, siteCode, station },
    hash: Buffer.from(row.hash, 'hex'),
    revoked: row.revoked_at !== null,
  };
}
