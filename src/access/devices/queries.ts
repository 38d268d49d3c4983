import type { Statement } from '../../platform/database.ts';

export interface DeviceRow {
  readonly id: number;
  readonly name: string;
  readonly site_id: number;
  readonly site: string;
  readonly station: string | null;
  readonly hash: string;
  readonly paired_at: Date;
  readonly paired_by: string;
  readonly last_seen_at: Date | null;
  readonly revoked_at: Date | null;
}

const deviceColumns = `d.id, d.name, d.site_id, s.code as site, d.station, encode(d.hash, 'hex') as hash, d.paired_at,
  a.code as paired_by, d.last_seen_at, d.revoked_at`;
const deviceTables = 'device d join site s on s.id = d.site_id join actor a on a.id = d.paired_by';

export const selectDevices: Statement = {
  name: 'devices',
  text: `select ${deviceColumns} from ${deviceTables}`,
};

export const selectDevice: Statement = {
  name: 'device',
  text: `select ${deviceColumns} from ${deviceTables} where d.id = $1`,
};

/** Of some sites (null: all), behind an id. */
export const selectDevicesAfter: Statement = {
  name: 'devices_after',
  text: `select ${deviceColumns} from ${deviceTables}
    where ($1::int[] is null or d.site_id = any($1)) and d.id > $2 order by d.id limit $3`,
};

export const insertDevice: Statement = {
  name: 'device_insert',
  text: `insert into device (name, site_id, station, hash, paired_at, paired_by, version)
    values ($1, $2, $3, decode($4, 'hex'), $5, $6, $7) returning id`,
};

export const changeDevice: Statement = {
  name: 'device_change',
  text: 'update device set name = $2, site_id = $3, station = $4, version = $5 where id = $1',
};

export const revokeDevice: Statement = {
  name: 'device_revoke',
  text: `update device set revoked_at = $2, revoked_by = $3, version = $4 where id = $1 and revoked_at is null`,
};

/** Nobody's version: that a device was seen changes nothing for anybody. */
export const sawDevice: Statement = {
  name: 'device_saw',
  text: `update device set last_seen_at = $2
    where id = $1 and (last_seen_at is null or last_seen_at < $2::timestamptz - make_interval(secs => $3))`,
};

export interface PairingRow {
  readonly name: string | null;
  readonly site_id: number | null;
  readonly station: string | null;
  readonly made_by: number;
}

const openPairing = `hash = decode($1, 'hex') and used_at is null and ends_at > $2`;

export const selectPairing: Statement = {
  name: 'device_pairing',
  text: `select name, site_id, station, made_by from device_pairing where ${openPairing}`,
};

export const insertPairing: Statement = {
  name: 'device_pairing_insert',
  text: `insert into device_pairing (hash, name, site_id, station, made_at, made_by, ends_at)
    values (decode($1, 'hex'), $2, $3, $4, $5, $6, $7)`,
};

/** Of two devices with one code, one gets the row. */
export const usePairing: Statement = {
  name: 'device_pairing_use',
  text: `update device_pairing set used_at = $2 where ${openPairing} returning name, site_id, station, made_by`,
};

export const finishPairing: Statement = {
  name: 'device_pairing_finish',
  text: `update device_pairing set device_id = $2 where hash = decode($1, 'hex')`,
};

export const deleteOldPairings: Statement = {
  name: 'device_pairings_old',
  text: 'delete from device_pairing where ends_at < $1',
};

export interface SiteNameRow {
  readonly id: number;
  readonly code: string;
  readonly name: string;
}

export const selectOwnSites: Statement = {
  name: 'device_sites',
  text: `select id, code, name from site where kind <> 'outside' order by code`,
};
