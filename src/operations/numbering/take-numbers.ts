import { limits } from '../../domain/limits.ts';
import { numberColumn } from '../../platform/columns.ts';
import type { Connection, Queryable } from '../../platform/database.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { askBlockWork } from './ask-work.ts';
import type { BlockWish } from './contract.ts';
import {
  type Changed,
  currentNumbering,
  fittingOf,
  type NumberingParts,
  numberedProduct,
  problem,
} from './define-numbers.ts';
import { numbersAt } from './numbers-at.ts';
import * as sql from './queries.ts';
import { numberFault } from './rules.ts';
import { unusable } from './unusable.ts';

export interface Taken {
  readonly block: sql.BlockRow;
  /** In their order; null for a block that a job makes. */
  readonly numbers: readonly string[] | null;
}

/**
 * Gives out numbers of a product, or own labels (`sku` null): each once, whoever asks in whatever process, and none that
 * a unit of the product has or had. The same request again is the same block. Up to `numbersAtOnceMax` come with the
 * answer, more by a job. A process that is killed in between leaves nothing, or a gap; never a number twice.
 */
export async function takeNumbers(
  parts: NumberingParts,
  wish: BlockWish,
  actor: number,
): Promise<Changed<Taken>> {
  const now = parts.clock.now().toISOString();
  const isSmall = wish.count <= limits.numbersAtOnceMax;
  const begun = await inTransactionOrProblem(parts, async (tx) => {
    const product = await numberedProduct(tx, wish.sku);
    if (product !== null && 'problem' in product) return product;
    const numbering = await currentNumbering(tx, product?.id ?? null, wish.source, now, actor);
    if (!numbering)
      return problem('no_numbering', 'sku', `Nobody has said how the numbers of ${wish.sku} come about.`);
    const { rows } = await tx.query<{ id: number }>(sql.insertBlock, [
      wish.id,
      numbering.id,
      wish.count,
      wish.holder?.kind ?? 'us',
      wish.holder?.name ?? null,
      wish.note ?? null,
      now,
      actor,
    ]);
    const block = rows[0];
    if (!block) return null;
    if (isSmall) {
      const given = await takeChunk(tx, numbering.id, block.id, wish.count);
      if (typeof given === 'object') return given;
      if (given < wish.count) return usedUp(wish, given);
      await tx.query(sql.saveGiven, [block.id, given, now]);
    }
    return block;
  });
  if (begun !== null && 'problem' in begun) return begun;
  const { rows } = await parts.database.query<sql.BlockRow>(sql.selectBlockByRequest, [wish.id]);
  const block = rows[0]!;
  const other = begun === null ? await differs(parts, block, wish) : null;
  if (other) return other;
  if (block.task === 'take') await askBlockWork(parts, block.id);
  return { block, numbers: isSmall ? await numbersOf(parts.database, block) : null };
}

/**
 * Takes up to `wanted` numbers for a block and notes them down; gives how many. Fewer are given only where there are no
 * more. Runs in the caller's transaction: numbers are given out with its commit.
 */
export async function takeChunk(
  tx: Connection,
  numbering: number,
  block: number,
  wanted: number,
): Promise<number | Extract<Changed<object>, { problem: unknown }>> {
  const { rows } = await tx.query<{ next: number; size: number }>(sql.lockNumbering, [numbering]);
  if (!rows[0]) return problem('no_numbering', 'sku', 'These numbers were ended meanwhile.');
  const read = await tx.query<sql.NumberingRow>(sql.selectNumbering, [numbering]);
  const row = read.rows[0]!;
  const unfit = await unfitting(tx, row);
  if (unfit !== null) return problem('bad_numbering', 'sku', `These numbers do not fit any more: ${unfit}.`);
  let given = row.kind === 'pool' ? await takeFreed(tx, row, block, wanted) : 0;
  let next = rows[0].next;
  let reach = wanted;
  for (let barren = 0; given < wanted && next < row.size && barren < limits.takenWindowsMax; reach *= 8) {
    const window = Math.min(Math.max(wanted - given, reach), limits.numbersChunk, row.size - next);
    const found = await nextFree(tx, row, next, window, wanted - given);
    await (found.given === 0
      ? tx.query(sql.passOver, [row.id, next, found.end])
      : tx.query(sql.takeSpan, [row.id, next, found.end, block, found.first, numberColumn(found.skipped)]));
    barren = found.given === 0 ? barren + 1 : 0;
    given += found.given;
    next = found.end;
  }
  return given;
}

/** The numbers of a block, in their order. For blocks that are small enough to answer with. */
export async function numbersOf(db: Queryable, block: sql.BlockRow): Promise<string[]> {
  const all: string[] = [];
  for await (const numbers of blockNumbers(db, block)) all.push(...numbers.map(({ number }) => number));
  return all;
}

