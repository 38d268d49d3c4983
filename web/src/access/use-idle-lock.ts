import { useEffect } from 'react';
import type { SessionOnWire } from '../../../src/access/sessions/contract.ts';
import { limits } from '../../../src/domain/limits.ts';
import { ask } from '../server/ask.ts';
import { type Idle, idleStep } from './idle.ts';
import { lastUse, noteUse } from './kept-session.ts';
import { signOut } from './sign-out.ts';

const lookEveryMs = 1_000;
const uses = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const;

/** A session that a badge opened is locked when nobody has touched the device for two minutes, also while it slept. */
export function useIdleLock({ device }: Pick<SessionOnWire, 'device'>): void {
  const isShared = device !== null;
  useEffect(() => {
    if (!isShared) return;
    let idle: Idle = { lastUse: Date.now(), lastTold: Date.now() };
    noteUse(idle.lastUse);
    const use = () => {
      // Waking up with a touch is no use of the session before.
      look();
      idle = { ...idle, lastUse: Date.now() };
      noteUse(idle.lastUse);
    };
    const look = () => {
      // Another tab of this device may have been touched since.
      idle = { ...idle, lastUse: Math.max(idle.lastUse, lastUse()) };
      const step = idleStep(idle, Date.now(), limits.badgeIdleSeconds * 1_000);
      if (step === 'lock') void signOut();
      if (step !== 'tell') return;
      idle = { ...idle, lastTold: Date.now() };
      ask('GET', '/api/session').catch(() => undefined);
    };
    const timer = setInterval(look, lookEveryMs);
    for (const name of uses) window.addEventListener(name, use, { capture: true, passive: true });
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      for (const name of uses) window.removeEventListener(name, use, { capture: true });
      document.removeEventListener('visibilitychange', look);
    };
  }, [isShared]);
}
