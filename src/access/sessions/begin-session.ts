import { limits } from '../../domain/limits.ts';
import { daysAfter, secondsAfter } from '../../platform/clock.ts';
import type { Connection, Database } from '../../platform/database.ts';
import { audit } from '../audit.ts';
import { type AccessParts, changeSessions } from '../change-access.ts';
import * as sql from './queries.ts';
import { hashOfToken, newSessionToken } from './session-token.ts';

export interface SessionWishes {
  readonly person: number;
  /** The person's actor. */
  readonly actor: number;
  readonly method: sql.SessionRow['method'];
  readonly device: number | null;
  readonly address: string;
  /** What the browser calls itself. */
  readonly client: string;
  /** For the list of changes: `person:ana`. */
  readonly subject: string;
  /** The token of the session that the browser had until now; it ends. */
  readonly replaces?: string | undefined;
}

export interface BegunSession {
  readonly id: number;
  /** For the browser alone: it is kept nowhere. */
  readonly token: string;
  readonly endsAt: string;
}

type SessionParts = Pick<AccessParts, 'database' | 'access' | 'clock'>;

/** Begins a session under a token of its own: one that the browser brought along is never taken on (session fixation). */
export function beginSession(parts: SessionParts, wishes: SessionWishes): Promise<BegunSession> {
  return changeSessions(parts, (tx, version) => insertSession(tx, parts, wishes, version));
}

/** The same inside another change of access. */
export async function insertSession(
  tx: Connection,
  { clock }: Pick<SessionParts, 'clock'>,
  { person, actor, method, device, address, client, subject, replaces }: SessionWishes,
  version: number,
): Promise<BegunSession> {
  const { token, hash } = newSessionToken();
  const now = clock.now();
  const at = now.toISOString();
  const endsAt = secondsAfter(now, limits.sessionHours * 3_600).toISOString();
  const values = [person, hash, method, device, address, client.slice(0, 200), at, endsAt, version];
  if (replaces !== undefined) await tx.query(sql.endReplaced, [hashOfToken(replaces), at, version]);
  const { rows } = await tx.query<sql.SessionRow>(sql.insertSession, values);
  await audit(tx, clock, { actor, address }, { action: 'signed_in', subject, after: { method } });
  return { id: rows[0]!.id, token, endsAt };
}

/** A new token for a session that goes on; null where another request has just done it. The old one is good for a moment. */
export function renewSession(
  parts: SessionParts,
  session: { readonly id: number; readonly hash: string },
): Promise<string | null> {
  return changeSessions(parts, async (tx, version) => {
    const { token, hash } = newSessionToken();
    const now = parts.clock.now();
    const until = secondsAfter(now, limits.sessionGraceSeconds).toISOString();
    const values = [session.id, hash, until, now.toISOString(), session.hash, version];
    const { rowCount } = await tx.query(sql.renewSession, values);
    return rowCount === 1 ? token : null;
  });
}

/** Sessions and tries to sign in that are over for long. */
export async function forgetOldSessions(database: Database, now: Date): Promise<void> {
  await database.query(sql.deleteOldSessions, [daysAfter(now, -limits.endedSessionDays).toISOString()]);
  await database.query(sql.deleteOldTries, [now.toISOString()]);
}
