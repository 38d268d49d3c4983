/** Somebody who has worked on a task, as the task's events say. */
export interface Worker {
  readonly actor: string;
  readonly name: string;
  readonly scanned: number;
  readonly lastAt: string;
}

export interface HandOver {
  /** `yours`: others began, and this person has scanned nothing yet. `others`: they have worked on it too. */
  readonly is: 'yours' | 'others';
  readonly names: readonly string[];
  readonly scanned: number;
}

/** Whose work somebody takes up; null where nobody else has scanned. */
export function handOverOf(workers: readonly Worker[], me: string): HandOver | null {
  const others = workers.filter(({ actor, scanned }) => actor !== me && scanned > 0);
  if (others.length === 0) return null;
  const isMine = workers.some(({ actor, scanned }) => actor === me && scanned > 0);
  return {
    is: isMine ? 'others' : 'yours',
    names: others.map(({ name }) => name),
    scanned: others.reduce((sum, { scanned }) => sum + scanned, 0),
  };
}
