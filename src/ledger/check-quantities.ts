import { type CopyRow, copiedNumber, copiedText } from '../platform/copy-rows.ts';
import { mergeStreams } from '../platform/merge-streams.ts';
import type { Snapshot } from '../platform/snapshot.ts';
import { evidenceCodes, moveCodes } from './codes.ts';
import type { Findings } from './findings.ts';
import { hashQuantity } from './hash-link.ts';
import { placeName, type Reference } from './reference.ts';
import type { DocumentNames } from './stored-documents.ts';
import { storedTime } from './stored-link.ts';

/** A row of the table of pieces as its events make it; `null`: there must be none. */
export interface DerivedQuantity {
  readonly product: number;
  readonly place: number;
  readonly row: { readonly seq: number; readonly quantity: number; readonly head: string } | null;
}

const eventColumns = [
  'product_id',
  'place',
  'seq',
  'delta',
  'after',
  'move',
  'evidence',
  'actor',
  'document_id',
  'recorded_at',
  'at',
  'hash',
  'details',
  'scan_id',
] as const;
const at = Object.fromEntries(eventColumns.map((name, index) => [name, index])) as Record<
  (typeof eventColumns)[number],
  number
>;

/**
 * Walks every plain product's changes place by place: numbers without a gap, each `after` the one before plus
 * `delta`, each hash over its content (with `documents`; without, hashes are taken as stored), and the row of pieces
 * as the last change left it. Gives the rows that differ.
 */
export async function checkQuantities(
  snapshot: Snapshot,
  reference: Reference,
  documents: DocumentNames | null,
  findings: Findings,
): Promise<{ readonly events: number; readonly differing: readonly DerivedQuantity[] }> {
  const differing: DerivedQuantity[] = [];
  let events = 0;
  const streams = [
    `select ${eventColumns.join(', ')} from quantity_event order by product_id, place, seq`,
    'select product_id, place, seq, quantity, head from quantity_count order by product_id, place',
  ];
  const all = mergeStreams(streams.map((query) => ({ rows: snapshot.stream(query), key: [0, 1] })));
  for await (const { key, rows } of all) {
    const [changes, counts] = rows as readonly [readonly CopyRow[], readonly CopyRow[]];
    events += changes.length;
    const about = aboutPieces(key, reference);
    if (documents) await documents.load(changes.map((row) => copiedNumber(row[at.document_id]!)));
    checkChain(changes, about, reference, documents, findings);
    const row = lastOf(changes);
    if (rowDiffers(counts[0], row, about, findings)) differing.push({ product: key[0], place: key[1], row });
  }
  return { events, differing };
}

function aboutPieces([product, place]: readonly [number, number], reference: Reference): string {
  const location = reference.locations.get(place);
  const sku = reference.products.get(product)?.sku ?? `product ${product}`;
  return `pieces of ${sku} at ${location ? placeName(location) : `place ${place}`}`;
}

function checkChain(
  changes: readonly CopyRow[],
  about: string,
  reference: Reference,
  documents: DocumentNames | null,
  findings: Findings,
): void {
  let previous = '';
  let quantity = 0;
  for (const [index, row] of changes.entries()) {
    const seq = Number(row[at.seq]);
    const found = (column: string, expected: string, value: string) =>
      findings.add({ kind: 'quantity_event', about, unit: null, seq, column, expected, found: value });
    if (seq !== index + 1) {
      found('seq', String(index + 1), String(seq));
      return;
    }
    const after = quantity + Number(row[at.delta]);
    if (Number(row[at.after]) !== after) found('after', String(after), row[at.after]!);
    quantity = Number(row[at.after]);
    const stored = hexOf(row[at.hash]!);
    const expected = documents ? hashOf(row, previous, reference, documents) : stored;
    if (stored !== expected) found('hash', expected, stored);
    previous = stored;
  }
}

function hashOf(row: CopyRow, previous: string, reference: Reference, documents: DocumentNames): string {
  const location = reference.locations.get(Number(row[at.place]));
  const details = copiedText(row[at.details]!);
  const time = copiedText(row[at.at]!);
  return hashQuantity({
    previous,
    sku: reference.products.get(Number(row[at.product_id]))?.sku ?? '',
    place: location ? placeName(location) : '',
    seq: Number(row[at.seq]),
    delta: Number(row[at.delta]),
    after: Number(row[at.after]),
    move: moveCodes.toWord(Number(row[at.move])),
    at: time === null ? null : storedTime(time),
    recordedAt: storedTime(row[at.recorded_at]!),
    evidence: evidenceCodes.toWord(Number(row[at.evidence])),
    actor: reference.actors.get(Number(row[at.actor])) ?? '',
    document: documents.nameOf(copiedNumber(row[at.document_id]!)),
    scan: row[at.scan_id]!,
    details: details === null ? null : (JSON.parse(details) as Record<string, unknown>),
  });
}

function lastOf(changes: readonly CopyRow[]): DerivedQuantity['row'] {
  const last = changes.at(-1);
  if (!last) return null;
  return { seq: Number(last[at.seq]), quantity: Number(last[at.after]), head: hexOf(last[at.hash]!) };
}

function rowDiffers(
  row: CopyRow | undefined,
  expected: DerivedQuantity['row'],
  about: string,
  findings: Findings,
): boolean {
  const stored = row && { seq: Number(row[2]), quantity: Number(row[3]), head: hexOf(row[4]!) };
  let differs = false;
  for (const column of ['seq', 'quantity', 'head'] as const) {
    const [wanted, found] = [expected?.[column], stored?.[column]].map((v) =>
      v === undefined ? null : String(v),
    );
    if (wanted === found) continue;
    findings.add({
      kind: 'quantity',
      about,
      unit: null,
      seq: null,
      column,
      expected: wanted!,
      found: found!,
    });
    differs = true;
  }
  return differs;
}

/** The digits of a bytea's text. */
function hexOf(raw: string): string {
  return (copiedText(raw) ?? '').slice(2);
}
