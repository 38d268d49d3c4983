import { useState } from 'react';
import type { SessionOnWire } from '../../../src/access/sessions/contract.ts';
import { enter } from '../server/queries.ts';
import { useDevice } from '../shell/device.ts';
import { hasLeft } from './leave.ts';

/** One try to sign in after the other. */
export function useSigningIn() {
  const { chooseSite } = useDevice();
  const [problem, setProblem] = useState<Error | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function signIn(begin: () => Promise<SessionOnWire>): Promise<void> {
    setBusy(true);
    setProblem(null);
    try {
      await hasLeft();
      const session = await begin();
      // What a badge opens is good at the device's site alone.
      if (session.device !== null) chooseSite(session.device.site);
      enter(session);
    } catch (error) {
      setProblem(error as Error);
    } finally {
      setBusy(false);
    }
  }
  return { problem, isBusy, signIn };
}
