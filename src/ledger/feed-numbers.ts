import type { Queryable } from '../platform/database.ts';
import { cursorText, horizonOf, parseCursor, readRanges } from './feed-ranges.ts';
import {
  type DocumentRow,
  type IdentifierKey,
  type IdentifierWalkRow,
  type IdentityEventRow,
  type RefusedScanRow,
  selectDocumentsAfter,
  selectIdentifiersAfter,
  selectIdentityEvents,
  selectNextTransaction,
  selectRefusedScans,
} from './queries-feed.ts';

// Leaner ways along the feed than readFeed, for who follows numbers only.

/** Numbers that began to find a unit. */
export interface GivenNumbers {
  readonly unit: number;
  /** To the byte, as they were recorded. */
  readonly values: readonly string[];
  readonly recordedAt: Date;
}

/** A scan whose serial named nothing. */
export interface UnknownScan {
  readonly scan: string;
  readonly serial: string;
  /** The number of the spot where it was scanned. */
  readonly spot: number;
  readonly recordedAt: Date;
}

export interface Followed<Item> {
  readonly items: readonly Item[];
  readonly next: string;
  /** There may be more behind `next`. */
  readonly more: boolean;
}

/** The position of the feed up to which everything has happened: where a reader begins who needs no past. */
export async function feedEnd(db: Queryable): Promise<string> {
  return cursorText({ tx: await horizonOf(db), id: 0 });
}

/** Numbers given behind a position, in the feed's order; null for a position that this database never gave. */
export async function readGivenNumbers(
  db: Queryable,
  after: string,
  limit: number,
): Promise<Followed<GivenNumbers> | null> {
  const from = parseCursor(after);
  const horizon = await horizonOf(db);
  if (from === null || from.tx > horizon) return null;
  const rows = await readRanges<IdentityEventRow>(db, selectIdentityEvents, from, horizon, limit);
  const items = rows.map(({ unit_id, recorded_at, identity }) => ({
    unit: unit_id,
    values: valuesOf(identity),
    recordedAt: recorded_at,
  }));
  return { items, ...end(rows, horizon, limit) };
}

/** Scans refused because their serial named nothing, behind a position; `limit` counts refused scans of every kind. */
export async function readUnknownScans(
  db: Queryable,
  after: string,
  limit: number,
): Promise<Followed<UnknownScan> | null> {
  const from = parseCursor(after);
  const horizon = await horizonOf(db);
  if (from === null || from.tx > horizon) return null;
  const { rows } = await db.query<RefusedScanRow>(selectRefusedScans, [from.tx, from.id, horizon, limit]);
  const items = rows.flatMap(({ scan, serial, spot, recorded_at, code }) =>
    serial !== null && (code === 'unknown_unit' || code === 'product_needed')
      ? [{ scan, serial, spot, recordedAt: recorded_at }]
      : [],
  );
  return { items, ...end(rows, horizon, limit) };
}

/** Every number that finds or found a unit, by key, from behind one on: for who begins with what is there. */
export async function walkNumbers(
  db: Queryable,
  after: IdentifierKey,
  limit: number,
): Promise<readonly IdentifierWalkRow[]> {
  const { bucket, value, product, ended } = after;
  const values = [bucket, value, product, ended, limit];
  return (await db.query<IdentifierWalkRow>(selectIdentifiersAfter, values)).rows;
}

/** Before the first number. */
export const beforeNumbers: IdentifierKey = { bucket: -1, value: '', product: 0, ended: 0 };

/** Documents by id, behind one and up to another. An id is drawn before its transaction ends: see `settledAt`. */
export async function documentsBetween(
  db: Queryable,
  after: number,
  upTo: number,
  limit: number,
): Promise<readonly DocumentRow[]> {
  return (await db.query<DocumentRow>(selectDocumentsAfter, [after, upTo, limit])).rows;
}

/**
 * What was drawn by now is committed or lost once the horizon has reached this number: only then may who follows growing
 * ids be sure to have seen them all.
 */
export async function settledAt(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ next: number }>(selectNextTransaction);
  return rows[0]!.next;
}

function valuesOf({ serial, numbers = [] }: IdentityEventRow['identity']): string[] {
  const further = numbers.map((number) => number.slice(number.indexOf(':') + 1));
  return serial === undefined ? further : [serial, ...further];
}

function end(rows: readonly { tx: number; id: number }[], horizon: number, limit: number) {
  const last = rows.length === limit ? rows.at(-1)! : { tx: horizon, id: 0 };
  return { next: cursorText(last), more: rows.length === limit };
}
