import type { Evidence } from '../domain/events.ts';
import { type ExceptionKind, exceptionSentence } from '../domain/exceptions.ts';
import { type Move, moves } from '../domain/lifecycle.ts';
import { sentenceOf } from '../domain/refusals.ts';
import { numberColumn } from '../platform/columns.ts';
import type { Queryable } from '../platform/database.ts';
import type { Answer, UnitName } from './acts.ts';
import { bucketOfUnit } from './bucket.ts';
import { evidenceCodes, moveCodes } from './codes.ts';
import { type DocumentName, documentName, type HistoryEvent, historyEvent } from './history.ts';
import {
  type FeedEventRow,
  type FeedExceptionRow,
  type FeedQuantityRow,
  type FeedScanRow,
  type FeedSource,
  feedSources,
  type PositionRow,
  selectEventsAt,
  selectExceptionsAt,
  selectQuantityEventsAt,
  selectScansAt,
} from './queries-feed.ts';
import { placeOf, type Reference } from './reference.ts';
import { loadReplies } from './replay.ts';

/** One thing that happened. `feed` is its position, as `readFeed` takes it. */
export type FeedItem =
  | EventItem
  | QuantityItem
  | ScanItem
  | (ExceptionItem & { readonly type: 'exception_opened' })
  | (ExceptionItem & {
      readonly type: 'exception_settled';
      readonly settledAt: string;
      /** The actor's code. */
      readonly settledBy: string;
      readonly settlement: string;
    });

/** An event of a unit; `annulledBy` is null always: the annulment is an item of its own. */
export interface EventItem extends Omit<HistoryEvent, 'annulledBy'> {
  readonly type: 'event';
  /** The unit, named as it is now. */
  readonly unit: UnitName;
}

/** A change of a plain product's pieces at one place. */
export interface QuantityItem {
  readonly type: 'quantity';
  readonly feed: string;
  readonly sku: string;
  /** `SITE/LOCATION`. */
  readonly place: string;
  readonly seq: number;
  readonly delta: number;
  /** Pieces recorded there afterwards. */
  readonly after: number;
  readonly event: string;
  readonly move: Move;
  readonly at: string | null;
  readonly recordedAt: string;
  readonly evidence: Evidence;
  readonly actor: string;
  readonly document: DocumentName | null;
  readonly details: Readonly<Record<string, unknown>> | null;
  readonly hash: string;
}

/** A scan that no event tells of: refused, withheld, ambiguous, or a hold placed on or lifted from a whole scope. */
export interface ScanItem {
  readonly type: 'scan';
  readonly feed: string;
  readonly scan: string;
  readonly outcome: 'recorded' | 'refused' | 'withheld' | 'ambiguous';
  readonly move: Move;
  readonly unit: UnitName | null;
  readonly refusal: { readonly code: string; readonly facts: Readonly<Record<string, string>> } | null;
  readonly sentence: string | null;
  readonly candidates: readonly UnitName[];
  /** The hold that was placed on or lifted from a whole scope. */
  readonly hold: string | null;
  readonly recordedAt: string;
  readonly actor: string;
  /** Where it was scanned, `SITE/LOCATION`. */
  readonly spot: string;
}

interface ExceptionItem {
  readonly feed: string;
  readonly exception: number;
  readonly kind: ExceptionKind;
  readonly sentence: string;
  readonly recorded: string;
  readonly observed: string;
  readonly openedAt: string;
  /** The site's code. */
  readonly site: string | null;
  readonly sku: string | null;
  /** The unit's id, and the event that opened it. */
  readonly unit: number | null;
  readonly seq: number | null;
  readonly scan: string;
}

/** What stands at the positions, in their order: one statement for each source that has any. */
export async function itemsAt(
  db: Queryable,
  reference: Reference,
  positions: readonly PositionRow[],
): Promise<FeedItem[]> {
  const readers: Readonly<Record<FeedSource, Reader>> = {
    event: readEvents,
    quantity: readQuantities,
    scan: readScans,
    exception_opened: readOpened,
    exception_settled: readSettled,
  };
  const found = await Promise.all(
    feedSources.map((source, number) => {
      const own = positions.filter((position) => position.source === number);
      return own.length === 0 ? [] : readers[source](db, reference, own);
    }),
  );
  const byPosition = new Map(found.flat().map((item) => [item.feed, item]));
  return positions.map(({ tx, id }) => {
    const item = byPosition.get(`${tx}-${id}`);
    if (!item) throw new Error(`The feed has a position ${tx}-${id} but nothing stands there.`);
    return item;
  });
}

