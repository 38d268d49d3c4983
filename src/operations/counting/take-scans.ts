import { hash } from 'node:crypto';
import type { Evidence } from '../../domain/events.ts';
import { readScan } from '../../domain/identifiers/read-scan.ts';
import { limits } from '../../domain/limits.ts';
import { sentenceOf } from '../../domain/refusals.ts';
import type { Answer, Who } from '../../ledger/acts.ts';
import { bucketOfUnit } from '../../ledger/bucket.ts';
import { evidenceCodes } from '../../ledger/codes.ts';
import type { ReadReference } from '../../ledger/current-reference.ts';
import type { Answered, Ledger } from '../../ledger/ledger.ts';
import type { ScanRequest } from '../../ledger/prepare.ts';
import type { Product, Reference } from '../../ledger/reference.ts';
import { type Clock, msAfter } from '../../platform/clock.ts';
import { jsonColumn, numberColumn, textColumn, timeColumn } from '../../platform/columns.ts';
import type { Database } from '../../platform/database.ts';
import { countProblem, type OrProblem } from './find-count.ts';
import * as sql from './queries.ts';
import { takesScans } from './rules.ts';
import type { CountScanBody } from './scans/contract.ts';
import * as scanSql from './scans/queries.ts';

export interface CountingParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly ledger: Pick<Ledger, 'judgeMany' | 'recordMany' | 'known'>;
  readonly reference: ReadReference;
}

/** Who scans, and with what. */
export interface CountingBy {
  readonly who: Who;
  readonly device: number | null;
}

/**
 * Keeps some scans of a count and answers them as they stand, in their order: those that were kept before too. What a code
 * names the ledger says, as it would of a count, and nothing is recorded there; a scan that names nothing is kept as such.
 */
export async function takeScans(
  parts: CountingParts,
  row: sql.CountRow,
  scans: readonly CountScanBody[],
  by: CountingBy,
): Promise<OrProblem<{ readonly rows: readonly (scanSql.ScanRow | null)[] }>> {
  const { database, clock } = parts;
  const ids = scans.map(({ id }) => id.toLowerCase());
  const before = await storedScans(database, row, ids);
  const fresh = scans.filter(({ id }) => !before.has(id.toLowerCase()));
  if (fresh.length > 0) {
    if (!takesScans(row.state))
      return countProblem('wrong_state', 'params.number', `The count ${row.number} is ${row.state}.`);
    const names = await parts.reference();
    const kept = await keptScans(parts, row, fresh, by.who, names);
    const now = clock.now();
    await database.query(scanSql.insertScans, columnsOf(row, kept, by, now));
    await database.query(sql.touch, [row.document_id, now.toISOString()]);
  }
  const after = fresh.length === 0 ? before : await storedScans(database, row, ids);
  const rows = scans.map((scan) => {
    const stored = after.get(scan.id.toLowerCase());
    const same = stored?.document_id === row.document_id && stored.content === contentOf(scan);
    return stored && same ? stored : null;
  });
  return { rows };
}

async function storedScans(
  database: Database,
  { document_id }: sql.CountRow,
  ids: readonly string[],
): Promise<ReadonlyMap<string, scanSql.ScanRow>> {
  const { rows } = await database.query<scanSql.ScanRow>(scanSql.selectScans, [
    document_id,
    textColumn([...ids]),
  ]);
  return new Map(rows.map((one) => [one.scan_id, one]));
}

/** A scan as it is kept: what it names, or why it names nothing. */
interface Kept {
  readonly scan: CountScanBody;
  readonly location: number | null;
  readonly unit: number | null;
  readonly product: number | null;
  readonly serial: string | null;
  readonly quantity: number | null;
  readonly refusal: { readonly code: string; readonly sentence: string } | null;
}

