import {
  type Clues,
  type Explanation,
  explain,
  type NearNumber,
  type Neighbours,
} from '../../domain/explanations.ts';
import { foldNumber } from '../../domain/identifiers/folded-number.ts';
import { type Misreading, misreadingsOf } from '../../domain/identifiers/misreadings.ts';
import { readScan, type Understood } from '../../domain/identifiers/read-scan.ts';
import { limits } from '../../domain/limits.ts';
import { type Sites, within } from '../../domain/sites.ts';
import { bucketOfUnit } from '../../ledger/bucket.ts';
import type { Product, Reference } from '../../ledger/reference.ts';
import { type UnitView, unitViews } from '../../ledger/unit-view.ts';
import { unitsWithin } from '../../ledger/whereabouts.ts';
import { numberColumn } from '../../platform/columns.ts';
import type { Database } from '../../platform/database.ts';
import { keysIn, wholeNumbersIn } from './find-units.ts';
import { brokenCheckDigit, productName, productNamed, productsMeant } from './product-clues.ts';
import {
  type FirstDocumentRow,
  selectFirstDocuments,
  selectNeighbours,
  selectUnknownSerial,
  type UnitKeyRow,
  type UnknownSerialRow,
} from './queries.ts';
import { holdsWithin, insideOf, rangesHolding, wholeKey, wholeNumbers } from './rules.ts';
import type { Sources } from './sources.ts';

export interface ExplainAsked {
  readonly code: string;
  /** The product that it was said to be. */
  readonly product: Product | null;
  readonly sites: Sites;
}

export interface Explained {
  readonly understood: readonly Understood[];
  readonly explanations: readonly Explanation[];
  /** The units that the explanations point to. */
  readonly units: ReadonlyMap<number, UnitView>;
}

/**
 * What a code that names nothing may be: known numbers one misreading away, all looked up by key at once; products' barcodes;
 * neighbours that came together; earlier scans in vain. Only what lies within reach is told.
 */
export async function explainCode(from: Sources, asked: ExplainAsked): Promise<Explained> {
  const read = readScan(asked.code);
  const understood = 'error' in read ? [] : read.understood;
  const serial = serialIn(understood) ?? asked.code.trim();
  const said = asked.product ?? productNamed(from.reference, understood);
  const { reference } = from;
  const context = { from, sites: asked.sites, serial, folded: foldNumber(serial) };
  const [near, around, seen] = await Promise.all([
    nearUnits(context),
    neighboursOf(context, said),
    seenBefore(context),
  ]);
  const views = new Map([...near.views, ...around.views]);
  const clues: Clues = {
    code: serial,
    product: said && productName(said),
    numbers: near.numbers,
    neighbours: around.neighbours,
    products: productsMeant(reference, serial, understood),
    checkDigitOf: brokenCheckDigit(serial),
    seen,
  };
  return { understood, explanations: explain(clues, limits.explanationsMax), units: views };
}

interface Context {
  readonly from: Sources;
  readonly sites: Sites;
  /** What was read, as a serial; and folded. */
  readonly serial: string;
  readonly folded: string;
}

type Way =
  | Misreading
  | { readonly meant: string; readonly kind: 'contains' | 'part_of'; readonly differing: number };

/** Units with a number that the code may have meant, and which. */
async function nearUnits(context: Context) {
  const { from, sites, folded } = context;
  const { database, reference, read } = from;
  const ways = new Map<string, Way>(
    misreadingsOf(folded, limits.misreadingsMax).map((one) => [one.meant, one]),
  );
  for (const meant of insideOf(folded))
    if (!ways.has(meant))
      ways.set(meant, { meant, kind: 'contains', differing: folded.length - meant.length });
  const [whole, held] = await Promise.all([
    wholeNumbersIn(from, [...ways.keys()]),
    folded.length < limits.nearLengthMin
      ? []
      : keysIn(from, rangesHolding(folded), limits.explanationsMax, limits.explanationsMax),
  ]);
  const ids = [...new Set([...whole, ...held].map(({ unit_id }) => unit_id))];
  const seen = (await unitsWithin(read, reference, ids, sites)).slice(0, limits.searchItemsMax);
  const [views, documents] = await Promise.all([
    unitViews(read, reference, seen),
    firstDocuments(database, seen),
  ]);
  const numbers = [...views.values()].flatMap((view) =>
    numbersNear(view, ways, folded, documents.get(view.id) ?? null, reference),
  );
  return { numbers, views };
}

