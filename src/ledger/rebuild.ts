import { openSnapshot, type Snapshot } from '../platform/snapshot.ts';
import { checkLives, type Progress } from './check-lives.ts';
import { checkQuantities } from './check-quantities.ts';
import { collectFindings, type Finding, type FindingKind } from './findings.ts';
import { emptyReference, loadReference } from './reference.ts';
import { openRepair, type Repair } from './repair.ts';

export interface RebuildOptions {
  /** The tables' owner's; to compare alone, any role that may read them. */
  readonly url: string;
  /** `compare` writes nothing; `write` puts what the events make in place of what differs, with every ledger kept out. */
  readonly mode: 'compare' | 'write';
  readonly listedMax?: number;
  readonly onProgress?: Progress;
}

export interface RebuildReport {
  readonly units: number;
  readonly events: number;
  readonly quantityEvents: number;
  readonly listed: readonly Finding[];
  /** How much differs (differed, where it was repaired), by kind; empty: nothing. */
  readonly totals: Readonly<Partial<Record<FindingKind, number>>>;
}

/**
 * Makes every unit's row anew from its events, and with it numbers, stock list, counts and pieces of plain products,
 * and compares with what is stored, to the byte. One pass in key order over one snapshot: memory does not grow with the
 * ledger. It takes the events as they are; whether they are as they were written is for `verify`.
 */
export async function rebuild(options: RebuildOptions): Promise<RebuildReport> {
  const repair = options.mode === 'write' ? await openRepair(options.url) : null;
  try {
    const snapshot = await openSnapshot(options.url);
    try {
      return await rebuildFrom(snapshot, repair, options);
    } finally {
      await snapshot.close();
    }
  } finally {
    await repair?.close();
  }
}

async function rebuildFrom(
  snapshot: Snapshot,
  repair: Repair | null,
  { listedMax = 100, onProgress }: RebuildOptions,
): Promise<RebuildReport> {
  const findings = collectFindings(listedMax);
  const reference = await loadReference(snapshot, emptyReference);
  const lives = await checkLives(
    snapshot,
    reference,
    findings,
    (life, checked) => repair?.life(life, checked),
    onProgress,
  );
  await repair?.counts(lives.counts);
  const quantities = await checkQuantities(snapshot, reference, null, findings);
  await repair?.quantities(quantities.differing);
  const { listed, totals } = findings;
  return { units: lives.units, events: lives.events, quantityEvents: quantities.events, listed, totals };
}
