import type { SessionOnWire } from '../../../src/access/sessions/contract.ts';
import { limits } from '../../../src/domain/limits.ts';
import { keep, kept } from '../server/kept.ts';
import { idleStep } from './idle.ts';

/**
 * Who works at this device and what is offered him, for when the page is opened without a connection. It is no key to
 * anything: the server asks again for whatever is recorded.
 */
export function keepSession(session: SessionOnWire | null): void {
  keep('session', session && JSON.stringify(session));
}

/** Null where nobody is known, and where a shared device has lain untouched for so long that it is locked. */
export function keptSession(): SessionOnWire | null {
  try {
    const session = JSON.parse(kept('session') ?? 'null') as SessionOnWire | null;
    const idle = { lastUse: lastUse(), lastTold: 0 };
    const isLocked = idleStep(idle, Date.now(), limits.badgeIdleSeconds * 1_000) === 'lock';
    return session?.device != null && isLocked ? null : session;
  } catch {
    return null;
  }
}

/** When somebody last touched this device, in whichever tab; as exactly as it is noted. */
export function lastUse(): number {
  return Number(kept('used') ?? 0);
}

const noteEveryMs = 5_000;
let notedAt = 0;

/** Somebody has touched the device. */
export function noteUse(at: number): void {
  if (at - notedAt < noteEveryMs) return;
  notedAt = at;
  keep('used', String(at));
}
