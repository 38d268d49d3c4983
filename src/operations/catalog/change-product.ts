import { photoOfPicture } from '../../domain/photos.ts';
import { readSerialPattern } from '../../domain/serial-pattern.ts';
import { textColumn } from '../../platform/columns.ts';
import type { Connection, Queryable } from '../../platform/database.ts';
import { type CatalogParts, type Changed, changeCatalog, problem } from './change-catalog.ts';
import { ensureCategory } from './change-category.ts';
import { changeParts } from './change-parts.ts';
import type { NewProduct, ProductChange } from './contract.ts';
import * as sql from './queries.ts';
import { doubled, type GtinPeriod, gtinPeriods, takenGtin } from './rules.ts';

export async function createProduct(
  parts: CatalogParts,
  wanted: NewProduct,
): Promise<Changed<sql.ProductRow>> {
  const read = readWishes(wanted);
  if ('problem' in read) return read;
  const { sku, name, serialized = true, ...rest } = wanted;
  return changeCatalog(parts, async (tx, version) => {
    const { rows } = await tx.query(sql.insertProduct, [sku, serialized, name, version]);
    if (!rows[0]) return problem('already_exists', 'sku', `There is a product ${sku} already.`);
    const before = await productBySku(tx, sku);
    return 'problem' in before ? before : change(tx, before, rest, read.periods, version);
  });
}

/** What is not said stays. The SKU, and whether units have serials, never change. */
export async function changeProduct(
  parts: CatalogParts,
  sku: string,
  wanted: ProductChange,
): Promise<Changed<sql.ProductRow>> {
  const read = readWishes(wanted);
  if ('problem' in read) return read;
  return changeCatalog(parts, async (tx, version) => {
    const before = await productBySku(tx, sku);
    return 'problem' in before ? before : change(tx, before, wanted, read.periods, version);
  });
}

/**
 * Why a product could not be made or changed so, without trying: null where nothing is in the way. `besides`: products
 * that are not there yet and will be.
 */
export async function whyNotSo(
  db: Queryable,
  id: number,
  wanted: ProductChange,
  besides: ReadonlySet<string>,
): Promise<string | null> {
  const read = readWishes(wanted);
  if ('problem' in read) return read.problem.sentence;
  if ((await supplierId(db, wanted.supplier ?? null)) === 'unknown')
    return noSupplier(wanted.supplier!).problem.sentence;
  const taken = await takenProblem(db, id, read.periods);
  if (taken) return taken.problem.sentence;
  const skus = (wanted.parts ?? []).map(({ sku }) => sku);
  const { rows } = await db.query<{ sku: string }>(sql.selectProductIds, [textColumn(skus)]);
  const known = new Set(rows.map(({ sku }) => sku));
  const unknown = skus.find((sku) => !known.has(sku) && !besides.has(sku));
  return unknown === undefined ? null : `There is no product ${unknown}.`;
}

/** What can be judged without looking anything up. */
function readWishes(wanted: ProductChange): Changed<{ readonly periods: readonly GtinPeriod[] }> {
  const gtins = gtinPeriods(wanted.gtins ?? []);
  if ('wrong' in gtins) return problem(gtins.wrong, gtins.where, gtinSentences[gtins.wrong]);
  const twice = doubled(wanted.numbers ?? []);
  if (twice >= 0) return problem('duplicate_code', `numbers[${twice}]`, 'A kind of number stands twice.');
  const pattern = readSerialPattern(wanted.serialPattern ?? '.');
  if (typeof wanted.serialPattern === 'string' && 'error' in pattern) {
    const { at, why } = pattern.error;
    return problem('bad_serial_pattern', 'serialPattern', `At character ${at + 1}: ${why}.`);
  }
  return gtins;
}

const gtinSentences = {
  bad_gtin: 'A GTIN has 8, 12, 13 or 14 digits, the last of them its check digit.',
  bad_day: 'A day exists in the calendar, and the last one is not before the first.',
  duplicate_code: 'The GTIN stands twice for the same day.',
} as const;

