import type { Who } from '../access/session-store.ts';
import type { WaitingScan } from './waiting-scans.ts';

/** Scans that wait, by whose they are. */
export interface PerPerson {
  /** Those that are sent by themselves. */
  readonly own: readonly WaitingScan[];
  /** Those that were answered with a no and wait to be seen. */
  readonly aside: readonly WaitingScan[];
  readonly others: readonly (Who & { readonly count: number })[];
}

/** Whose the waiting scans are, as seen by `by`; null: by somebody who is not signed in. */
export function perPerson(scans: readonly WaitingScan[], by: Who | null): PerPerson {
  const isOwn = (scan: WaitingScan) => scan.by.actor === by?.actor;
  const counts = new Map<string, Who & { readonly count: number }>();
  for (const { by: who } of scans.filter((scan) => !isOwn(scan))) {
    const before = counts.get(who.actor)?.count ?? 0;
    counts.set(who.actor, { ...who, count: before + 1 });
  }
  const mine = scans.filter(isOwn);
  return {
    own: mine.filter(({ aside }) => aside === null),
    aside: mine.filter(({ aside }) => aside !== null),
    others: [...counts.values()],
  };
}
