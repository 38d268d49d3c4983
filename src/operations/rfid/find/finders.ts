import { limits } from '../../../domain/limits.ts';

/** The streams of who looks for units now; ended together when the server stops. */
export interface Finders {
  /** Answers how to leave, or why nobody may join. */
  join(actor: number, end: () => void): { leave(): void } | 'stopping' | 'over_share' | 'busy';
  close(): void;
}

export function openFinders(): Finders {
  const open = new Map<() => void, number>();
  let isClosed = false;
  return {
    join(actor, end) {
      if (isClosed) return 'stopping';
      const own = [...open.values()].filter((one) => one === actor).length;
      if (own >= limits.findStreamsPerCallerMax) return 'over_share';
      if (open.size >= limits.findStreamsMax) return 'busy';
      open.set(end, actor);
      return { leave: () => void open.delete(end) };
    },
    close() {
      isClosed = true;
      for (const end of [...open.keys()]) end();
    },
  };
}