async function change(
  tx: Connection,
  before: sql.ProductRow,
  wanted: ProductChange,
  periods: readonly GtinPeriod[],
  version: number,
): Promise<Changed<sql.ProductRow>> {
  const { id, sku } = before;
  const supplier = await supplierId(tx, wanted.supplier === undefined ? before.supplier : wanted.supplier);
  if (supplier === 'unknown') return noSupplier(wanted.supplier!);
  const lost = await unknownPicture(tx, wanted.labelHints ?? []);
  if (lost) return lost;
  if (typeof wanted.category === 'string') await ensureCategory(tx, wanted.category, version);
  await tx.query(sql.updateProduct, [id, ...columnsOf(before, wanted), supplier, version]);
  if (wanted.gtins) {
    const taken = await replaceGtins(tx, id, periods, version);
    if (taken) return taken;
  }
  if (wanted.parts) {
    const wrong = await changeParts(tx, id, wanted.parts, version);
    if (wrong) return wrong;
  }
  return productBySku(tx, sku);
}

/** The row's own columns, in the order of the statement, as they are to be. */
function columnsOf(before: sql.ProductRow, wanted: ProductChange): unknown[] {
  const kept = <Value>(said: Value | undefined, known: Value) => (said === undefined ? known : said);
  const { length_mm: length, width_mm: width, height_mm: height } = before;
  const known = length === null ? null : { length, width: width!, height: height! };
  const size = kept(wanted.dimensions, known);
  return [
    kept(wanted.name, before.name),
    kept(wanted.category, before.category),
    kept(wanted.unknownSerials, before.unknown_serials),
    kept(wanted.wipeRequired, before.wipe_required),
    kept(wanted.serialPattern, before.serial_pattern),
    textColumn([...kept(wanted.numbers, [...before.numbers])]),
    JSON.stringify(
      kept<readonly sql.LabelHint[]>(wanted.labelHints as sql.LabelHint[] | undefined, before.label_hints),
    ),
    kept(wanted.weightGrams, before.weight_grams),
    size?.length ?? null,
    size?.width ?? null,
    size?.height ?? null,
  ];
}

/** A picture that is a photograph of ours must be here, and cannot go while this is written. */
async function unknownPicture(tx: Connection, hints: NonNullable<ProductChange['labelHints']>) {
  const named = hints.map(({ picture }) => photoOfPicture(picture));
  const hashes = named.filter((hash) => hash !== null);
  if (hashes.length === 0) return null;
  const { rows } = await tx.query<{ hash: string }>(sql.sharePhotos, [textColumn(hashes)]);
  const known = new Set(rows.map(({ hash }) => hash));
  const at = named.findIndex((hash) => hash !== null && !known.has(hash));
  if (at === -1) return null;
  return problem('unknown_photo', `labelHints[${at}].picture`, `There is no photograph ${named[at]}.`);
}

function noSupplier(code: string) {
  return problem('unknown_supplier', 'supplier', `There is no supplier "${code}".`);
}

async function supplierId(db: Queryable, code: string | null): Promise<number | null | 'unknown'> {
  if (code === null) return null;
  const { rows } = await db.query<sql.SupplierRow>(sql.selectSupplier, [code]);
  return rows[0]?.id ?? 'unknown';
}

/** Changes come one after another (change-reference.ts), so what is free here stays free until the commit. */
async function replaceGtins(tx: Connection, id: number, periods: readonly GtinPeriod[], version: number) {
  const taken = await takenProblem(tx, id, periods);
  if (taken) return taken;
  await tx.query(sql.deleteGtins, [id]);
  if (periods.length === 0) return null;
  const gtins = textColumn(periods.map(({ gtin }) => gtin));
  const days = (which: 'from' | 'to') => textColumn(periods.map((period) => period[which]));
  await tx.query(sql.insertGtins, [gtins, days('from'), days('to'), id, version]);
  return null;
}

async function takenProblem(db: Queryable, id: number, periods: readonly GtinPeriod[]) {
  const gtins = textColumn(periods.map(({ gtin }) => gtin));
  const { rows } = await db.query<GtinPeriod & { sku: string }>(sql.selectOtherGtins, [gtins, id]);
  const taken = takenGtin(periods, rows);
  if (taken < 0) return null;
  const { sku } = rows.find((row) => takenGtin([periods[taken]!], [row]) === 0)!;
  const sentence = `The GTIN ${periods[taken]!.gtin} is ${sku}’s on one of those days.`;
  return problem('gtin_taken', `gtins[${taken}]`, sentence);
}

async function productBySku(tx: Connection, sku: string): Promise<Changed<sql.ProductRow>> {
  const { rows } = await tx.query<sql.ProductRow>(sql.selectProduct, [sku]);
  return rows[0] ?? problem('product_not_found', 'params.sku', `There is no product ${sku}.`);
}
