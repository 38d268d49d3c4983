import { setTimeout as sleep } from 'node:timers/promises';
import { limits } from '../../domain/limits.ts';
import { feedEnd, settledAt } from '../../ledger/feed-numbers.ts';
import type { Reference } from '../../ledger/reference.ts';
import { readTouchedUnits, unitLives } from '../../ledger/unit-lives.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database, Queryable } from '../../platform/database.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { bookOf } from './book-lives.ts';
import { holdingsKept } from './hold-lives.ts';
import * as sql from './queries.ts';

export interface HoldingParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly reference: () => Promise<Reference>;
  readonly onFault?: (error: unknown, what: string) => void;
}

export interface HoldingKeeper {
  /** Resolves when everything that was recorded before the call is in holdings and the book. */
  caughtUp(): Promise<void>;
  /** Seconds that the first thing which it has not read yet waits; 0 when it has read everything. */
  lagSeconds(): Promise<number>;
  close(): Promise<void>;
}

/**
 * Keeps holdings, and what comes into the book of costs by itself, at the heels of the ledger: a reader of the feed that looks every
 * `holdingPollMs`. Each batch is one transaction of rows and place, under an advisory lock, so whichever process comes first
 * does it and it may be stopped anywhere. Whatever a batch writes follows from the units' lives alone, so that one read twice
 * writes nothing twice: where the place is unknown it begins at the feed's beginning.
 */
export function keepHoldings(parts: HoldingParts): HoldingKeeper {
  const { database, onFault } = parts;
  const stop = new AbortController();
  let failing = false;
  let passing: Promise<boolean> | null = null;

  /** One at a time: whoever asks while one runs waits for it and asks again. */
  function pass(): Promise<boolean> {
    passing ??= runPass(parts).finally(() => {
      passing = null;
    });
    return passing;
  }

  async function keep(): Promise<void> {
    while (!stop.signal.aborted) {
      let wait: number = limits.holdingPollMs;
      try {
        if (await pass()) wait = 0;
        failing = false;
      } catch (error) {
        // A lost database is told once, not twice a second.
        if (!failing) onFault?.(error, 'holdings');
        failing = true;
        wait = limits.holdingRetryMs;
      }
      await sleep(wait, undefined, { signal: stop.signal, ref: false }).catch(() => {});
    }
  }

  const kept = keep();
  return {
    async caughtUp() {
      const wanted = await settledAt(database);
      while (!stop.signal.aborted && !(await hasReached(database, wanted))) {
        await pass();
        await sleep(5);
      }
    },
    lagSeconds: () => lagSeconds(parts),
    async close() {
      stop.abort();
      await kept;
      await passing?.catch(() => {});
    },
  };
}

/** Whether there may be more at once. Where another process is at it, it does what is to be done. */
async function runPass({ database, reference }: HoldingParts): Promise<boolean> {
  const names = await reference();
  return inTransaction(database, async (tx) => {
    const { rows } = await tx.query<{ leads: boolean }>(sql.tryLead);
    if (!rows[0]!.leads) return false;
    const state = await tx.query<{ feed: string | null }>(sql.selectState);
    const before = state.rows[0]!.feed;
    const touched =
      (before === null ? null : await readTouchedUnits(tx, before, limits.holdingBatch)) ??
      (await readTouchedUnits(tx, '0-0', limits.holdingBatch))!;
    await takeIn(tx, names, touched.units);
    // An idle ledger writes nothing; a busy one that touches no unit keeps its place now and then.
    if (touched.units.length > 0 || before === null || isFar(before, touched.next))
      await tx.query(sql.updateState, [touched.next]);
    return touched.more;
  });
}

async function takeIn(tx: Queryable, names: Reference, units: readonly number[]): Promise<void> {
  const lives = await unitLives(tx, names, units);
  if (lives.length === 0) return;
  await holdingsKept(tx, lives);
  await bookOf(tx, lives);
}

async function hasReached(database: Database, wanted: number): Promise<boolean> {
  const { rows } = await database.query<{ feed: string | null }>(sql.selectState);
  const feed = rows[0]!.feed;
  if (feed === null) return false;
  const end = transactionOf(await feedEnd(database));
  if (transactionOf(feed) >= wanted) return transactionOf(feed) <= end;
  // It keeps its place only where something was: nothing behind it, up to what is wanted, is the same as being there.
  const rest = await readTouchedUnits(database, feed, 1);
  return end >= wanted && rest !== null && rest.units.length === 0;
}

async function lagSeconds({ database, clock }: HoldingParts): Promise<number> {
  const { rows } = await database.query<{ feed: string | null }>(sql.selectState);
  const touched = await readTouchedUnits(database, rows[0]!.feed ?? '0-0', 1);
  const since = touched?.since ?? null;
  return since === null ? 0 : Math.max(0, (clock.now().getTime() - since.getTime()) / 1000);
}

function transactionOf(feed: string): number {
  return Number(feed.split('-')[0]);
}

/** Transactions after which an idle reader's place is worth keeping: what a restart would read again in a moment. */
function isFar(before: string, after: string): boolean {
  return transactionOf(after) - transactionOf(before) > 1_000;
}
