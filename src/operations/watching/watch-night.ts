import { randomUUID } from 'node:crypto';
import { limits } from '../../domain/limits.ts';
import { statusCodes } from '../../ledger/codes.ts';
import type { ReadReference } from '../../ledger/current-reference.ts';
import { openExceptionsBeside } from '../../ledger/open-exception.ts';
import type { Reference } from '../../ledger/reference.ts';
import { type Clock, dayIn, daysBefore, msAfter } from '../../platform/clock.ts';
import { numberColumn, textColumn, timeColumn } from '../../platform/columns.ts';
import type { Connection, Database } from '../../platform/database.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { questionOf } from './ask.ts';
import * as sql from './queries.ts';
import {
  type Limit,
  limitOf,
  questionsOf,
  type Unseen,
  type WatchedStatus,
  watchedStatuses,
} from './rules.ts';
import { readLimits } from './set-limit.ts';

export interface WatchParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly reference: ReadReference;
}

/** What became of one site's night. `due`: units unseen for too long; `asked` of them, in so many `questions`. */
export interface Night {
  readonly site: number;
  readonly due: number;
  readonly asked: number;
  readonly questions: number;
}

/**
 * Asks, once a night and site from its midnight on, about the units that nobody has seen for longer than their limit.
 * Several servers share the work: a night is whose row it is, and one that was given up is taken over. The units are read
 * once for all the sites whose night it is, in steps; nothing is locked meanwhile.
 */
export async function watchNights(parts: WatchParts): Promise<readonly Night[]> {
  const { database, clock, reference } = parts;
  const names = await reference();
  const now = clock.now();
  const sites = [...names.sites.values()].filter(({ kind, active }) => kind !== 'outside' && active);
  const days = new Map(sites.map(({ id, timeZone }) => [id, dayIn(timeZone, now.toISOString())]));
  const given = msAfter(now, -limits.watchLeftMs).toISOString();
  const begun = now.toISOString();
  const asked = [numberColumn([...days.keys()]), textColumn([...days.values()]), begun, given];
  const { rows } = await database.query<{ site_id: number }>(sql.claimNights, asked);
  if (rows.length === 0) return [];
  await database.query(sql.forgetSettled, [daysBefore(now, limits.unseenAgainDays).toISOString()]);
  const set = await readLimits(database);
  const watched = rows.flatMap(({ site_id: site }) =>
    watchedStatuses.map((status) => ({ site, status, limit: limitOf(set, status, site) })),
  );
  const found = await readDue(database, watched, now);
  const nights: Night[] = [];
  for (const { site_id: site } of rows) {
    const one = found.get(site) ?? { due: 0, units: [] };
    const night = { site, day: days.get(site)!, begun };
    nights.push(await askAbout(parts, names, night, one, (status) => limitOf(set, status, site)));
  }
  return nights;
}

type DueUnit = Unseen & { readonly seq: number };

interface Due {
  readonly due: number;
  readonly units: readonly DueUnit[];
}

interface Watched {
  readonly site: number;
  readonly status: WatchedStatus;
  readonly limit: Limit;
}

/** Of each site the longest unseen units, and how many there are in all. */
async function readDue(
  database: Database,
  watched: readonly Watched[],
  now: Date,
): Promise<Map<number, Due>> {
  const asked = watched.filter(({ limit }) => limit.days !== null);
  const columns = [
    numberColumn(asked.map(({ site }) => site)),
    numberColumn(asked.map(({ status }) => statusCodes.toCode(status))),
    timeColumn(asked.map(({ limit }) => daysBefore(now, limit.days!).toISOString())),
  ];
  const most = limits.unseenUnitsPerNight;
  const { rows } = await database.query<{ pages: number }>(sql.countPages);
  const found = new Map<number, Due>();
  for (let page = 0; page < rows[0]!.pages; page += limits.watchPagesAtOnce) {
    const pages = [`(${page},0)`, `(${page + limits.watchPagesAtOnce},0)`];
    const read = await database.query<sql.DueRow>(sql.selectDue, [...pages, ...columns, most]);
    for (const [site, more] of bySite(read.rows)) {
      const before = found.get(site) ?? { due: 0, units: [] };
      const units = [...before.units, ...more.map(unseenOf)];
      units.sort((a, b) => a.lastAt - b.lastAt);
      found.set(site, { due: before.due + more[0]!.due, units: units.slice(0, most) });
    }
  }
  return found;
}

function bySite(rows: readonly sql.DueRow[]): Map<number, sql.DueRow[]> {
  const sites = new Map<number, sql.DueRow[]>();
  for (const row of rows) {
    const own = sites.get(row.site_id);
    if (own) own.push(row);
    else sites.set(row.site_id, [row]);
  }
  return sites;
}

function unseenOf({ unit_id, product_id, place, status, seq, last_at }: sql.DueRow): DueUnit {
  return {
    unit: unit_id,
    product: product_id,
    status: statusCodes.toWord(status) as WatchedStatus,
    place,
    seq,
    lastAt: last_at.getTime(),
  };
}

/** Opens a site's questions and ends its night in one transaction: all of it, or nothing and another process does it. */
function askAbout(
  { database, clock }: WatchParts,
  names: Reference,
  night: { readonly site: number; readonly day: string; readonly begun: string },
  { due, units }: Due,
  limitOf: (status: WatchedStatus) => Limit,
): Promise<Night> {
  const { site, day, begun } = night;
  return inTransaction(database, async (tx) => {
    const held = await tx.query(sql.holdNight, [site, day, begun]);
    if (held.rowCount !== 1) return { site, due, asked: 0, questions: 0 };
    const groups = questionsOf(await stillDue(tx, units), limits.unseenQuestionsPerNight);
    const asked = groups.flat();
    const now = clock.now().toISOString();
    if (asked.length > 0) {
      const scans = await lastScans(tx, groups);
      const drafts = groups.map((group) => {
        const limit = limitOf(group[0]!.status).days!;
        const words = questionOf(group, scans.get(group[0]!.unit)!, { names, limit, now });
        return { kind: 'not_seen' as const, site, observation: randomUUID(), ...words };
      });
      const ids = await openExceptionsBeside(tx, drafts, now);
      await tx.query(sql.insertUnits, [
        numberColumn(asked.map(({ unit }) => unit)),
        numberColumn(groups.flatMap((group, nth) => group.map(() => ids[nth]!))),
        numberColumn(asked.map(({ seq }) => seq)),
        now,
      ]);
    }
    await tx.query(sql.endNight, [site, day, now, due, asked.length, groups.length]);
    return { site, due, asked: asked.length, questions: groups.length };
  });
}

async function stillDue(tx: Connection, units: readonly DueUnit[]): Promise<DueUnit[]> {
  if (units.length === 0) return [];
  const columns = [numberColumn(units.map(({ unit }) => unit)), numberColumn(units.map(({ seq }) => seq))];
  const { rows } = await tx.query<{ id: number }>(sql.selectStillDue, columns);
  const still = new Set(rows.map(({ id }) => id));
  return units.filter(({ unit }) => still.has(unit));
}

async function lastScans(tx: Connection, groups: readonly (readonly DueUnit[])[]) {
  const { rows } = await tx.query<sql.LastScanRow>(sql.selectLastScans, [
    numberColumn(groups.map((group) => group[0]!.unit)),
  ]);
  return new Map(rows.map((row) => [row.unit_id, row]));
}
