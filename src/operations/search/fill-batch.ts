import {
  beforeNumbers,
  documentsBetween,
  feedEnd,
  readGivenNumbers,
  readUnknownScans,
  walkNumbers,
} from '../../ledger/feed-numbers.ts';
import type { Reference } from '../../ledger/reference.ts';
import { numberColumn, textColumn, timeColumn } from '../../platform/columns.ts';
import type { Connection } from '../../platform/database.ts';
import * as sql from './queries.ts';
import { searchKeys } from './rules.ts';

/** How far the index has come: a row of search_state. */
export interface Progress {
  readonly feed: string;
  readonly scans: string;
  /** The last identifier of the first filling; null: it is done. */
  readonly walked: NonNullable<sql.SearchStateRow['walked']> | null;
  /** When it was begun; another time is another index. */
  readonly begunAt: Date;
  readonly documents: number;
}

export interface Filled {
  readonly progress: Progress;
  /** Whether there was anything; whether there may be more at once. */
  readonly found: boolean;
  readonly more: boolean;
}

/** Events, scans and documents of one batch: some thousand rows, a tenth of a second. */
const batch = 1_000;
/** Numbers of one batch of the first filling: longer, for nobody waits for it, and short enough for the feed behind it. */
const walkBatch = 4_000;

/**
 * Where an index begins: the feed's end is kept first, then all numbers are walked by key, and what was recorded meanwhile
 * comes along the feed afterwards. Nothing is missed, what comes twice has one row.
 */
export async function beginIndex(tx: Connection, now: Date): Promise<Progress> {
  return {
    feed: await feedEnd(tx),
    scans: '0-0',
    walked: { ...beforeNumbers },
    begunAt: now,
    documents: 0,
  };
}

/** One batch of the first filling, by the key of the numbers. */
export async function fillFromNumbers(tx: Connection, progress: Progress): Promise<Filled> {
  const rows = await walkNumbers(tx, progress.walked ?? beforeNumbers, walkBatch);
  await addUnitKeys(
    tx,
    rows.map(({ unit_id, value }) => [unit_id, [value]]),
  );
  const last = rows.at(-1);
  if (last === undefined || rows.length < walkBatch)
    return { progress: { ...progress, walked: null }, found: true, more: true };
  const { bucket, value, product, ended } = last;
  return { progress: { ...progress, walked: { bucket, value, product, ended } }, found: true, more: true };
}

/** One batch along the feed; null where its position was never given by this database, as after a restore: begin anew. */
export async function fillFromFeed(
  tx: Connection,
  progress: Progress,
  reference: Reference,
): Promise<Filled | null> {
  const numbers = await readGivenNumbers(tx, progress.feed, batch);
  const unknown = await readUnknownScans(tx, progress.scans, batch);
  if (numbers === null || unknown === null) return null;
  await addUnitKeys(
    tx,
    numbers.items.map(({ unit, values }) => [unit, values]),
  );
  const seen = unknown.items.flatMap((item) => {
    const site = reference.locations.get(item.spot)?.site.id;
    return site === undefined ? [] : [{ ...item, site }];
  });
  if (seen.length > 0)
    await tx.query(sql.insertUnknownSerials, [
      textColumn(seen.map(({ serial }) => serial)),
      numberColumn(seen.map(({ site }) => site)),
      timeColumn(seen.map(({ recordedAt }) => recordedAt.toISOString())),
      `{${seen.map(({ scan }) => scan).join(',')}}`,
    ]);
  return {
    progress: { ...progress, feed: numbers.next, scans: unknown.next },
    found: numbers.items.length + unknown.items.length > 0,
    more: numbers.more || unknown.more,
  };
}

/** Documents behind an id and up to another, a batch of them; the id of the last one, or null where there was none. */
export async function fillDocuments(tx: Connection, after: number, upTo: number): Promise<number | null> {
  const documents = await documentsBetween(tx, after, upTo, batch);
  const keys = documents.flatMap(({ id, number }) => searchKeys(number).map((key) => [key, id] as const));
  if (keys.length > 0) await tx.query(sql.insertDocumentKeys, columnsOf(keys));
  return documents.at(-1)?.id ?? null;
}

async function addUnitKeys(
  tx: Connection,
  given: readonly (readonly [unit: number, values: readonly string[]])[],
): Promise<void> {
  const keys = given.flatMap(([unit, values]) =>
    [...new Set(values.flatMap(searchKeys))].map((key) => [key, unit] as const),
  );
  if (keys.length > 0) await tx.query(sql.insertUnitKeys, columnsOf(keys));
}

function columnsOf(keys: readonly (readonly [key: string, id: number])[]): [string, string] {
  return [textColumn(keys.map(([key]) => key)), numberColumn(keys.map(([, id]) => id))];
}
