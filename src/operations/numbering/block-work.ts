import { limits } from '../../domain/limits.ts';
import { msAfter } from '../../platform/clock.ts';
import { numberColumn } from '../../platform/columns.ts';
import type { Connection } from '../../platform/database.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { askBlockWork } from './ask-work.ts';
import { type Changed, type NumberingParts, problem } from './define-numbers.ts';
import * as sql from './queries.ts';
import { stretches } from './rules.ts';
import { blockNumbers, takeChunk } from './take-numbers.ts';
import { numbersHad } from './unusable.ts';

/**
 * Does what a block's row says: takes the numbers of a large one, counts what has become of them, takes back those that
 * nobody used. It can be stopped anywhere, also by kill -9, and done again; two that work on one block take turns.
 */
export async function workOnBlock(parts: NumberingParts, id: number, signal?: AbortSignal): Promise<void> {
  const { rows } = await parts.database.query<{ task: sql.BlockRow['task'] }>(sql.selectTask, [id]);
  const task = rows[0]?.task;
  if (task === 'take') while (!signal?.aborted && (await takeMore(parts, id)));
  if (task === 'count') await countUsed(parts, id);
  if (task === 'return') await takeBack(parts, id);
}

/** Counts how many of a block's numbers are units' by now: at once for a small block, else by the job. */
export async function askCount(parts: NumberingParts, id: number): Promise<Changed<sql.BlockRow>> {
  const before = await blockById(parts, id);
  if ('problem' in before) return before;
  await parts.database.query(sql.askTask, [id, 'count', parts.clock.now().toISOString()]);
  await doOrAsk(parts, before);
  return blockById(parts, id);
}

/**
 * Whoever was given a block gives back what was not used. Numbers of a maker's pool are given out again; numbers that we
 * make are not: a label may still be somewhere, and there are enough.
 */
export async function returnBlock(
  parts: NumberingParts,
  id: number,
  note: string | null,
  actor: number,
): Promise<Changed<sql.BlockRow>> {
  const before = await blockById(parts, id);
  if ('problem' in before) return before;
  const now = parts.clock.now().toISOString();
  const { rows } = await parts.database.query<{ id: number }>(sql.wantReturn, [id, now, actor, note]);
  if (!rows[0] && before.returned_at !== null)
    return problem('already_returned', 'params.id', 'What was left of this block came back before.');
  if (!rows[0])
    return problem('wrong_state', 'params.id', 'The block is being worked on: ask again in a moment.');
  await doOrAsk(parts, before);
  return blockById(parts, id);
}

export async function blockById(
  { database }: Pick<NumberingParts, 'database'>,
  id: number,
): Promise<Changed<sql.BlockRow>> {
  const { rows } = await database.query<sql.BlockRow>(sql.selectBlock, [id]);
  return rows[0] ?? problem('block_not_found', 'params.id', `There is no block ${id}.`);
}

/** Begins to look for work that another process has left. */
export function watchBlocks(parts: NumberingParts, onFault: (error: unknown) => void) {
  let running: Promise<void> = Promise.resolve();
  const look = async () => {
    const since = msAfter(parts.clock.now(), -limits.blockLeftMs).toISOString();
    const { rows } = await parts.database.query<{ id: number }>(sql.selectLeft, [since]);
    for (const { id } of rows) await askBlockWork(parts, id);
  };
  const timer = setInterval(() => {
    running = running.then(look).catch(onFault);
  }, limits.importSweepMs);
  return {
    async close() {
      clearInterval(timer);
      await running;
    },
  };
}

async function doOrAsk(parts: NumberingParts, block: sql.BlockRow): Promise<void> {
  await (block.given <= limits.numbersAtOnceMax
    ? workOnBlock(parts, block.id)
    : askBlockWork(parts, block.id));
}

/** One transaction's worth of a large block; false when there is no more to do. */
async function takeMore({ database, clock }: NumberingParts, id: number): Promise<boolean> {
  return inTransaction(database, async (tx) => {
    const { rows } = await tx.query<{ given: number; wanted: number; task: string | null }>(sql.lockBlock, [
      id,
    ]);
    const block = rows[0];
    if (block?.task !== 'take') return false;
    const wanted = Math.min(block.wanted - block.given, limits.numbersChunk);
    const { numbering_id } = await rowOf(tx, id);
    const given = await takeChunk(tx, numbering_id, id, wanted);
    const now = clock.now().toISOString();
    const count = typeof given === 'number' ? given : 0;
    await tx.query(sql.saveGiven, [id, count, now]);
    if (count < wanted) await tx.query(sql.failBlock, [id, now]);
    return count === wanted && block.given + count < block.wanted;
  });
}

async function countUsed(parts: NumberingParts, id: number): Promise<void> {
  const { database, clock } = parts;
  const block = await blockById(parts, id);
  if ('problem' in block) return;
  let used = 0;
  for await (const numbers of blockNumbers(database, block))
    used += (
      await numbersHad(
        database,
        block.product_id,
        numbers.map(({ number }) => number),
      )
    ).length;
  await database.query(sql.saveUsed, [id, used, clock.now().toISOString()]);
}

async function takeBack(parts: NumberingParts, id: number): Promise<void> {
  const { database, clock } = parts;
  await inTransaction(database, async (tx) => {
    const { rows } = await tx.query<{ task: string | null }>(sql.lockBlock, [id]);
    if (rows[0]?.task !== 'return') return;
    const block = await rowOf(tx, id);
    let used = 0;
    const left: number[] = [];
    for await (const numbers of blockNumbers(tx, block)) {
      const had = new Set(
        await numbersHad(
          tx,
          block.product_id,
          numbers.map(({ number }) => number),
        ),
      );
      used += had.size;
      if (block.kind === 'pool')
        for (const { ordinal, number } of numbers) if (!had.has(number)) left.push(ordinal);
    }
    const free = stretches(left.sort((a, b) => a - b));
    if (free.length > 0)
      await tx.query(sql.insertFreed, [
        block.numbering_id,
        numberColumn(free.map(({ first }) => first)),
        numberColumn(free.map(({ count }) => count)),
      ]);
    await tx.query(sql.saveReturn, [id, used, clock.now().toISOString()]);
  });
}

async function rowOf(tx: Connection, id: number): Promise<sql.BlockRow> {
  const { rows } = await tx.query<sql.BlockRow>(sql.selectBlock, [id]);
  return rows[0]!;
}
