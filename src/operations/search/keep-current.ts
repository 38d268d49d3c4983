import { setTimeout as sleep } from 'node:timers/promises';
import { limits } from '../../domain/limits.ts';
import { feedEnd, readGivenNumbers, settledAt } from '../../ledger/feed-numbers.ts';
import type { Reference } from '../../ledger/reference.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Connection, Database } from '../../platform/database.ts';
import { beginIndex, type Filled, fillFromFeed, fillFromNumbers, type Progress } from './fill-batch.ts';
import * as sql from './queries.ts';
import { type DocumentReader, documentReader, transactionOf } from './read-documents.ts';

export interface SearchIndexParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly reference: () => Promise<Reference>;
  readonly onFault?: (error: unknown) => void;
}

export interface SearchIndex {
  /** Resolves when everything that was recorded before the call can be found. */
  caughtUp(): Promise<void>;
  /** Seconds since the oldest number that cannot be found yet was recorded; 0 when there is none. */
  lagSeconds(): Promise<number>;
  close(): Promise<void>;
}

/**
 * Keeps the search index at the heels of the ledger: a reader of the feed that looks every `searchPollMs`. Each batch is one
 * transaction of rows and progress, under an advisory lock, so whichever process comes first does it, it may be stopped
 * anywhere, and nothing is ever in twice. An index that was never filled is filled from all numbers first.
 */
export function openSearchIndex(parts: SearchIndexParts): SearchIndex {
  const { database, onFault } = parts;
  const documents = documentReader();
  const stop = new AbortController();
  let failing = false;
  let passing: Promise<boolean> | null = null;

  /** One at a time: whoever asks while one runs waits for it and asks again. */
  function pass(keepPlace = false): Promise<boolean> {
    passing ??= runPass(parts, documents, keepPlace).finally(() => {
      passing = null;
    });
    return passing;
  }

  async function keep(): Promise<void> {
    while (!stop.signal.aborted) {
      let wait: number = limits.searchPollMs;
      try {
        if (await pass()) wait = 0;
        failing = false;
      } catch (error) {
        // A lost database is told once, not twice a second.
        if (!failing) onFault?.(error);
        failing = true;
        wait = limits.searchRetryMs;
      }
      await sleep(wait, undefined, { signal: stop.signal, ref: false }).catch(() => {});
    }
  }

  const kept = keep();
  return {
    async caughtUp() {
      const wanted = await settledAt(database);
      while (!stop.signal.aborted && !(await hasReached(database, wanted))) {
        await pass(true);
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
async function runPass(
  { database, clock, reference }: SearchIndexParts,
  documents: DocumentReader,
  keepPlace: boolean,
): Promise<boolean> {
  const names = await reference();
  const tx = await database.connect();
  try {
    await tx.query(sql.begin);
    const { rows } = await tx.query<{ leads: boolean }>(sql.tryLead);
    const done = rows[0]!.leads ? await advance(tx, { names, clock, documents, keepPlace }) : idle;
    const { command } = await tx.query(sql.commit);
    if (command !== 'COMMIT') throw new Error(`the database answered ${command} to COMMIT`);
    done.committed();
    tx.release();
    return done.more;
  } catch (error) {
    await tx.query(sql.rollback).then(
      () => tx.release(),
      (lost: Error) => tx.release(lost),
    );
    throw error;
  }
}

const idle = { more: false, committed: () => {} };

interface Pass {
  readonly names: Reference;
  readonly clock: Clock;
  readonly documents: DocumentReader;
  /** Writes how far it has come, although nothing new was found. */
  readonly keepPlace: boolean;
}

async function advance(tx: Connection, { names, clock, documents, keepPlace }: Pass) {
  const { rows } = await tx.query<sql.SearchStateRow>(sql.selectState);
  const known = progressOf(rows[0]!);
  const filled = await fill(tx, known, names, clock);
  const read = await documents.read(tx, filled.progress);
  const progress = { ...filled.progress, documents: read.settled };
  const isNew =
    keepPlace || filled.found || read.found || known === null || progress.documents !== known.documents;
  // An idle ledger writes nothing; a busy one that names nothing new keeps its place now and then.
  if (isNew || far(known.feed, progress.feed)) await tx.query(sql.updateState, rowOf(progress));
  return { more: filled.more || read.found, committed: read.committed };
}

async function fill(tx: Connection, known: Progress | null, names: Reference, clock: Clock): Promise<Filled> {
  const anew = async () => ({ progress: await beginIndex(tx, clock.now()), found: true, more: true });
  if (known === null) return anew();
  if (known.walked !== null) return fillFromNumbers(tx, known);
  return (await fillFromFeed(tx, known, names)) ?? anew();
}

function progressOf({ feed, scans, walked, documents, begun_at }: sql.SearchStateRow): Progress | null {
  if (feed === null || scans === null || begun_at === null) return null;
  return { feed, scans, walked, documents, begunAt: begun_at };
}

function rowOf({ feed, scans, walked, documents, begunAt }: Progress) {
  return [feed, scans, walked && JSON.stringify(walked), documents, begunAt.toISOString()];
}

/** Transactions after which an idle reader's place is worth keeping: what a restart would read again in a moment. */
function far(before: string, after: string): boolean {
  return transactionOf(after) - transactionOf(before) > 1_000;
}

/** Documents are read in the same pass, so they are in as well. */
async function hasReached(database: Database, wanted: number): Promise<boolean> {
  const { rows } = await database.query<sql.SearchStateRow>(sql.selectState);
  const { feed, walked } = rows[0]!;
  if (feed === null || walked !== null) return false;
  const at = transactionOf(feed);
  return at >= wanted && at <= transactionOf(await feedEnd(database));
}

async function lagSeconds({ database, clock }: SearchIndexParts): Promise<number> {
  const { rows } = await database.query<sql.SearchStateRow>(sql.selectState);
  const { feed, walked, begun_at } = rows[0]!;
  const since = walked !== null || feed === null ? begun_at : await oldestAfter(database, feed);
  return since === null ? 0 : Math.max(0, (clock.now().getTime() - since.getTime()) / 1000);
}

async function oldestAfter(database: Database, feed: string): Promise<Date | null> {
  const next = await readGivenNumbers(database, feed, 1);
  return next?.items[0]?.recordedAt ?? null;
}
