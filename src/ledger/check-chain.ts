import { copiedNumber, copiedText } from '../platform/copy-rows.ts';
import { aboutUnit } from './check-life.ts';
import type { Derived } from './derive.ts';
import type { Findings } from './findings.ts';
import { eventField as at, type Life } from './lives.ts';
import type { Reference } from './reference.ts';
import type { DocumentNames } from './stored-documents.ts';
import { storedEventHash } from './stored-link.ts';

/**
 * Recomputes every hash of a life from its columns: numbers run from 1 without a gap, and each event's hash covers
 * its own content and the hash before it. An edited, lost, added or exchanged event is named; what follows it is
 * judged by its stored hashes, so that one change is one finding and not a whole life of them.
 */
export async function checkChain(
  life: Life,
  derived: Derived,
  reference: Reference,
  documents: DocumentNames,
  findings: Findings,
): Promise<void> {
  await documents.load(life.events.map((row) => copiedNumber(row[at.document_id]!)));
  let previous = '';
  for (const [index, row] of life.events.entries()) {
    const seq = Number(row[at.seq]);
    const found = (column: string, expected: string, value: string) =>
      findings.add({
        kind: 'event',
        about: aboutUnit(life, derived, reference),
        unit: life.id,
        seq,
        column,
        expected,
        found: value,
      });
    const stored = copiedText(row[at.hash]!)!.slice(2);
    const expectedSeq = index === 0 ? 1 : Number(life.events[index - 1]![at.seq]) + 1;
    if (seq !== expectedSeq) found('seq', String(expectedSeq), String(seq));
    const expected = hashOrReason(() => storedEventHash(row, index, previous, derived, reference, documents));
    if (stored !== expected) found('hash', expected, stored);
    previous = stored;
  }
}

/** What has no exact text cannot have been hashed by us: named instead of thrown. */
function hashOrReason(compute: () => string): string {
  try {
    return compute();
  } catch (error) {
    return (error as Error).message;
  }
}