async function keptScans(
  { ledger, database }: CountingParts,
  row: sql.CountRow,
  scans: readonly CountScanBody[],
  who: Who,
  names: Reference,
): Promise<readonly Kept[]> {
  const placed = scans.map((scan) => ({ scan, spot: spotOf(row, scan, names) }));
  const asked = placed.flatMap(({ scan, spot }) => (spot === 'outside' ? [] : [scan]));
  const site = names.sites.get(row.site_id)!.code;
  const answered = await ledger.judgeMany(
    asked.map((scan) => asCount(scan, site)),
    who,
  );
  const known = await existing(database, answered);
  const answers = answered.values();
  const kept = placed.map(({ scan, spot }): Kept => {
    if (spot === 'outside') return refusedScan(scan, null, 'spot_not_counted', spotSentence(scan));
    const told = answers.next().value!;
    if ('problem' in told) return refusedScan(scan, spot, told.problem.code, told.problem.sentence);
    return keptScan(scan, spot, withKnown(told.answers[0]!, known), names);
  });
  return row.opening ? checkNew(ledger, kept, site, who) : kept;
}

/** A number that is new, and comes twice in one request, has a unit in the ledger's hands that nobody has recorded. */
async function existing(database: Database, answered: readonly Answered[]): Promise<ReadonlySet<number>> {
  const named = answered.flatMap((one) => ('answers' in one ? one.answers : []));
  const ids = [...new Set(named.flatMap(({ unit }) => (unit ? [unit.id] : [])))];
  if (ids.length === 0) return new Set();
  const values = [numberColumn(ids.map(bucketOfUnit)), numberColumn(ids)];
  const { rows } = await database.query<{ id: number }>(scanSql.selectExisting, values);
  return new Set(rows.map(({ id }) => id));
}

function withKnown(answer: Answer, known: ReadonlySet<number>): Answer {
  return answer.unit && !known.has(answer.unit.id) ? { ...answer, unit: null } : answer;
}

const asCount = (scan: CountScanBody, site: string): ScanRequest => ({
  move: 'count',
  site,
  ...(scan.location === undefined ? {} : { location: scan.location }),
  scans: [
    {
      id: scan.id.toLowerCase(),
      codes: scan.codes,
      input: scan.input as Evidence,
      ...(scan.quantity === undefined ? {} : { quantity: scan.quantity }),
      ...(scan.sku === undefined ? {} : { details: { sku: scan.sku } }),
    },
  ],
});

/** The spot that a scan names, or the only one that is counted; null: only the site is known. */
function spotOf(row: sql.CountRow, { location }: CountScanBody, names: Reference): number | null | 'outside' {
  const { locations } = row;
  if (location === undefined) return locations?.length === 1 ? locations[0]! : null;
  const id = names.locationsByCode.get(`${row.site_id}/${location}`)?.id;
  return id === undefined || (locations !== null && !locations.includes(id)) ? 'outside' : id;
}

function spotSentence({ location }: CountScanBody): string {
  return `The spot ${location} is not part of this count.`;
}

function keptScan(scan: CountScanBody, location: number | null, answer: Answer, names: Reference): Kept {
  const { outcome, unit, refusal, quantity } = answer;
  const product = productOf(scan, names);
  const nothing = { scan, location, unit: null, product: null, serial: null, quantity: null, refusal: null };
  if (unit && outcome !== 'ambiguous') return { ...nothing, unit: unit.id };
  if (outcome === 'ambiguous') {
    const known = answer.candidates.map(({ sku }) => sku).join(', ');
    return refusedScan(
      scan,
      location,
      'ambiguous',
      `Several products have this number: ${known}. Scan its barcode too.`,
    );
  }
  if (quantity !== null && product)
    return location === null
      ? refusedScan(scan, null, 'spot_needed', 'Say at which spot these pieces lie: scan its label first.')
      : { ...nothing, product: product.id, quantity: scan.quantity ?? quantity };
  const serial = serialOf(scan);
  const isUnknown = outcome === 'recorded' || (refusal !== null && unknownCodes.includes(refusal.code));
  if (isUnknown && serial !== null) return { ...nothing, product: product?.id ?? null, serial };
  return refusedScan(
    scan,
    location,
    refusal?.code ?? 'unknown_unit',
    refusal ? sentenceOf(refusal) : 'Not counted.',
  );
}

/** The ledger knows no unit of this number: that it lies here is worth keeping. */
const unknownCodes: readonly string[] = ['unknown_unit', 'product_needed', 'serial_not_of_pattern'];

