import { foldNumber } from '../../domain/identifiers/folded-number.ts';
import { commonMisreadingsOf } from '../../domain/identifiers/misreadings.ts';
import { readScan } from '../../domain/identifiers/read-scan.ts';
import { limits } from '../../domain/limits.ts';
import { type Sites, within } from '../../domain/sites.ts';
import { unitsWithin } from '../../ledger/whereabouts.ts';
import { numberColumn, textColumn } from '../../platform/columns.ts';
import type { Asked, Found } from './find-units.ts';
import {
  type DocumentHitRow,
  type DocumentUnitRow,
  selectDocumentNamed,
  selectDocuments,
  selectOrdersOfCustomers,
  selectUnitsOfDocuments,
} from './queries.ts';
import { better, type KeyRange, matchIn, type RankedMatch, rangeStarting, rangesHolding } from './rules.ts';
import type { Sources } from './sources.ts';

export interface DocumentFound extends RankedMatch {
  readonly document: DocumentHitRow;
  /** What it was found by: its number, or its customer's reference. */
  readonly what: 'number' | 'customer';
}

/** Orders, receipts, returns … by any fragment of their number, by the code on our own papers, or by the customer's reference. */
export async function findDocuments(from: Sources, asked: Asked): Promise<Found<DocumentFound>> {
  const named = await namedDocument(from, asked);
  if (named.length > 0) return { items: named, more: false };
  const { fragment, limit } = asked;
  const isShort = Array.from(fragment).length < limits.fragmentLengthMin;
  const [orders, held] = await Promise.all([
    ordersOfCustomers(from, [asked.text.trim()], asked),
    isShort ? nothing : documentsIn(from, asked, rangesHolding(fragment), [fragment]),
  ]);
  const items = [...orders.items, ...held.items];
  return { items: items.slice(0, limit), more: orders.more || held.more || items.length > limit };
}

const nothing: Found<DocumentFound> = { items: [], more: false };

/** Orders of some customers, the newest first. */
export async function ordersOfCustomers(
  from: Sources,
  references: readonly string[],
  { limit, sites }: Pick<Asked, 'limit' | 'sites'>,
): Promise<Found<DocumentFound>> {
  if (references.length === 0) return nothing;
  const most = sites === null ? limit + 1 : limits.searchDocumentsMax;
  const values = [textColumn(references), most];
  const { rows } = await from.database.query<DocumentHitRow & { customer: string }>(
    selectOrdersOfCustomers,
    values,
  );
  const customers = new Map(rows.map(({ id, customer }) => [id, customer]));
  const seen = await documentsWithin(from, rows, sites);
  const items = seen.map((document): DocumentFound => {
    const value = customers.get(document.id)!;
    const match = { how: 'whole', from: 0, to: value.length } as const;
    return { document, what: 'customer', value, match, current: true };
  });
  return { items: items.slice(0, limit), more: items.length > limit };
}

/** Documents whose number begins with what is one common misreading away. */
export async function nearDocuments(from: Sources, asked: Asked): Promise<Found<DocumentFound>> {
  const { fragment } = asked;
  if (fragment.length < limits.nearLengthMin) return nothing;
  const meant = commonMisreadingsOf(fragment, limits.misreadingsMax).map((one) => one.meant);
  const near = await documentsIn(from, asked, meant.map(rangeStarting), meant);
  return { ...near, items: near.items.map((one) => ({ ...one, match: { ...one.match, how: 'near' } })) };
}

/** The code on our own papers: DOC:order:4711. */
async function namedDocument(from: Sources, { text, sites }: Asked) {
  const read = readScan(text);
  const reading = 'error' in read ? undefined : read.understood[0];
  if (reading?.as !== 'document') return [];
  const { rows } = await from.database.query<DocumentHitRow>(selectDocumentNamed, [
    reading.kind,
    reading.number,
  ]);
  const seen = await documentsWithin(from, rows, sites);
  return seen.map((row) => foundIn(row, [foldNumber(row.number)]));
}

async function documentsIn(
  from: Sources,
  { limit, sites }: Asked,
  ranges: readonly KeyRange[],
  fragments: readonly string[],
): Promise<Found<DocumentFound>> {
  const [each, all] =
    sites === null ? [limit + 1, 4 * limit] : [limits.searchDocumentsMax, limits.searchDocumentsMax];
  const { rows } = await from.database.query<DocumentHitRow>(selectDocuments, [
    textColumn(ranges.map(([low]) => low)),
    textColumn(ranges.map(([, high]) => high)),
    each,
    all,
  ]);
  const seen = await documentsWithin(from, rows, sites);
  const items = seen.map((row) => foundIn(row, fragments)).sort(better);
  return { items: items.slice(0, limit), more: items.length > limit || rows.length >= all };
}

function foundIn(document: DocumentHitRow, fragments: readonly string[]): DocumentFound {
  const { number } = document;
  const matches = fragments.flatMap((one) => matchIn(number, one) ?? []);
  const match = matches[0] ?? { how: 'whole', from: 0, to: number.length };
  return { document, what: 'number', value: number, match, current: true };
}

/**
 * A receipt or an order is its site's, and an order without one is for who sees all; any other document is seen by who sees
 * one of its units, of which the first are looked at.
 */
async function documentsWithin(
  { database, read, reference }: Sources,
  rows: readonly DocumentHitRow[],
  sites: Sites,
): Promise<DocumentHitRow[]> {
  if (sites === null) return [...rows];
  const others = rows.filter(({ placed }) => !placed).map(({ id }) => id);
  const values = [numberColumn(others), limits.unitsPerDocumentLooked];
  const members =
    others.length === 0 ? [] : (await database.query<DocumentUnitRow>(selectUnitsOfDocuments, values)).rows;
  const ids = [...new Set(members.map(({ unit_id }) => unit_id))];
  const seen = new Set(await unitsWithin(read, reference, ids, sites));
  const open = new Set(
    members.filter(({ unit_id }) => seen.has(unit_id)).map(({ document_id }) => document_id),
  );
  return rows.filter(({ id, placed, site_id }) =>
    placed ? site_id !== null && within(sites, site_id) : open.has(id),
  );
}
