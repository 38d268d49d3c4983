import type { Queryable, Statement } from '../platform/database.ts';
import { selectHorizon, selectSomewhere } from './queries-feed.ts';

/** A place between items of the feed: all up to and with (tx, id) lie before it. */
export interface Position {
  readonly tx: number;
  readonly id: number;
}

export const beginning: Position = { tx: 0, id: 0 };

/** Every transaction below it has ended: what a reader has read below it is complete for ever. */
export async function horizonOf(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ horizon: number }>(selectHorizon);
  return rows[0]!.horizon;
}

/** Null for a text that no page ever gave. */
export function parseCursor(text: string): Position | null {
  const match = /^(\d{1,16})-(\d{1,16})$/.exec(text);
  const tx = Number(match?.[1]);
  const id = Number(match?.[2]);
  return Number.isSafeInteger(tx) && Number.isSafeInteger(id) ? { tx, id } : null;
}

export function cursorText({ tx, id }: Position): string {
  return `${tx}-${id}`;
}

/** Transactions in the first range that is read, and in the widest: a range is sorted, so it must not be the whole table. */
const rangeMin = 64;
const rangeMax = 16_384;

/**
 * The first `limit` rows behind `from` and below the horizon, by a statement of (transaction, number behind which, end of
 * the range, how many). The table is read in ranges of transactions, each four times as wide as the one before; where a
 * range was not enough, the next begins where there is something.
 */
export async function readRanges<Row extends Position>(
  db: Queryable,
  select: Statement,
  from: Position,
  horizon: number,
  limit: number,
): Promise<Row[]> {
  const found: Row[] = [];
  let start = from;
  let width = rangeMin;
  let until = Math.min(start.tx + width, horizon);
  while (start.tx < horizon) {
    const wanted = limit - found.length;
    const { rows } = await db.query<Row>(select, [start.tx, start.id, until, wanted]);
    found.push(...rows);
    if (found.length === limit || until === horizon) break;
    const somewhere = await db.query<{ tx: number | null }>(selectSomewhere, [until, horizon, 1]);
    const { tx } = somewhere.rows[0]!;
    if (tx === null) break;
    start = { tx: until, id: 0 };
    width = Math.min(width * 4, rangeMax);
    until = Math.min(tx + width, horizon);
  }
  return found;
}
