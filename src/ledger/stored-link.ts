import { type CopyRow, copiedNumber, copiedText } from '../platform/copy-rows.ts';
import { evidenceCodes, moveCodes } from './codes.ts';
import type { Derived } from './derive.ts';
import { hashEvent, type Link } from './hash-link.ts';
import { eventField as at } from './lives.ts';
import { placeOf, type Reference } from './reference.ts';
import type { DocumentNames } from './stored-documents.ts';

/**
 * The hash that a stored event must have: over what its columns say, by names, and over the hash before it. `index`
 * is its place in the life.
 */
export function storedEventHash(
  row: CopyRow,
  index: number,
  previous: string,
  derived: Derived,
  reference: Reference,
  documents: DocumentNames,
): string {
  const asserts = derived.events[index]!;
  const { product, serial } = derived.named[index]!;
  const details = copiedText(row[at.details]!);
  const time = copiedText(row[at.at]!);
  const link: Link = {
    previous,
    sku: reference.products.get(product)?.sku ?? '',
    serial,
    seq: Number(row[at.seq]),
    move: moveCodes.toWord(Number(row[at.move])),
    at: time === null ? null : storedTime(time),
    recordedAt: storedTime(row[at.recorded_at]!),
    spot: placeOf(reference, Number(row[at.spot])) ?? '',
    evidence: evidenceCodes.toWord(Number(row[at.evidence])),
    actor: reference.actors.get(Number(row[at.actor])) ?? '',
    device: copiedText(row[at.device]!),
    document: documents.nameOf(copiedNumber(row[at.document_id]!)),
    annuls: copiedNumber(row[at.annuls]!),
    scan: row[at.scan_id]!,
    details: details === null ? null : (JSON.parse(details) as Record<string, unknown>),
    asserts,
  };
  return hashEvent(link, reference);
}

/**
 * PostgreSQL's `2026-11-23 10:00:00.5+00` as `2026-11-23T10:00:00.500Z`; sessions speak UTC. Finer than milliseconds,
 * which the ledger never writes, stays as it is and so differs.
 */
export function storedTime(text: string): string {
  const match = /^(\S+) (\d\d:\d\d:\d\d)(?:\.(\d{1,3}))?\+00$/.exec(text);
  return match ? `${match[1]}T${match[2]}.${(match[3] ?? '').padEnd(3, '0')}Z` : text;
}