/** The numbers of a block with their ordinals, some thousands at a time. */
export async function* blockNumbers(
  db: Queryable,
  { id, numbering_id }: Pick<sql.BlockRow, 'id' | 'numbering_id'>,
): AsyncGenerator<readonly { readonly ordinal: number; readonly number: string }[]> {
  const { rows } = await db.query<sql.NumberingRow>(sql.selectNumbering, [numbering_id]);
  const spans = await db.query<sql.SpanRow>(sql.selectSpans, [id]);
  for (const { first, count, skipped } of spans.rows) {
    const left = new Set(skipped);
    for (let at = 0; at < count; at += batch) {
      const numbers = await numbersAt(db, rows[0]!, first + at, Math.min(batch, count - at));
      yield numbers
        .map((number, nth) => ({ ordinal: first + at + nth, number }))
        .filter(({ ordinal }) => !left.has(ordinal));
    }
  }
}

const batch = 10_000;

interface Stretch {
  readonly first: number;
  /** The ordinal behind the last that was looked at and is used or passed over. */
  readonly end: number;
  readonly given: number;
  /** Passed over between the first and the last that are given. */
  readonly skipped: readonly number[];
}

/** Of the next ordinals as many as are wanted whose numbers nobody has. */
async function nextFree(
  tx: Connection,
  row: sql.NumberingRow,
  next: number,
  size: number,
  wanted: number,
): Promise<Stretch> {
  const numbers = await numbersAt(tx, row, next, size);
  const bad = await unusable(tx, row, numbers);
  const good: number[] = [];
  for (let nth = 0; nth < size && good.length < wanted; nth += 1)
    if (!bad.has(numbers[nth]!)) good.push(next + nth);
  const [first, last] = [good[0], good.at(-1)];
  if (first === undefined || last === undefined)
    return { first: next, end: next + size, given: 0, skipped: [] };
  const skipped: number[] = [];
  if (bad.size > 0)
    for (let ordinal = first; ordinal <= last; ordinal += 1)
      if (bad.has(numbers[ordinal - next]!)) skipped.push(ordinal);
  return { first, end: last + 1, given: good.length, skipped };
}

/** Numbers of a pool that came back; those that a unit has got all the same stay out. */
async function takeFreed(
  tx: Connection,
  row: sql.NumberingRow,
  block: number,
  wanted: number,
): Promise<number> {
  let given = 0;
  while (given < wanted) {
    const { rows } = await tx.query<{ nth: number; first: number; count: number }>(sql.takeFreed, [
      row.id,
      wanted - given,
      block,
    ]);
    const span = rows[0];
    if (!span) return given;
    const numbers = await numbersAt(tx, row, span.first, span.count);
    const bad = await unusable(tx, row, numbers);
    const skipped = numbers.flatMap((number, nth) => (bad.has(number) ? [span.first + nth] : []));
    if (skipped.length > 0) await tx.query(sql.skipInSpan, [block, span.nth, numberColumn(skipped)]);
    given += span.count - skipped.length;
  }
  return given;
}

/** The product may have been given a GTIN or a pattern since somebody said how its numbers are made. */
async function unfitting(tx: Connection, row: sql.NumberingRow): Promise<string | null> {
  if (row.product_id === null || row.kind === 'pool' || row.next >= row.size) return null;
  const { rows } = await tx.query<{ sku: string }>(sql.selectSkus, [`{${row.product_id}}`]);
  const product = await numberedProduct(tx, rows[0]!.sku);
  if (product === null || 'problem' in product) return null;
  const [number] = await numbersAt(tx, row, row.next, 1);
  const fault = numberFault(number!, { ...fittingOf(product)! });
  // A number that is passed over anyway says nothing of the others.
  return fault === null || fault.startsWith('it is what') ? null : fault;
}

function usedUp({ count }: BlockWish, given: number) {
  return problem(
    'numbers_used_up',
    'count',
    given === 0 ? 'There are no more numbers.' : `There are only ${given} more numbers, not ${count}.`,
  );
}

/** An id that was used before, for other numbers. */
async function differs({ database }: NumberingParts, block: sql.BlockRow, wish: BlockWish) {
  const { rows } = await database.query<{ sku: string }>(sql.selectSkus, [`{${block.product_id ?? 0}}`]);
  const isSame = block.wanted === wish.count && (rows[0]?.sku ?? null) === wish.sku;
  return isSame ? null : problem('already_exists', 'id', 'Other numbers were taken under this id.');
}

/** What answers a problem is rolled back whole. */
async function inTransactionOrProblem<Result extends object | null>(
  { database }: NumberingParts,
  work: (tx: Connection) => Promise<Result>,
): Promise<Result> {
  try {
    return await inTransaction(database, async (tx) => {
      const result = await work(tx);
      if (result !== null && 'problem' in result) throw new NotDone(result);
      return result;
    });
  } catch (error) {
    if (error instanceof NotDone) return error.result as Result;
    throw error;
  }
}

class NotDone extends Error {
  readonly result: object;
  constructor(result: object) {
    super('nothing is done');
    this.result = result;
  }
}
