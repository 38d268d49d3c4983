import type { Snapshot } from '../platform/snapshot.ts';
import { type CheckedLife, checkLife } from './check-life.ts';
import type { Findings } from './findings.ts';
import { type Life, readLives } from './lives.ts';
import { type CountedKey, recount } from './recount.ts';
import type { Reference } from './reference.ts';

/** Told now and then how many events of units have been read. */
export type Progress = (events: number) => void;

export interface CheckedLives {
  readonly units: number;
  readonly events: number;
  /** Keys of the count table whose number is not that of the units counted anew. */
  readonly counts: readonly CountedKey[];
}

/**
 * Replays every life of a snapshot in key order, compares what is stored with what its events make, and counts the
 * units anew. `onLife` sees each one.
 */
export async function checkLives(
  snapshot: Snapshot,
  reference: Reference,
  findings: Findings,
  onLife: (life: Life, checked: CheckedLife) => Promise<void> | undefined,
  onProgress?: Progress,
): Promise<CheckedLives> {
  const counted = recount(reference);
  let units = 0;
  let events = 0;
  for await (const life of readLives(snapshot)) {
    const checked = checkLife(life, reference, findings);
    if (checked.derived) counted.add(checked.derived.unit);
    await onLife(life, checked);
    units += 1;
    events += life.events.length;
    if (units % unitsPerReport === 0) onProgress?.(events);
  }
  onProgress?.(events);
  return { units, events, counts: await counted.compare(snapshot, findings) };
}

const unitsPerReport = 1_000;
