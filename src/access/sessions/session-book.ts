import { limits } from '../../domain/limits.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database.ts';
import type { SessionRow } from './queries.ts';
import { selectLastUse, writeLastUse } from './queries.ts';

export interface HeldSession {
  readonly id: number;
  readonly person: number;
  /** Of the token in force, and of the one before it for as long as that is good. */
  readonly hash: string;
  readonly before: string | null;
  readonly beforeUntil: number;
  readonly renewedAt: number;
  readonly endsAt: number;
  /** The device that it was opened on with a badge; null: it is good anywhere. */
  readonly device: number | null;
  /** As this process knows it; another may have seen it later. */
  lastUsedAt: number;
  lastNotedAt: number;
}

/** The sessions that are good, as this process knows them. */
export interface SessionBook {
  /** The session of a token's hash; undefined where there is none that is good. */
  find(hash: string): HeldSession | undefined;
  take(rows: readonly SessionRow[]): void;
  /** Notes that it was used just now, in the database at most now and then, and behind everybody's back. */
  used(session: HeldSession): void;
  /** Whether nobody used it for so long that it is over; another process may know better, so the database is asked then. */
  isIdle(session: HeldSession): false | Promise<boolean>;
}

export function openSessionBook(database: Database, clock: Clock): SessionBook {
  const byId = new Map<number, HeldSession>();
  const byHash = new Map<string, HeldSession>();

  function forget(id: number): void {
    const held = byId.get(id);
    if (!held) return;
    byId.delete(id);
    byHash.delete(held.hash);
    if (held.before !== null) byHash.delete(held.before);
  }

  function keep(row: SessionRow): void {
    const lastUsedAt = row.last_used_at.getTime();
    const held: HeldSession = {
      id: row.id,
      person: row.person_id,
      hash: row.hash,
      before: row.before,
      beforeUntil: row.before_until?.getTime() ?? 0,
      renewedAt: row.renewed_at.getTime(),
      endsAt: row.ends_at.getTime(),
      device: row.device_id,
      lastUsedAt,
      lastNotedAt: lastUsedAt,
    };
    byId.set(held.id, held);
    byHash.set(held.hash, held);
    if (held.before !== null) byHash.set(held.before, held);
  }

  return {
    find(hash) {
      const held = byHash.get(hash);
      if (!held) return undefined;
      const now = clock.now().getTime();
      if (held.endsAt <= now) forget(held.id);
      const isGood = held.endsAt > now && (held.hash === hash || held.beforeUntil > now);
      return isGood ? held : undefined;
    },
    take(rows) {
      for (const row of rows) {
        forget(row.id);
        if (row.ended_at === null) keep(row);
      }
    },
    used(session) {
      const now = clock.now();
      session.lastUsedAt = Math.max(session.lastUsedAt, now.getTime());
      if (session.lastUsedAt - session.lastNotedAt < pace(session).noteSeconds * 1_000) return;
      session.lastNotedAt = session.lastUsedAt;
      // A lost note costs nothing: the next one follows.
      database.query(writeLastUse, [session.id, now.toISOString()]).catch(() => {});
    },
    isIdle(session) {
      const oldest = clock.now().getTime() - pace(session).idleSeconds * 1_000;
      if (session.lastUsedAt >= oldest) return false;
      return lastUse(database, session).then((at) => {
        session.lastUsedAt = Math.max(session.lastUsedAt, at);
        return session.lastUsedAt < oldest;
      });
    },
  };
}

/** A shared device is locked soon, and every process has to know when it was last used. */
function pace({ device }: HeldSession) {
  return device === null
    ? { noteSeconds: limits.lastUseSeconds, idleSeconds: limits.sessionIdleMinutes * 60 }
    : { noteSeconds: limits.badgeNoteSeconds, idleSeconds: limits.badgeIdleSeconds };
}

async function lastUse(database: Database, { id }: HeldSession): Promise<number> {
  const { rows } = await database.query<{ last_used_at: Date }>(selectLastUse, [id]);
  return rows[0]?.last_used_at.getTime() ?? 0;
}
