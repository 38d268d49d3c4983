import { systemActor } from '../ledger/reference.ts';
import type { Clock } from '../platform/clock.ts';
import { numberColumn, textColumn } from '../platform/columns.ts';
import type { Connection, Queryable } from '../platform/database.ts';
import { givenApiKey, givenPrefix, type NewKey, newApiKey } from './api-key.ts';
import { type Author, audit } from './audit.ts';
import {
  type AccessParts,
  changeAccess,
  NotChanged,
  orProblem,
  type Refused,
  type Versions,
} from './change-access.ts';
import { nobodyIsAdmin } from './last-admin.ts';
import {
  insertActor,
  insertKey,
  type KeyRow,
  reviveKey,
  revokeKey,
  selectAdminKeys,
  selectKey,
} from './queries.ts';
import type { Permission, Role } from './roles.ts';

export interface KeyWishes {
  readonly name: string;
  readonly role: Role;
  /** The sites' numbers; null: all. */
  readonly sites: readonly number[] | null;
  /** Of what the role may only this; null: all of it. */
  readonly scopes: readonly Permission[] | null;
  readonly expiresAt: string | null;
}

/** Makes a key and its actor. The key itself is answered here once and kept nowhere. */
export async function createKey(
  parts: AccessParts,
  wishes: KeyWishes,
  by: Author = settings,
): Promise<{ readonly row: KeyRow; readonly key: string }> {
  const made = newApiKey();
  const id = await changeAccess(parts, (tx, versions) => insert(tx, made, wishes, parts.clock, versions, by));
  return { row: (await keyById(parts.database, id))!, key: made.key };
}

/**
 * Revokes a key, in this process at once and in every other in under a second. Again is harmless. `isTheirs` says whether
 * the key is one that may be revoked by who asks.
 */
export function revokeKeyById(
  parts: AccessParts,
  id: number,
  by: Author,
  isTheirs: (key: KeyRow) => 'key_not_found' | 'more_than_own' | null,
): Promise<KeyRow | Refused> {
  return orProblem(
    changeAccess(parts, async (tx, versions) => {
      const at = parts.clock.now().toISOString();
      const before = await keyById(tx, id);
      const why = before ? isTheirs(before) : 'key_not_found';
      if (!before || why) throw new NotChanged(why ?? 'key_not_found');
      if (before.revoked_at) return before;
      await revoke(tx, before.id, `key:${before.prefix}`, versions, parts.clock, by);
      if (await nobodyIsAdmin(tx, at)) throw new NotChanged('last_admin');
      return (await keyById(tx, id))!;
    }),
  );
}

async function revoke(
  tx: Connection,
  id: number,
  subject: string,
  versions: Versions,
  clock: Clock,
  by: Author,
): Promise<void> {
  await tx.query(revokeKey, [id, clock.now().toISOString(), versions.access]);
  await audit(tx, clock, by, { action: 'key_revoked', subject });
}

export interface AdminKeyOutcome {
  /** Set when one was made, to be shown once. */
  readonly generated?: string;
  /** What the person at the terminal may want to know. */
  readonly said?: string;
}

/**
 * Sees to it that somebody can sign in. A key that the settings give is added and takes the place of the one they gave
 * before; without one, and without any administrator's key that is good, one is generated.
 */
export function ensureAdminKey(parts: AccessParts, given: string | undefined): Promise<AdminKeyOutcome> {
  const now = parts.clock.now().toISOString();
  return changeAccess(parts, async (tx, versions) => {
    const { rows } = await tx.query<{ id: number; prefix: string; hash: string }>(selectAdminKeys, [now]);
    if (given === undefined) {
      if (rows.length > 0) return {};
      const made = newApiKey();
      await insert(tx, made, { ...firstAdmin, name: 'First administrator' }, parts.clock, versions, settings);
      return { generated: made.key };
    }
    const wanted = givenApiKey(given);
    for (const { id, prefix, hash } of rows)
      if (prefix.startsWith(givenPrefix) && hash !== wanted.hash)
        await revoke(tx, id, `key:${prefix}`, versions, parts.clock, settings);
    if (rows.some(({ hash }) => hash === wanted.hash)) return {};
    const revived = await tx.query(reviveKey, [wanted.hash, versions.access]);
    if (revived.rowCount > 0) {
      const subject = `key:${wanted.prefix}`;
      await audit(tx, parts.clock, settings, { action: 'key_revived', subject });
      return { said: 'UNITRAIL_ADMIN_KEY names a key that was revoked: it is good again.' };
    }
    await insert(tx, wanted, { ...firstAdmin, name: 'UNITRAIL_ADMIN_KEY' }, parts.clock, versions, settings);
    return {};
  });
}

/** Whoever starts the server, and its settings. */
const settings: Author = { actor: systemActor.id, address: null };

const firstAdmin = { role: 'admin', sites: null, scopes: null, expiresAt: null } as const;

async function insert(
  tx: Connection,
  { prefix, hash }: NewKey,
  { name, role, sites, scopes, expiresAt }: KeyWishes,
  clock: Clock,
  versions: Versions,
  by: Author,
): Promise<number> {
  const actor = await tx.query<{ id: number }>(insertActor, [`key:${prefix}`, name, versions.reference]);
  const now = clock.now().toISOString();
  const { rows } = await tx.query<{ id: number }>(insertKey, [
    prefix,
    hash,
    name,
    role,
    sites && numberColumn(sites),
    scopes && textColumn(scopes),
    actor.rows[0]!.id,
    now,
    expiresAt,
    versions.access,
  ]);
  const after = { name, role, sites, scopes, expiresAt };
  await audit(tx, clock, by, { action: 'key_created', subject: `key:${prefix}`, after });
  return rows[0]!.id;
}

async function keyById(database: Queryable, id: number): Promise<KeyRow | undefined> {
  const { rows } = await database.query<KeyRow>(selectKey, [id]);
  return rows[0];
}
