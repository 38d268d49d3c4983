import { Type } from 'typebox';
import { type Caller, sitesFor } from '../../access/caller.ts';
import { may, roleNames } from '../../access/roles.ts';
import { limits } from '../../domain/limits.ts';
import { within } from '../../domain/sites.ts';
import { orProblem } from '../../http/changed.ts';
import { endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import { idCursor, pageOfRows } from '../../http/paging.ts';
import { sitesAsked } from '../../http/site-asked.ts';
import { QueueFull } from '../../ledger/capture.ts';
import { LedgerBusy } from '../../ledger/record.ts';
import type { Reference } from '../../ledger/reference.ts';
import { isoTime, msAfter } from '../../platform/clock.ts';
import { numberColumn, textColumn } from '../../platform/columns.ts';
import { beginCount } from './begin-count.ts';
import { abandonedMs, type Changing, recount, takeStep } from './change-count.ts';
import { closeCount } from './close-count.ts';
import * as wire from './contract.ts';
import { findCount } from './find-count.ts';
import { foundUnits, isOpen } from './found-units.ts';
import type { HearingParts } from './heard/heard-units.ts';
import { heardEndpoints } from './heard/routes.ts';
import { missingEndpoints } from './missing/routes.ts';
import * as sql from './queries.ts';
import { readCount, readOthers } from './read-count.ts';
import { resultCsv, resultXlsx } from './result-file.ts';
import * as scanWire from './scans/contract.ts';
import type * as scanSql from './scans/queries.ts';
import { settleDifferences } from './settle.ts';
import { type CountingParts, takeScans } from './take-scans.ts';
import { answerOnWire, figuresOnWire, type Looking, summaryOnWire, unitOnWire } from './view.ts';

export function countingEndpoints(parts: CountingParts & HearingParts) {
  return {
    ...lists(parts),
    ...oneCount(parts),
    ...changes(parts),
    ...approval(parts),
    ...heardEndpoints(
      parts,
      (row, names, caller) => lookingAt(row, names, caller, parts.clock.now()),
      comeAgain,
    ),
    ...missingEndpoints(parts),
    ...accuracies(parts),
    ...resultFiles(parts),
  };
}

const countReply = { description: 'The count.', schema: wire.countSchema };

function lists({ database, clock, reference }: CountingParts) {
  return {
    list: endpoint({
      id: 'listCounts',
      summary: 'List counts',
      query: wire.countsQuery,
      replies: { 200: { description: 'Counts, the newest first.', schema: wire.countPage } },
      async handle({ query: { site, state = null, after, limit = limits.pageItemsDefault }, caller }) {
        const names = await reference();
        const before = idCursor(after) || Number.MAX_SAFE_INTEGER;
        const now = clock.now();
        const abandoned = msAfter(now, -abandonedMs).toISOString();
        const sites = numberColumn(sitesAsked(names, site, caller.sites));
        const values = [sites, before, limit + 1, state, abandoned];
        const { rows } = await database.query<sql.ListedRow>(sql.selectCounts, values);
        return pageOfRows(
          rows,
          limit,
          (row) => summaryOnWire(row, lookingAt(row, names, caller, now)),
          ({ document_id }) => String(document_id),
        );
      },
    }),
  };
}

function oneCount(parts: CountingParts) {
  const { database, clock, reference } = parts;
  return {
    get: endpoint({
      id: 'getCount',
      summary: 'Read a count',
      params: wire.countParams,
      replies: { 200: countReply },
      handle: async ({ params: { number }, caller }) => {
        const row = orProblem(await findCount(database, number, caller.sites));
        return readCount(parts, row, lookingAt(row, await reference(), caller, clock.now()));
      },
    }),
    units: endpoint({
      id: 'listCountUnits',
      summary: 'List the units of a count',
      description: 'What was expected and what was counted, judged as it stands now.',
      params: wire.countParams,
      query: wire.countUnitsQuery,
      replies: { 200: { description: 'Units, by their numbers.', schema: wire.countUnits } },
      async handle({ params: { number }, query, caller }) {
        const { after, since, result, limit = limits.countPageItemsMax } = query;
        const row = orProblem(await findCount(database, number, caller.sites));
        const names = await reference();
        const looking = lookingAt(row, names, caller, clock.now());
        const from = idCursor(after);
        const instant = sinceOf(since);
        const found = (await foundUnits(database, names, row))
          .filter((unit) => !looking.isBlind || unit.row.counted_id !== null)
          .filter((unit) => instant === null || isSince(unit.row, instant))
          .filter(
            (unit) => result === undefined || (result === 'open' ? isOpen(unit) : unit.result === result),
          )
          .sort((a, b) => a.row.unit_id - b.row.unit_id)
          .filter((unit) => unit.row.unit_id > from);
        return pageOfRows(
          found,
          limit,
          (unit) => unitOnWire(unit, looking),
          (unit) => String(unit.row.unit_id),
        );
      },
    }),
    people: endpoint({
      id: 'listCountPeople',
      summary: 'List to whom a count can be handed over',
      description: 'Whoever may scan at its site.',
      params: wire.countParams,
      replies: { 200: { description: 'People, by name.', schema: wire.countPeople } },
      async handle({ params: { number }, caller }) {
        const { site_id } = orProblem(await findCount(database, number, caller.sites));
        const counting = roleNames.filter((role) => may(role, 'scan'));
        const values = [site_id, textColumn(counting), limits.pageItemsMax];
        const { rows } = await database.query<{ actor: string; name: string }>(sql.selectColleagues, values);
        return { items: rows };
      },
    }),
    others: endpoint({
      id: 'listCountOthers',
      summary: 'List unknown numbers and plain products of a count',
      params: wire.countParams,
      replies: { 200: { description: 'What has no unit.', schema: wire.countOthers } },
      handle: async ({ params: { number }, caller }) => {
        const row = orProblem(await findCount(database, number, caller.sites));
        return readOthers(parts, row, lookingAt(row, await reference(), caller, clock.now()));
      },
    }),
  };
}

const fileTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

function resultFiles(parts: CountingParts) {
  const { database, clock, reference } = parts;
  return {
    result: endpoint({
      id: 'getCountResult',
      summary: 'Take what a count found as a file',
      params: wire.resultParams,
      replies: {
        200: { description: 'The file.', contentType: Object.values(fileTypes), schema: Type.Unknown() },
      },
      async handle({ params: { number, format }, caller }, reply) {
        const row = orProblem(await findCount(database, number, caller.sites));
        const names = await reference();
        const looking = lookingAt(row, names, caller, clock.now());
        const found = (await foundUnits(database, names, row))
          .filter((unit) => !looking.isBlind || unit.row.counted_id !== null)
          .sort((a, b) => a.row.unit_id - b.row.unit_id)
          .map((unit) => unitOnWire(unit, looking));
        const others = await readOthers(parts, row, looking);
        reply.header('content-disposition', `attachment; filename="count-${row.number}.${format}"`);
        reply.type(fileTypes[format]);
        return reply.send(format === 'csv' ? resultCsv(found, others) : await resultXlsx(found, others));
      },
    }),
  };
}

function changes(parts: CountingParts) {
  const { database, clock, reference } = parts;
  const read = async (number: string, caller: Caller) => {
    const row = orProblem(await findCount(database, number, caller.sites));
    return readCount(parts, row, lookingAt(row, await reference(), caller, clock.now()));
  };
  return {
    begin: endpoint({
      id: 'beginCount',
      summary: 'Begin a count',
      description:
        'Fixes which units the ledger has there at this instant. Trading goes on: what happens later is no difference.',
      body: wire.newCount,
      replies: { 201: countReply },
      async handle({ body, caller }, reply) {
        const { number } = orProblem(await beginCount(parts, body, caller.actor.id, caller.sites));
        reply.header('location', `/api/counts/${number}`);
        return reply.code(201).send(await read(number, caller));
      },
    }),
    scan: endpoint({
      id: 'scanInCount',
      summary: 'Count things',
      description:
        'Nothing of it moves a unit. Several people and devices count at once; a unit counts once, however often it is ' +
        'scanned. Scans made offline are compared with the ledger as it stood when they were made (`ago`).',
      params: wire.countParams,
      body: scanWire.countScans,
      replies: { 200: { description: 'One answer for each scan.', schema: scanWire.countAnswers } },
      async handle({ params: { number }, body: { scans }, caller, device }) {
        const row = orProblem(await findCount(database, number, caller.sites));
        const by = { who: caller.actor, device: device?.id ?? null };
        const { rows } = orProblem(await takeScans(parts, row, scans, by).catch(comeAgain));
        const looking = lookingAt(row, await reference(), caller, clock.now());
        return {
          answers: rows.map((one, nth) => answerOnWire(scans[nth]!.id.toLowerCase(), one, row, looking)),
        };
      },
    }),
    step: endpoint({
      id: 'stepCount',
      summary: 'Pause a count, go on with it, hand it over, finish it, or give it up',
      params: wire.countParams,
      body: wire.countStep,
      replies: { 200: countReply },
      async handle({ params: { number }, body, caller }) {
        orProblem(await takeStep(parts, changingBy(number, caller), body));
        return read(number, caller);
      },
    }),
    recount: endpoint({
      id: 'recountSpots',
      summary: 'Have spots of a count counted again',
      params: wire.countParams,
      body: wire.countRecount,
      replies: { 200: countReply },
      async handle({ params: { number }, body, caller }) {
        orProblem(await recount(parts, changingBy(number, caller), body, await reference()));
        return read(number, caller);
      },
    }),
    close: endpoint({
      id: 'closeCount',
      summary: 'Close a count',
      description:
        'What was found is recorded as seen, and the accuracy is kept. Open differences take a note.',
      params: wire.countParams,
      body: wire.countClosing,
      replies: { 200: countReply },
      async handle({ params: { number }, body: { note }, caller }) {
        const closing = closeCount(parts, changingBy(number, caller), note, caller.actor);
        orProblem(await closing.catch(comeAgain));
        return read(number, caller);
      },
    }),
  };
}

function approval(parts: CountingParts & HearingParts) {
  return {
    approve: endpoint({
      id: 'approveCount',
      summary: 'Settle differences of a count',
      description:
        'Each becomes events with the count’s number and the reason. It may be sent again: nothing is recorded twice.',
      params: wire.countParams,
      body: wire.countApproval,
      replies: { 200: { description: 'What was settled, and what was refused.', schema: wire.countSettled } },
      async handle({ params: { number }, body, caller }) {
        const row = orProblem(await findCount(parts.database, number, caller.sites));
        return orProblem(await settleDifferences(parts, row, body, caller.actor).catch(comeAgain));
      },
    }),
  };
}

function accuracies({ database, reference }: CountingParts) {
  return {
    accuracy: endpoint({
      id: 'listCountAccuracy',
      summary: 'List how right the record was, count by count',
      query: wire.accuracyQuery,
      replies: { 200: { description: 'The newest first.', schema: wire.accuracyPage } },
      async handle({ query: { site, location, after, limit = limits.pageItemsDefault }, caller }) {
        const names = await reference();
        const sites = sitesAsked(names, site, caller.sites);
        const spot = location === undefined ? 0 : spotAsked(names, sites, location);
        const before = idCursor(after) || Number.MAX_SAFE_INTEGER;
        const values = [numberColumn(sites), before, limit + 1, spot];
        const { rows } = await database.query<sql.FigureRow>(sql.selectTrend, values);
        return pageOfRows(
          rows,
          limit,
          (row) => figuresOnWire(row, names),
          ({ document_id }) => String(document_id),
        );
      },
    }),
    spotAccuracy: endpoint({
      id: 'listSpotAccuracy',
      summary: 'List how right the record was at each spot of a site, at its last count',
      query: wire.spotAccuracyQuery,
      replies: { 200: { description: 'By spot.', schema: wire.spotAccuracy } },
      async handle({ query: { site }, caller }) {
        const names = await reference();
        const [id] = sitesAsked(names, site, caller.sites);
        const { rows } = await database.query<sql.FigureRow>(sql.selectSpots, [id]);
        return { items: rows.map((row) => figuresOnWire(row, names)) };
      },
    }),
  };
}

/** Who counts blind is not told what should be there; a lead is, and everybody once it is over. */
function lookingAt(row: sql.CountRow, names: Reference, caller: Caller, now: Date): Looking {
  const isLead = within(sitesFor(caller.rights, 'settle'), row.site_id);
  const isBlind = row.blind && row.ended_at === null && !isLead;
  return { names, reach: sitesFor(caller.rights, 'read'), isBlind, now };
}

function changingBy(number: string, { actor, sites }: Caller): Changing {
  return { number, actor: actor.id, sites };
}

function spotAsked(names: Reference, sites: readonly number[], code: string): number {
  for (const site of sites) {
    const location = names.locationsByCode.get(`${site}/${code}`);
    if (location) return location.id;
  }
  throw new Problem('unknown_location', `There is no spot "${code}".`, { where: 'query.location' });
}

function sinceOf(since: string | undefined): number | null {
  if (since === undefined) return null;
  const instant = isoTime(since);
  if (instant !== null) return Date.parse(instant);
  throw new Problem('bad_time', 'A time is written like 2026-11-23T10:00:00Z.', { where: 'query.since' });
}

/** `at` of an offline scan is when it came, which is what a list that is kept up asks for. */
function isSince({ last_at, kept_at }: scanSql.FactsRow, instant: number): boolean {
  return last_at.getTime() >= instant || (kept_at !== null && kept_at.getTime() >= instant);
}

/** What the ledger cannot take now may be sent again with the same ids. */
function comeAgain(error: unknown): never {
  if (error instanceof QueueFull || error instanceof LedgerBusy)
    throw new Problem('busy', `${error.message} Send it again.`, { retryAfter: 2 });
  throw error;
}
