import { readSerialList } from '../../domain/identifiers/serial-list.ts';
import {
  compareRanges,
  countOf,
  firstOf,
  isInRange,
  lastOf,
  overlapOf,
  type SerialRange,
} from '../../domain/identifiers/serial-range.ts';
import { limits } from '../../domain/limits.ts';
import { numberColumn, textColumn } from '../../platform/columns.ts';
import type { Connection } from '../../platform/database.ts';
import { inTransaction } from '../../platform/transaction.ts';
import {
  type Changed,
  currentNumbering,
  defineNumbers,
  fittingOf,
  type NumberingParts,
  numberedProduct,
  problem,
} from './define-numbers.ts';
import { rangeOf } from './numbers-at.ts';
import * as sql from './queries.ts';
import { type Fitting, numberFault } from './rules.ts';

export interface PoolImported {
  readonly numbering: sql.NumberingRow;
  /** Numbers that are in the pool now and were not. */
  readonly added: number;
  /** Single numbers that were in it already. */
  readonly known: number;
}

/**
 * Puts a maker's numbers into a product's pool, or those of labels that were bought numbered into the pool of own labels:
 * a list with ranges, as serial-list.ts reads it. All of it or nothing. A single number that is there already is counted
 * and left; a range that overlaps with what is there is a mistake and refused.
 */
export async function importPool(
  parts: NumberingParts,
  { sku, numbers }: { readonly sku: string | null; readonly numbers: string },
  actor: number,
): Promise<Changed<PoolImported>> {
  const read = readPool(numbers);
  if ('problem' in read) return read;
  const defined = await defineNumbers(parts, { sku, kind: 'pool' }, actor);
  if ('problem' in defined) return defined;
  return inTransaction(parts.database, async (tx) => {
    const product = await numberedProduct(tx, sku);
    if (product !== null && 'problem' in product) return product;
    const unfit = unfitting(read, fittingOf(product));
    if (unfit) return unfit;
    await tx.query(sql.lockProductNumbers, [product?.id ?? 0]);
    const row = await currentNumbering(tx, product?.id ?? null, 'pool', '', actor);
    if (!row) return problem('no_numbering', 'sku', 'The pool was ended meanwhile.');
    return add(tx, row, read);
  });
}

interface Pooled {
  readonly ranges: readonly { readonly range: SerialRange; readonly at: number }[];
  readonly serials: readonly { readonly serial: string; readonly at: number }[];
}

function readPool(text: string): Changed<Pooled> {
  const read = readSerialList(text);
  if ('error' in read) return wrong(read.error.position, read.error.sentence);
  const ranges = read.parts.filter((part) => 'range' in part);
  const serials = read.parts.filter((part) => 'serial' in part);
  if (ranges.length + serials.length === 0) return wrong(null, 'There is no number in it');
  if (ranges.length > limits.serialSetRangesMax)
    return wrong(
      ranges[limits.serialSetRangesMax]!.at,
      `At most ${limits.serialSetRangesMax} ranges are taken at once`,
    );
  if (serials.length > limits.pooledSerialsMax)
    return wrong(
      serials[limits.pooledSerialsMax]!.at,
      `At most ${limits.pooledSerialsMax} single numbers are taken at once`,
    );
  const count = ranges.reduce((sum, { range }) => sum + countOf(range), 0n);
  if (count > BigInt(limits.pooledNumbersMax))
    return wrong(null, `Ranges of one import hold at most ${limits.pooledNumbersMax} numbers, not ${count}`);
  return overlapInside(ranges, serials) ?? { ranges, serials };
}

/** Written twice: two ranges that overlap, a number twice, a number that a range holds. */
function overlapInside(ranges: Pooled['ranges'], serials: Pooled['serials']) {
  const sorted = ranges.toSorted((a, b) => compareRanges(a.range, b.range));
  for (const [nth, { range, at }] of sorted.entries()) {
    const next = sorted[nth + 1];
    const isSame = next && next.range.prefix === range.prefix && next.range.suffix === range.suffix;
    if (isSame && next.range.from.length === range.from.length && overlapOf(range, next.range))
      return wrong(
        Math.max(at, next.at),
        `The range from ${firstOf(next.range)} overlaps with the one from ${firstOf(range)}`,
      );
  }
  const seen = new Set<string>();
  for (const { serial, at } of serials) {
    if (seen.has(serial)) return wrong(at, `"${serial}" stands here for the second time`);
    seen.add(serial);
    if (ranges.some(({ range }) => isInRange(range, serial)))
      return wrong(at, `"${serial}" is in one of the ranges already`);
  }
  return null;
}