type Reader = (db: Queryable, reference: Reference, at: readonly PositionRow[]) => Promise<FeedItem[]>;

const readEvents: Reader = async (db, reference, at) => {
  const { rows } = await db.query<FeedEventRow>(selectEventsAt, [
    numberColumn(at.map(({ a }) => bucketOfUnit(a))),
    numberColumn(at.map(({ a }) => a)),
    numberColumn(at.map(({ b }) => b)),
  ]);
  return rows.map((row) => {
    const { annulledBy: _never, ...event } = historyEvent(row, reference, null);
    const sku = skuOf(reference, row.product_id) ?? '';
    return { type: 'event', unit: { id: row.unit_id, sku, serial: row.serial }, ...event };
  });
};

const readQuantities: Reader = async (db, reference, at) => {
  const { rows } = await db.query<FeedQuantityRow>(selectQuantityEventsAt, [
    numberColumn(at.map(({ a }) => a)),
    numberColumn(at.map(({ b }) => b)),
    numberColumn(at.map(({ c }) => c)),
  ]);
  return rows.map((row) => quantityItem(row, reference));
};

function quantityItem(row: FeedQuantityRow, reference: Reference): QuantityItem {
  const { seq, delta, after, details } = row;
  const move = moveCodes.toWord(row.move);
  return {
    type: 'quantity',
    feed: `${row.tx}-${row.id}`,
    sku: skuOf(reference, row.product_id) ?? '',
    place: placeOf(reference, row.place) ?? '',
    seq,
    delta,
    after,
    event: moves[move].event,
    move,
    at: row.at?.toISOString() ?? null,
    recordedAt: row.recorded_at.toISOString(),
    evidence: evidenceCodes.toWord(row.evidence),
    actor: reference.actors.get(row.actor) ?? '',
    document: row.document === null ? null : documentName(row.document),
    details,
    hash: row.hash.toString('hex'),
  };
}

const readScans: Reader = async (db, reference, at) => {
  const ids = `{${at.map(({ scan }) => scan).join(',')}}`;
  const { rows } = await db.query<FeedScanRow>(selectScansAt, [ids]);
  const answers = await loadReplies(db, rows, reference);
  return rows.map((row) => scanItem(row, answers.get(row.id)!, reference));
};

function scanItem(row: FeedScanRow, answer: Answer, reference: Reference): ScanItem {
  const { id, outcome, move, unit, refusal, candidates } = answer;
  return {
    type: 'scan',
    feed: `${row.tx}-${row.feed}`,
    scan: id,
    outcome: outcome === 'repeated' ? 'recorded' : (outcome as ScanItem['outcome']),
    move,
    unit,
    refusal,
    sentence: refusal && sentenceOf(refusal),
    candidates,
    hold: answer.hold ?? null,
    recordedAt: row.recorded_at.toISOString(),
    actor: reference.actors.get(row.actor) ?? '',
    spot: placeOf(reference, row.spot) ?? '',
  };
}

const readOpened: Reader = async (db, reference, at) => {
  const rows = await exceptionsAt(db, at);
  return rows.map((row) => ({
    type: 'exception_opened',
    ...exceptionItem(row, reference, `${row.tx}-${row.feed}`),
  }));
};

const readSettled: Reader = async (db, reference, at) => {
  const rows = await exceptionsAt(db, at);
  return rows.map((row) => ({
    type: 'exception_settled',
    ...exceptionItem(row, reference, `${row.settled_tx}-${row.settled_feed}`),
    settledAt: row.settled_at?.toISOString() ?? '',
    settledBy: reference.actors.get(row.settled_by ?? 0) ?? '',
    settlement: row.settlement ?? '',
  }));
};

async function exceptionsAt(db: Queryable, at: readonly PositionRow[]): Promise<FeedExceptionRow[]> {
  const { rows } = await db.query<FeedExceptionRow>(selectExceptionsAt, [numberColumn(at.map(({ a }) => a))]);
  return rows;
}

function exceptionItem(row: FeedExceptionRow, reference: Reference, feed: string): ExceptionItem {
  const { id, kind, recorded, observed, seq } = row;
  return {
    feed,
    exception: id,
    kind,
    sentence: exceptionSentence({ kind, recorded, observed }),
    recorded,
    observed,
    openedAt: row.opened_at.toISOString(),
    site: reference.sites.get(row.site_id)?.code ?? null,
    sku: row.product_id === null ? null : skuOf(reference, row.product_id),
    unit: row.unit_id,
    seq,
    scan: row.scan_id,
  };
}

function skuOf(reference: Reference, product: number): string | null {
  return reference.products.get(product)?.sku ?? null;
}
