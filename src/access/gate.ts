import { timingSafeEqual } from 'node:crypto';
import { limits } from '../domain/limits.ts';
import type { Freshness } from '../ledger/freshness.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import { hashOfKey } from './api-key.ts';
import { type Admission, callerFor, type Holder, holderOf } from './caller.ts';
import { type KeyRow, selectKeys } from './queries.ts';
import { isRole, type Permission, type Reach, rightsOf } from './roles.ts';

/** What a request says of who sent it. */
export interface Credentials {
  /** The Authorization header. */
  readonly authorization: string | undefined;
}

/** Who may come in: the keys of this database, held in memory and read anew when the number of access has moved. */
export interface Gate {
  /** Whom a request's credentials stand for, or why they stand for nobody who may do this. */
  admit(asked: Credentials, permission: Permission, reach: Reach): Admission | Promise<Admission>;
}

export interface GateParts {
  readonly database: Database;
  /** The number of access (change-access.ts). */
  readonly access: Freshness;
  readonly clock: Clock;
}

interface HeldKey extends Holder {
  readonly hash: Buffer;
  readonly expiresAt: number;
  readonly revoked: boolean;
}

export function openGate({ database, access, clock }: GateParts): Gate {
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

  function look(asked: Credentials, permission: Permission, reach: Reach): Admission {
    const held = heldFor(keys, asked.authorization, clock);
    return typeof held === 'string' ? held : callerFor(held, permission, reach);
  }

  async function later(
    number: number | Promise<number>,
    asked: Credentials,
    permission: Permission,
    reach: Reach,
  ) {
    await upTo(await number);
    return look(asked, permission, reach);
  }

  return {
    admit(asked, permission, reach) {
      const number = access.current();
      if (number !== keysOf) return later(number, asked, permission, reach);
      const admitted = look(asked, permission, reach);
      // A key that another process made a moment ago is looked for once more.
      return admitted === 'unknown_key' ? later(access.newest(), asked, permission, reach) : admitted;
    },
  };
}

function heldKey(row: KeyRow): HeldKey {
  const { id, name, role, sites } = row;
  const known = isRole(role);
  const grants = known ? (sites ?? [null]).map((site) => ({ role, site })) : [];
  const holder = holderOf({
    kind: 'key',
    id,
    name,
    actor: { id: row.actor_id, code: row.actor_code },
    rights: rightsOf(grants, row.scopes),
    grants,
    session: null,
  });
  return {
    ...holder,
    hash: Buffer.from(row.hash, 'hex'),
    expiresAt: row.expires_at?.getTime() ?? Number.POSITIVE_INFINITY,
    // A role of a newer program's is no key here.
    revoked: row.revoked_at !== null || !known,
  };
}

/** Found by the hash of what was sent, so the time of the search says nothing of the key; and compared as a whole once more. */
function heldFor(keys: ReadonlyMap<string, HeldKey>, header: string | undefined, clock: Clock) {
  const token = tokenOf(header);
  if (token === null) return 'unauthenticated';
  const hashed = hashOfKey(token);
  const held = keys.get(hashed);
  if (!held || !timingSafeEqual(held.hash, Buffer.from(hashed, 'hex'))) return 'unknown_key';
  if (held.revoked) return 'key_revoked';
  if (held.expiresAt !== Number.POSITIVE_INFINITY && held.expiresAt <= clock.now().getTime())
    return 'key_expired';
  return held;
}

/** `Bearer <key>` (RFC 6750; the scheme in any case); null for anything else. */
function tokenOf(header: string | undefined): string | null {
  if (header === undefined || header.length > limits.apiKeyLengthMax + 20) return null;
  return /^bearer +([!-~]+)$/i.exec(header)?.[1] ?? null;
}
