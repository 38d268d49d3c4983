/** How a shared device that nobody touches is locked; times in milliseconds of one clock. */
export interface Idle {
  readonly lastUse: number;
  /** When the server last heard of that use. */
  readonly lastTold: number;
}

/** The server counts what it is asked; somebody who reads a page asks nothing, and is there all the same. */
const tellEveryMs = 30_000;

export type IdleStep = 'lock' | 'tell' | 'wait';

/** What is to be done now. `idleMs`: after so long without use it is locked. */
export function idleStep({ lastUse, lastTold }: Idle, now: number, idleMs: number): IdleStep {
  if (now - lastUse >= idleMs) return 'lock';
  return lastUse > lastTold && now - lastTold >= tellEveryMs ? 'tell' : 'wait';
}
