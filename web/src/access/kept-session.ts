import type { SessionOnWire } from '../../../src/access/sessions/contract.ts';
import { limits } from '../../../src/domain/limits.ts';
import { keep, kept } from '../server/kept.ts';

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
    const unusedMs = Date.now() - Number(kept('used') ?? 0);
    const isLocked = session?.device != null && unusedMs >= limits.badgeIdleSeconds * 1_000;
    return isLocked ? null : session;
  } catch {
    return null;
  }
}

let notedAt = 0;

/** Somebody has touched the device. */
export function noteUse(at: number): void {
  if (at - notedAt < 5_000) return;
  notedAt = at;
  keep('used', String(at));
}
