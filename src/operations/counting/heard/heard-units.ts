import { type Hearing, judgeHeard } from '../../../domain/counting/heard.ts';
import { limits } from '../../../domain/limits.ts';
import type { Level } from '../../../domain/rfid/confidence.ts';
import { bucketOfUnit } from '../../../ledger/bucket.ts';
import { statusCodes } from '../../../ledger/codes.ts';
import type { Reference } from '../../../ledger/reference.ts';
import { type Clock, msAfter } from '../../../platform/clock.ts';
import { numberColumn } from '../../../platform/columns.ts';
import type { Database } from '../../../platform/database.ts';
import { scopeOf } from '../found-units.ts';
import type { CountRow } from '../queries.ts';
import { takesScans } from '../rules.ts';
import { type HeardRow, selectHeard } from './queries.ts';

/** A unit that readers heard at a site, at its likeliest spot there. */
export interface Sighting {
  readonly unit: number;
  readonly place: number;
  /** From 0 to 1. */
  readonly confidence: number;
  readonly level: Level;
  readonly reads: number;
  readonly lastAt: Date;
}

/** Asks what readers heard at a site since a time; RFC 3339. */
export type HeardAt = (
  names: Reference,
  asked: { readonly site: number; readonly spot: null; readonly since: string },
) => Promise<readonly Sighting[]>;

export interface HearingParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly heardAt: HeardAt;
}

export interface HeardUnit {
  readonly row: HeardRow;
  readonly sighting: Sighting;
  readonly hearing: Hearing;
}

/**
 * What readers have heard since a count began, of what it looks at and of what it expects, by the units' numbers. Nothing
 * of a count that has ended; at most as far back as a scan of it may come late.
 */
export async function heardUnits(
  { database, clock, heardAt }: HearingParts,
  names: Reference,
  count: CountRow,
): Promise<readonly HeardUnit[]> {
  if (!takesScans(count.state)) return [];
  const earliest = msAfter(clock.now(), -limits.countScanAgeMsMax);
  const since = (count.started_at > earliest ? count.started_at : earliest).toISOString();
  const sightings = await heardAt(names, { site: count.site_id, spot: null, since });
  if (sightings.length === 0) return [];
  const ids = sightings.map(({ unit }) => unit);
  const values = [count.document_id, numberColumn(ids.map(bucketOfUnit)), numberColumn(ids)];
  const { rows } = await database.query<HeardRow>(selectHeard, values);
  const byUnit = new Map(sightings.map((one) => [one.unit, one]));
  return rows.flatMap((row) => {
    const sighting = byUnit.get(row.unit_id)!;
    const hearing = hearingOf(row, sighting, count, names);
    return hearing === null ? [] : [{ row, sighting, hearing }];
  });
}

function hearingOf(row: HeardRow, sighting: Sighting, count: CountRow, names: Reference): Hearing | null {
  const stand = { status: statusCodes.toWord(row.status), place: row.place };
  const unit = { stand, heardAt: sighting.place, level: sighting.level };
  return judgeHeard(
    { ...unit, isExpected: row.is_expected, isCounted: row.is_counted },
    scopeOf(count, names, row.product_id),
  );
}
