import type { Statement } from '../platform/database.ts';

/** The number that grows with every change of access. */
export const readAccess: Statement = {
  name: 'access_number',
  text: 'select number as freshness from access_state',
};

export const raiseAccess: Statement = {
  name: 'access_raise',
  text: 'update access_state set number = number + 1 returning number as freshness',
};

export interface KeyRow {
  readonly id: number;
  readonly prefix: string;
  readonly hash: string;
  readonly name: string;
  readonly role: string;
  /** Null: all sites. */
  readonly sites: readonly number[] | null;
  /** Null: all that the role may. */
  readonly scopes: readonly string[] | null;
  readonly actor_id: number;
  readonly actor_code: string;
  readonly created_at: Date;
  readonly expires_at: Date | null;
  readonly revoked_at: Date | null;
  readonly last_used_at: Date | null;
}

const keyColumns = `k.id, k.prefix, encode(k.hash, 'hex') as hash, k.name, k.role, k.sites, k.scopes, k.actor_id,
  a.code as actor_code, k.created_at, k.expires_at, k.revoked_at, k.last_used_at`;

/** Keys that changed since a number. */
export const selectKeys: Statement = {
  name: 'access_keys',
  text: `select ${keyColumns} from api_key k join actor a on a.id = k.actor_id where k.version > $1`,
};

export const writeKeyUse: Statement = {
  name: 'access_key_use',
  text: 'update api_key set last_used_at = $2 where id = $1 and (last_used_at is null or last_used_at < $2)',
};

/** Those for one of some sites ($3), or all. */
export const selectKeysAfter: Statement = {
  name: 'access_keys_after',
  text: `select ${keyColumns} from api_key k join actor a on a.id = k.actor_id where k.id > $1
    and ($3::int[] is null or k.sites && $3) order by k.id limit $2`,
};

export const selectKey: Statement = {
  name: 'access_key',
  text: `select ${keyColumns} from api_key k join actor a on a.id = k.actor_id where k.id = $1`,
};

/** The administrators' keys that are good at an instant. */
export const selectAdminKeys: Statement = {
  name: 'access_admin_keys',
  text: `select id, prefix, encode(hash, 'hex') as hash from api_key
    where role = 'admin' and sites is null and scopes is null and revoked_at is null and (expires_at is null or expires_at > $1)`,
};

export const insertActor: Statement = {
  name: 'access_insert_actor',
  text: `insert into actor (code, name, kind, version) values ($1, $2, 'key', $3)
    on conflict (code) do update set name = excluded.name, version = excluded.version returning id`,
};

export const insertKey: Statement = {
  name: 'access_insert_key',
  text: `insert into api_key (prefix, hash, name, role, sites, scopes, actor_id, created_at, expires_at, version)
    values ($1, decode($2, 'hex'), $3, $4, $5, $6, $7, $8, $9, $10) returning id`,
};

/** The key that the settings name is the administrator's, whatever it was before. */
export const reviveKey: Statement = {
  name: 'access_revive_key',
  text: `update api_key set revoked_at = null, expires_at = null, role = 'admin', sites = null, scopes = null,
      version = $2
    where hash = decode($1, 'hex') returning id`,
};

export const revokeKey: Statement = {
  name: 'access_revoke_key',
  text: `update api_key set revoked_at = $2, version = $3 where id = $1 and revoked_at is null`,
};

export const insertAudit: Statement = {
  name: 'access_insert_audit',
  text: `insert into access_audit (at, actor_id, action, subject, address, before, after)
    values ($1, $2, $3, $4, $5, $6::jsonb, $7::jsonb)`,
};
