import { openSnapshot, type Snapshot } from '../platform/snapshot.ts';
import { checkChain } from './check-chain.ts';
import { checkLives, type Progress } from './check-lives.ts';
import { checkQuantities } from './check-quantities.ts';
import { checkReferences } from './check-references.ts';
import { collectFindings, type Finding, type FindingKind } from './findings.ts';
import { emptyReference, loadReference } from './reference.ts';
import { documentNames } from './stored-documents.ts';

export interface VerifyOptions {
  /** Any role that may read the tables. */
  readonly url: string;
  readonly listedMax?: number;
  readonly onProgress?: Progress;
}

export interface VerifyReport {
  readonly units: number;
  readonly events: number;
  readonly quantityEvents: number;
  readonly scans: number;
  /** The first findings; `totals` counts them all. */
  readonly listed: readonly Finding[];
  readonly totals: Readonly<Partial<Record<FindingKind, number>>>;
  readonly clean: boolean;
}

/**
 * Checks the whole ledger against itself, in one pass over one snapshot while writers go on: every hash recomputed from
 * what its event says, numbers without gaps, every unit's row, numbers, stock row and counts made anew from the events,
 * plain products likewise, every scan's answer behind it and every event's scan. Names what differs.
 *
 * It finds what was changed behind the ledger's back as long as the change does not make all hashes anew: whoever can do
 * that is caught only by a head kept elsewhere.
 */
export async function verify(options: VerifyOptions): Promise<VerifyReport> {
  const snapshot = await openSnapshot(options.url);
  try {
    return await verifySnapshot(snapshot, options);
  } finally {
    await snapshot.close();
  }
}

async function verifySnapshot(
  snapshot: Snapshot,
  { listedMax = 100, onProgress }: VerifyOptions,
): Promise<VerifyReport> {
  const findings = collectFindings(listedMax);
  const reference = await loadReference(snapshot, emptyReference);
  const documents = documentNames(snapshot);
  const { units, events } = await checkLives(
    snapshot,
    reference,
    findings,
    (life, { derived }) => (derived ? checkChain(life, derived, reference, documents, findings) : undefined),
    onProgress,
  );
  const quantities = await checkQuantities(snapshot, reference, documents, findings);
  const scans = await checkReferences(snapshot, findings);
  const { listed, totals } = findings;
  const clean = Object.keys(totals).length === 0;
  return { units, events, quantityEvents: quantities.events, scans, listed, totals, clean };
}