/** The ends of a range speak for all between: they differ in digits alone. */
function unfitting({ ranges, serials }: Pooled, fitting: Fitting | null) {
  for (const { serial, at } of serials) {
    const fault = numberFault(serial, fitting);
    if (fault !== null) return wrong(at, `"${serial}" cannot be a number of the product: ${fault}`);
  }
  for (const { range, at } of ranges) {
    const fault = [firstOf(range), lastOf(range)]
      .map((end) => numberFault(end, fitting))
      .find((one) => one !== null);
    if (fault)
      return wrong(at, `The range from ${firstOf(range)} cannot be numbers of the product: ${fault}`);
  }
  return null;
}

async function add(
  tx: Connection,
  row: sql.NumberingRow,
  { ranges, serials }: Pooled,
): Promise<Changed<PoolImported>> {
  const crossing = await crossed(tx, row.id, ranges);
  if (crossing) return crossing;
  const { rows: there } = await tx.query<{ value: string }>(sql.selectPooled, [
    `{${row.id}}`,
    textColumn(serials.map(({ serial }) => serial)),
  ]);
  const known = new Set(there.map(({ value }) => value));
  const rangesThere = await tx.query<sql.RangeRow>(sql.selectRanges, [row.id]);
  for (const { serial } of serials)
    if (rangesThere.rows.some((range) => isInRange(rangeOf(range), serial))) known.add(serial);
  const fresh = serials.filter(({ serial }) => !known.has(serial)).map(({ serial }) => serial);
  const { rows } = await tx.query<{ size: number }>(sql.lockNumbering, [row.id]);
  let size = rows[0]!.size;
  const firsts = ranges.map(({ range }) => {
    const first = size;
    size += Number(countOf(range));
    return first;
  });
  const column = (of: (range: SerialRange) => string) => textColumn(ranges.map(({ range }) => of(range)));
  if (ranges.length > 0)
    await tx.query(sql.insertRanges, [
      row.id,
      numberColumn(firsts),
      column(({ prefix }) => prefix),
      column(({ from }) => from),
      column(({ to }) => to),
      column(({ suffix }) => suffix),
    ]);
  if (fresh.length > 0) await tx.query(sql.insertSerials, [row.id, size, textColumn(fresh)]);
  const added = size - rows[0]!.size + fresh.length;
  await tx.query(sql.growPool, [row.id, added]);
  const { rows: grown } = await tx.query<sql.NumberingRow>(sql.selectNumbering, [row.id]);
  return { numbering: grown[0]!, added, known: known.size };
}

/** A new range that has numbers with the pool in common. */
async function crossed(tx: Connection, id: number, ranges: Pooled['ranges']) {
  if (ranges.length === 0) return null;
  const { rows } = await tx.query<sql.RangeRow>(sql.selectRanges, [id]);
  for (const { range, at } of ranges) {
    const same = rows.find((row) => {
      const there = rangeOf(row);
      const isAlike =
        there.prefix === range.prefix &&
        there.suffix === range.suffix &&
        there.from.length === range.from.length;
      return isAlike && overlapOf(there, range) !== null;
    });
    if (same) return wrong(at, `The pool has numbers from ${firstOf(range)} to ${lastOf(range)} already`);
    const between = await tx.query<{ value: string }>(sql.selectSerialsBetween, [
      id,
      firstOf(range),
      lastOf(range),
    ]);
    const single = between.rows.find(({ value }) => isInRange(range, value));
    if (single) return wrong(at, `The pool has ${single.value} of this range already`);
  }
  return null;
}

function wrong(position: number | null, sentence: string) {
  const place = position === null ? '' : `At character ${position + 1}: `;
  return problem('bad_serials', 'numbers', `${place}${sentence}.`);
}
