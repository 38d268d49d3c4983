import { standing } from '../domain/corrections.ts';
import type { Move } from '../domain/lifecycle.ts';
import { apply, blankUnit, type Unit } from '../domain/unit.ts';
import { numberColumn } from '../platform/columns.ts';
import type { Queryable } from '../platform/database.ts';
import { bucketOfUnit } from './bucket.ts';
import { cursorText, horizonOf, parseCursor, readRanges } from './feed-ranges.ts';
import type { EventRow } from './queries.ts';
import { selectTouchedUnits } from './queries-feed.ts';
import { histories } from './queries-read.ts';
import type { Reference } from './reference.ts';
import { eventOf } from './stored-event.ts';

/** A unit just after an event of its life that stands: one that nobody has taken back. */
export interface LivedEvent {
  readonly seq: number;
  readonly move: Move;
  readonly recordedAt: Date;
  /** When it happened, where the scan said so. */
  readonly at: Date | null;
  /** The number of its document. */
  readonly document: number | null;
  /** The site of ours where the unit is, or the last one where it was; null: it was never at one. */
  readonly site: number | null;
  readonly unit: Unit;
}

export interface UnitLife {
  readonly id: number;
  readonly events: readonly LivedEvent[];
  /** When the last of all its events was recorded, those included that take others back. */
  readonly lastRecordedAt: Date;
}

/** Whole lives, as they are known now, with what the unit was after each event. */
export async function unitLives(
  db: Queryable,
  reference: Reference,
  ids: readonly number[],
): Promise<readonly UnitLife[]> {
  if (ids.length === 0) return [];
  const keys = [numberColumn(ids.map(bucketOfUnit)), numberColumn(ids)];
  const { rows } = await db.query<EventRow>(histories.statement, keys);
  const byUnit = new Map<number, EventRow[]>();
  for (const row of rows) {
    const life = byUnit.get(row.unit_id);
    if (life) life.push(row);
    else byUnit.set(row.unit_id, [row]);
  }
  return [...byUnit].map(([id, life]) => lifeOf(id, life, reference));
}

function lifeOf(id: number, rows: readonly EventRow[], reference: Reference): UnitLife {
  const first = rows[0]!.identity as { readonly product?: number; readonly serial?: string } | null;
  const rowOf = new Map(rows.map((row) => [row.seq, row]));
  let unit = blankUnit(first?.product ?? 0, first?.serial ?? '');
  let site: number | null = null;
  const events = standing(rows.map(eventOf)).map((event): LivedEvent => {
    const row = rowOf.get(event.seq)!;
    unit = apply(unit, event);
    site = ourSite(reference, unit.place) ?? site ?? ourSite(reference, row.spot);
    const { seq, move } = event;
    return { seq, move, recordedAt: row.recorded_at, at: row.at, document: row.document_id, site, unit };
  });
  return { id, events, lastRecordedAt: rows.at(-1)!.recorded_at };
}

function ourSite(reference: Reference, place: number): number | null {
  const site = reference.locations.get(place)?.site;
  return site && site.kind !== 'outside' ? site.id : null;
}

/** What happened to units behind a position of the feed, some at a time. */
export interface Touched {
  /** Each once. */
  readonly units: readonly number[];
  /** When the first of it was recorded; null: there is nothing. */
  readonly since: Date | null;
  readonly next: string;
  readonly more: boolean;
}

/** Units to which something happened behind a position of the feed; null for a position this database never gave. */
export async function readTouchedUnits(db: Queryable, after: string, limit: number): Promise<Touched | null> {
  const from = parseCursor(after);
  const horizon = await horizonOf(db);
  if (from === null || from.tx > horizon) return null;
  const rows = await readRanges<{ tx: number; id: number; unit_id: number; recorded_at: Date }>(
    db,
    selectTouchedUnits,
    from,
    horizon,
    limit,
  );
  const more = rows.length === limit;
  const next = cursorText(more ? rows.at(-1)! : { tx: horizon, id: 0 });
  const units = [...new Set(rows.map(({ unit_id }) => unit_id))];
  return { units, since: rows[0]?.recorded_at ?? null, next, more };
}