function refusedScan(scan: CountScanBody, location: number | null, code: string, sentence: string): Kept {
  const refusal = { code, sentence };
  return { scan, location, unit: null, product: null, serial: null, quantity: null, refusal };
}

/** What would not become a unit is said at once, while it is in somebody's hand. */
async function checkNew(
  ledger: CountingParts['ledger'],
  kept: readonly Kept[],
  site: string,
  who: Who,
): Promise<readonly Kept[]> {
  const fresh = new Map<string, Kept>();
  for (const one of kept) {
    const key = nameOfNew(one);
    if (key !== null && !fresh.has(key)) fresh.set(key, one);
  }
  if (fresh.size === 0) return kept;
  const requests = [...fresh.values()].map(({ scan }) => ({ ...asCount(scan, site), move: 'receive' }));
  const answered = (await ledger.judgeMany(requests, who)).values();
  const told = new Map([...fresh.keys()].map((key) => [key, answered.next().value!]));
  return kept.map((one) => {
    const answer = told.get(nameOfNew(one) ?? '');
    const refusal = answer && 'answers' in answer ? answer.answers[0]!.refusal : null;
    return refusal ? refusedScan(one.scan, one.location, refusal.code, sentenceOf(refusal)) : one;
  });
}

/** What would become one unit, however often it is scanned; null: nothing would. */
function nameOfNew({ serial, product }: Kept): string | null {
  return serial === null || product === null ? null : `${product}/${serial}`;
}

/** The product that a scan names besides the serial, by its SKU or a GTIN. */
function productOf({ sku, codes }: CountScanBody, names: Reference): Product | null {
  if (sku !== undefined) return names.productsBySku.get(sku) ?? null;
  for (const reading of codes.flatMap(readingsOf)) {
    const gtin = reading.as === 'ean' || reading.as === 'serial' ? reading.gtin : undefined;
    const holder = gtin === undefined ? undefined : names.productsByGtin.get(gtin)?.at(-1);
    if (holder) return names.products.get(holder.product) ?? null;
  }
  for (const code of codes) {
    const product = names.productsBySku.get(code);
    if (product) return product;
  }
  return null;
}

/** The number on the thing: what a unit would be called. */
function serialOf({ codes }: CountScanBody): string | null {
  for (const code of codes)
    for (const reading of readingsOf(code)) {
      if (reading.as === 'imei') return reading.imei;
      if (reading.as === 'serial') return reading.serial;
    }
  return null;
}

function readingsOf(code: string) {
  const read = readScan(code);
  return 'error' in read ? [] : read.understood;
}

function columnsOf(
  row: sql.CountRow,
  kept: readonly Kept[],
  { who, device }: CountingBy,
  now: Date,
): unknown[] {
  const madeAt = ({ scan: { ago = 0 } }: Kept) =>
    msAfter(now, -Math.min(ago, limits.countScanAgeMsMax)).toISOString();
  return [
    row.document_id,
    now.toISOString(),
    who.id,
    device,
    textColumn(kept.map(({ scan }) => scan.id.toLowerCase())),
    numberColumn(kept.map(({ scan }) => contentOf(scan))),
    timeColumn(kept.map(madeAt)),
    numberColumn(kept.map(({ location }) => location)),
    numberColumn(kept.map(({ scan }) => evidenceCodes.toCode(scan.input as Evidence))),
    jsonColumn(kept.map(({ scan }) => scan.codes)),
    textColumn(kept.map(({ serial }) => serial)),
    numberColumn(kept.map(({ product }) => product)),
    numberColumn(kept.map(({ unit }) => unit && bucketOfUnit(unit))),
    numberColumn(kept.map(({ unit }) => unit)),
    numberColumn(kept.map(({ quantity }) => quantity)),
    jsonColumn(kept.map(({ refusal }) => refusal)),
  ];
}

/** 52 bits of a hash of what was sent, as the ledger's; how long ago it was is another thing each time it is sent. */
function contentOf({ codes, input, location, sku, quantity }: CountScanBody): number {
  const text = JSON.stringify([codes, input, location, sku, quantity]);
  return Number.parseInt(hash('sha256', text).slice(0, 13), 16);
}