function numbersNear(
  view: UnitView,
  ways: ReadonlyMap<string, Way>,
  folded: string,
  document: FirstDocumentRow | null,
  reference: Reference,
): NearNumber[] {
  const product = reference.productsBySku.get(view.sku);
  if (!product) return [];
  return view.identifiers.flatMap(({ value, kind, until }) => {
    const own = foldNumber(value);
    const way =
      ways.get(own) ??
      (holdsWithin(own, folded)
        ? { kind: 'part_of' as const, differing: own.length - folded.length }
        : undefined);
    if (!way) return [];
    return [
      {
        unit: view.id,
        product: productName(product),
        status: view.status,
        number: value,
        kind,
        current: until === null,
        how: way.kind,
        differing: way.differing,
        document: document && { kind: document.kind, number: document.number },
      },
    ];
  });
}

async function firstDocuments(
  database: Database,
  ids: readonly number[],
): Promise<Map<number, FirstDocumentRow>> {
  if (ids.length === 0) return new Map();
  const { rows } = await database.query<FirstDocumentRow>(selectFirstDocuments, [
    numberColumn(ids.map(bucketOfUnit)),
    numberColumn(ids),
  ]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Looked at on each side, for one of the product: serials of other products may stand between. */
const neighboursLooked = 8;

/** The known numbers right below and right above, where they are of one product and length and came on one document. */
async function neighboursOf(context: Context, said: Product | null) {
  const { from, sites, folded } = context;
  const { database, reference, read } = from;
  const none = { neighbours: [] as Neighbours[], views: new Map<number, UnitView>() };
  if (folded.length < limits.nearLengthMin) return none;
  const [low, high] = wholeNumbers;
  const { rows } = await database.query<UnitKeyRow>(selectNeighbours, [
    wholeKey(folded),
    low,
    high,
    neighboursLooked,
  ]);
  const ids = await unitsWithin(read, reference, [...new Set(rows.map(({ unit_id }) => unit_id))], sites);
  const [views, documents] = await Promise.all([
    unitViews(read, reference, ids),
    firstDocuments(database, ids),
  ]);
  const near = rows.flatMap(({ unit_id, key }) => {
    const view = views.get(unit_id);
    const document = documents.get(unit_id);
    const fits =
      view && document && key.length === folded.length + 1 && (said === null || view.sku === said.sku);
    return fits ? [{ view, document, number: key.slice(1) }] : [];
  });
  for (const below of near.filter(({ number }) => number < folded))
    for (const above of near.filter(({ number }) => number > folded)) {
      const isOne = below.view.sku === above.view.sku && sameDocument(below.document, above.document);
      const product = reference.productsBySku.get(below.view.sku);
      if (!isOne || !product || !isClose(below.number, folded, above.number)) continue;
      const { kind, number } = below.document;
      const found = {
        unit: below.view.id,
        product: productName(product),
        below: below.view.serial,
        above: above.view.serial,
        document: { kind, number },
      };
      return { neighbours: [found], views };
    }
  return none;
}

function sameDocument(a: FirstDocumentRow, b: FirstDocumentRow): boolean {
  return a.kind === b.kind && a.number === b.number;
}

/** All three are alike but for the last three characters: a delivery's serials run on, over a thousand at most. */
function isClose(...numbers: readonly string[]): boolean {
  return new Set(numbers.map((number) => number.slice(0, -3))).size === 1;
}

async function seenBefore({ from: { database, reference }, sites, serial }: Context): Promise<Clues['seen']> {
  const { rows } = await database.query<UnknownSerialRow>(selectUnknownSerial, [serial]);
  return rows.flatMap(({ site_id, times, last_at }) => {
    const site = reference.sites.get(site_id);
    return site && within(sites, site_id) ? [{ site: site.code, times, lastAt: last_at.toISOString() }] : [];
  });
}

function serialIn(understood: readonly Understood[]): string | undefined {
  const [first] = understood;
  if (first?.as === 'imei') return first.imei;
  const serial = understood.find((reading) => reading.as === 'serial');
  return serial?.as === 'serial' ? serial.serial : undefined;
}
