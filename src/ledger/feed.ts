import type { Queryable } from '../platform/database.ts';
import { type FeedItem, itemsAt } from './feed-items.ts';
import { type PositionRow, selectHorizon, selectPositions, selectSomewhere } from './queries-feed.ts';
import type { Reference } from './reference.ts';

export interface FeedPage {
  readonly items: readonly FeedItem[];
  /** Where to go on; the same again when nothing has happened since. Opaque to clients. */
  readonly next: string;
}

/** Why a page cannot be given. */
export interface FeedProblem {
  readonly code: 'bad_cursor';
  readonly where: 'after';
  readonly sentence: string;
}

/** A place between items: all up to and with (tx, id) lie before it. */
interface Position {
  readonly tx: number;
  readonly id: number;
}

/**
 * Everything that happened, each thing once and in one order for all readers: events of units and of plain products,
 * scans that were not recorded, exceptions opened and settled. `after` is the `next` of the page before; null: from
 * the beginning. At most `limit` items.
 *
 * The order is (transaction, number). A transaction may draw its numbers early and commit late, so a reader never goes
 * past the oldest transaction still running (PostgreSQL's snapshot xmin): below it nothing can appear any more, and
 * nothing is skipped. An open transaction delays the feed for as long as it runs.
 */
export async function readFeed(
  db: Queryable,
  reference: Reference,
  after: string | null,
  limit: number,
): Promise<FeedPage | { readonly problem: FeedProblem }> {
  const from = after === null ? beginning : parseCursor(after);
  if (from === null) return { problem: badCursor(`"${after!.slice(0, 40)}" is no position of the feed.`) };
  const { rows } = await db.query<{ horizon: number }>(selectHorizon);
  const { horizon } = rows[0]!;
  if (from.tx > horizon)
    return { problem: badCursor('This position was not given out by this database, or by a later one.') };
  const found = await positionsAfter(db, from, horizon, limit);
  const items = await itemsAt(db, reference, found);
  const last = found.length === limit ? found.at(-1) : undefined;
  return { items, next: cursorText(last ?? { tx: horizon, id: 0 }) };
}

const beginning: Position = { tx: 0, id: 0 };

/** Transactions in the first range that is read, and in the widest: a range is sorted, so it must not be the whole table. */
const rangeMin = 64;
const rangeMax = 16_384;

/**
 * The first `limit` positions behind `from` and below the horizon. The table is read in ranges of transactions, each
 * four times as wide as the one before; where a range was not enough, the next begins where there is something.
 */
async function positionsAfter(
  db: Queryable,
  from: Position,
  horizon: number,
  limit: number,
): Promise<PositionRow[]> {
  const found: PositionRow[] = [];
  let start = from;
  let width = rangeMin;
  let until = Math.min(start.tx + width, horizon);
  while (start.tx < horizon) {
    const wanted = limit - found.length;
    const { rows } = await db.query<PositionRow>(selectPositions, [start.tx, start.id, until, wanted]);
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

/** Null for a text that no page ever gave. */
function parseCursor(text: string): Position | null {
  const match = /^(\d{1,16})-(\d{1,16})$/.exec(text);
  const tx = Number(match?.[1]);
  const id = Number(match?.[2]);
  return Number.isSafeInteger(tx) && Number.isSafeInteger(id) ? { tx, id } : null;
}

function cursorText({ tx, id }: Position): string {
  return `${tx}-${id}`;
}

function badCursor(sentence: string): FeedProblem {
  return { code: 'bad_cursor', where: 'after', sentence };
}
