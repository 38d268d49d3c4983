import type { Queryable } from '../platform/database.ts';
import { type FeedItem, itemsAt } from './feed-items.ts';
import { beginning, cursorText, horizonOf, parseCursor, readRanges } from './feed-ranges.ts';
import { type PositionRow, selectPositions } from './queries-feed.ts';
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
  const horizon = await horizonOf(db);
  if (from.tx > horizon)
    return { problem: badCursor('This position was not given out by this database, or by a later one.') };
  const found = await readRanges<PositionRow>(db, selectPositions, from, horizon, limit);
  const items = await itemsAt(db, reference, found);
  const last = found.length === limit ? found.at(-1) : undefined;
  return { items, next: cursorText(last ?? { tx: horizon, id: 0 }) };
}

function badCursor(sentence: string): FeedProblem {
  return { code: 'bad_cursor', where: 'after', sentence };
}
