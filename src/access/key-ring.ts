import { timingSafeEqual } from 'node:crypto';
import { limits } from '../domain/limits.ts';
import type { Actor } from '../ledger/acts.ts';
import type { Freshness } from '../ledger/freshness.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import { hashOfKey } from './api-key.ts';
import { type KeyRow, selectKeys } from './queries.ts';
import { may, type Permission, type Role, roles } from './roles.ts';

/** Who asks, as a key says it. */
export interface Caller {
  readonly keyId: number;
  readonly role: Role;
  readonly actor: Actor;
}

export type NoCaller = 'unauthenticated' | 'unknown_key' | 'key_expired' | 'key_revoked' | 'not_permitted';

/** The keys of this database, held in memory and read anew when the freshness number has moved. */
export interface KeyRing {
  /** Whom an Authorization header stands for, or why it stands for nobody who may do this. */
  caller(header: string | undefined, permission: Permission): Admission | Promise<Admission>;
}

export type Admission = Caller | NoCaller;

interface HeldKey {
  readonly caller: Caller;
  readonly hash: Buffer;
  readonly expiresAt: number;
  readonly revoked: boolean;
}

export function openKeyRing(database: Database, freshness: Freshness, clock: Clock): KeyRing {
  let keys: ReadonlyMap<string, HeldKey> = new Map();
  let keysOf = -1;
  let loading: Promise<void> | null = null;

  /** The number is read before the rows: rows may be newer than it says, never older. */
  async function load(number: number): Promise<void> {
    const { rows } = await database.query<KeyRow>(selectKeys);
    keys = new Map(rows.map((row) => [row.hash, heldKey(row)]));
    keysOf = number;
  }

  async function upTo(number: number): Promise<void> {
    while (keysOf < number) {
      loading ??= load(number).finally(() => {
        loading = null;
      });
      await loading;
    }
  }

  async function later(number: number | Promise<number>, header: string | undefined, permission: Permission) {
    await upTo(await number);
    return admit(keys, header, permission, clock);
  }

  /** A key that another process made a moment ago is looked for once more. */
  async function again(header: string | undefined, permission: Permission) {
    await upTo(await freshness.newest());
    return admit(keys, header, permission, clock);
  }

  return {
    caller(header, permission) {
      const number = freshness.current();
      if (number !== keysOf) return later(number, header, permission);
      const admitted = admit(keys, header, permission, clock);
      return admitted === 'unknown_key' ? again(header, permission) : admitted;
    },
  };
}

function heldKey(row: KeyRow): HeldKey {
  const isRole = Object.hasOwn(roles, row.role);
  const role: Role = isRole ? (row.role as Role) : 'auditor';
  const actor = { id: row.actor_id, code: row.actor_code, isLead: roles[role].isLead };
  return {
    caller: { keyId: row.id, role, actor },
    hash: Buffer.from(row.hash, 'hex'),
    expiresAt: row.expires_at?.getTime() ?? Number.POSITIVE_INFINITY,
    // A role of a newer program's is no key here.
    revoked: row.revoked_at !== null || !isRole,
  };
}

/** Found by the hash of what was sent, so the time of the search says nothing of the key; and compared as a whole once more. */
function admit(
  keys: ReadonlyMap<string, HeldKey>,
  header: string | undefined,
  permission: Permission,
  clock: Clock,
): Admission {
  const token = tokenOf(header);
  if (token === null) return 'unauthenticated';
  const hashed = hashOfKey(token);
  const held = keys.get(hashed);
  if (!held || !timingSafeEqual(held.hash, Buffer.from(hashed, 'hex'))) return 'unknown_key';
  if (held.revoked) return 'key_revoked';
  if (held.expiresAt !== Number.POSITIVE_INFINITY && held.expiresAt <= clock.now().getTime())
    return 'key_expired';
  return may(held.caller.role, permission) ? held.caller : 'not_permitted';
}

/** `Bearer <key>` (RFC 6750; the scheme in any case); null for anything else. */
function tokenOf(header: string | undefined): string | null {
  if (header === undefined || header.length > limits.apiKeyLengthMax + 20) return null;
  return /^bearer +([!-~]+)$/i.exec(header)?.[1] ?? null;
}
