import { timingSafeEqual } from 'node:crypto';
import { limits } from '../domain/limits.ts';
import type { Freshness } from '../ledger/freshness.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import { hashOfKey } from './api-key.ts';
import { type Admission, type Caller, callerFor, type NoCaller } from './caller.ts';
import type { Device } from './devices/device-ring.ts';
import {
  type HeldKey,
  type HeldPerson,
  heldKey,
  heldPerson,
  holderInSession,
  holderOnDevice,
} from './holders.ts';
import { type PersonRow, selectChanged as selectPeople } from './people/queries.ts';
import { type KeyRow, selectKeys, writeKeyUse } from './queries.ts';
import type { Permission, Reach } from './roles.ts';
import { renewSession } from './sessions/begin-session.ts';
import { type SessionRow, selectChanged as selectSessions } from './sessions/queries.ts';
import { type HeldSession, openSessionBook } from './sessions/session-book.ts';
import { hashOfToken, isSessionToken } from './sessions/session-token.ts';

/** What a request says of who sent it. A key counts before a session. */
export interface Credentials {
  /** The Authorization header. */
  readonly authorization: string | undefined;
  /** The session's token, from the cookie. */
  readonly session?: string | undefined;
  /** The device that it came from. */
  readonly device?: Device | null;
}

/**
 * Who may come in: keys, people and sessions, held in memory. Only what changed is read when the number of access has
 * moved, so a request costs a look into a map.
 */
export interface Gate {
  /** Whom a request's credentials stand for, or why they stand for nobody who may do this. */
  admit(asked: Credentials, permission: Permission, reach: Reach): Admission | Promise<Admission>;
  /** The same for somebody whose answer is still going on: it is no use of his key or session, and renews nothing. */
  recheck(asked: Credentials, permission: Permission, reach: Reach): Promise<Admission>;
}

export interface GateParts {
  readonly database: Database;
  /** The number of access (change-access.ts). */
  readonly access: Freshness;
  readonly clock: Clock;
}

/** What a browser shows of its session. */
interface Shown {
  readonly token: string;
  readonly device: Device | null;
  /** It asks for something; it is not only looked after. */
  readonly isUse: boolean;
}

export function openGate({ database, access, clock }: GateParts): Gate {
  const keys = new Map<string, HeldKey>();
  const people = new Map<number, HeldPerson>();
  const book = openSessionBook(database, clock);
  let known = -1;
  let loading: Promise<void> | null = null;

  /** The number is read before the rows: rows may be newer than it says, never older. */
  async function load(number: number): Promise<void> {
    const now = clock.now().toISOString();
    const [changedKeys, changedPeople, changedSessions] = await Promise.all([
      database.query<KeyRow>(selectKeys, [known]),
      database.query<PersonRow>(selectPeople, [known]),
      database.query<SessionRow>(selectSessions, [known, now]),
    ]);
    for (const row of changedKeys.rows) keys.set(row.hash, heldKey(row));
    for (const row of changedPeople.rows) people.set(row.id, heldPerson(row));
    book.take(changedSessions.rows);
    known = Math.max(known, number);
  }

  async function upTo(number: number): Promise<void> {
    while (known < number) {
      loading ??= load(number).finally(() => {
        loading = null;
      });
      await loading;
    }
  }

  function look(
    asked: Credentials,
    permission: Permission,
    reach: Reach,
    isUse = true,
  ): Admission | Promise<Admission> {
    const { authorization, session, device = null } = asked;
    if (authorization === undefined && session !== undefined)
      return bySession({ token: session, device, isUse }, permission, reach);
    const held = keyFor(keys, authorization, clock);
    if (typeof held === 'string') return held;
    if (isUse) keyUsed(held);
    return callerFor(held, permission, reach);
  }

  function bySession(shown: Shown, permission: Permission, reach: Reach): Admission | Promise<Admission> {
    const { token, device } = shown;
    const held = isSessionToken(token) ? book.find(hashOfToken(token)) : undefined;
    const person = held && people.get(held.person);
    if (!held || !person || person.isDisabled) return 'session_ended';
    // What was opened on a device is good there only.
    if (held.device !== null && held.device !== device?.id) return 'session_ended';
    const idle = book.isIdle(held);
    if (idle === false) return enter(held, person, shown, permission, reach);
    return idle.then((over) => (over ? 'session_ended' : enter(held, person, shown, permission, reach)));
  }

  function enter(
    held: HeldSession,
    person: HeldPerson,
    { token, device, isUse }: Shown,
    permission: Permission,
    reach: Reach,
  ): Admission | Promise<Admission> {
    if (isUse) book.used(held);
    const isOnDevice = held.device !== null && device !== null;
    const holder = isOnDevice ? holderOnDevice(person, held.id, device) : holderInSession(person, held.id);
    const caller = callerFor(holder, permission, reach);
    // Nobody has typed the password where a badge was scanned.
    if (person.mustChoosePassword && !isOnDevice && permission !== 'self') return 'password_change_needed';
    const age = clock.now().getTime() - held.renewedAt;
    const isDue = isUse && age > limits.sessionRenewHours * 3_600_000 && hashOfToken(token) === held.hash;
    return isDue && typeof caller === 'object' ? renewed(held, caller) : caller;
  }

  async function renewed(held: HeldSession, caller: Caller): Promise<Caller> {
    const token = await renewSession({ database, access, clock }, held);
    return token === null ? caller : { ...caller, renewed: token };
  }

  /** Noted at most once a minute by this process, and behind everybody's back. */
  function keyUsed(held: HeldKey): void {
    if (performance.now() < held.noteAgainAt) return;
    held.noteAgainAt = performance.now() + limits.lastUseSeconds * 1_000;
    database.query(writeKeyUse, [held.id, clock.now().toISOString()]).catch(() => {});
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
      if (number !== known) return later(number, asked, permission, reach);
      const admitted = look(asked, permission, reach);
      // A key or a session that another process made a moment ago is looked for once more.
      if (admitted !== 'unknown_key' && admitted !== 'session_ended') return admitted;
      return later(access.newest(), asked, permission, reach);
    },
    async recheck(asked, permission, reach) {
      await upTo(await access.current());
      return look(asked, permission, reach, false);
    },
  };
}

/** Found by the hash of what was sent, so the time of the search says nothing of the key; and compared as a whole once more. */
function keyFor(
  keys: ReadonlyMap<string, HeldKey>,
  header: string | undefined,
  clock: Clock,
): HeldKey | NoCaller {
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
