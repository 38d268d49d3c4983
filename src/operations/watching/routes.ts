import { limits } from '../../domain/limits.ts';
import type { Sites } from '../../domain/sites.ts';
import { endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import { badCursor, idCursor, pageOfRows } from '../../http/paging.ts';
import { siteAsked } from '../../http/site-asked.ts';
import { statusCodes } from '../../ledger/codes.ts';
import { placeOf, type Reference } from '../../ledger/reference.ts';
import { isoTime } from '../../platform/clock.ts';
import { numberColumn } from '../../platform/columns.ts';
import { daysSince, lastScanOf } from './ask.ts';
import * as wire from './contract.ts';
import * as sql from './queries.ts';
import { limitOf, watchedStatuses } from './rules.ts';
import { type ReadLimit, readLimits } from './set-limit.ts';
import type { WatchParts } from './watch-night.ts';

export function watchingEndpoints(parts: WatchParts) {
  return { ...limitEndpoints(parts), ...listEndpoints(parts) };
}

function limitEndpoints({ database, clock, reference }: WatchParts) {
  const reply = { description: 'How long units may go unseen, in each status.', schema: wire.watchLimits };
  return {
    limits: endpoint({
      id: 'listWatchLimits',
      summary: 'Read how long units may go unseen before somebody is asked',
      description: 'At a site, or at every site that says nothing of its own.',
      query: wire.limitsQuery,
      replies: { 200: reply },
      async handle({ query, caller: { sites } }) {
        const site = query.site === undefined ? null : siteAsked(await reference(), query.site, sites);
        return { items: limitsOnWire(await readLimits(database), site) };
      },
    }),
    setLimit: endpoint({
      id: 'setWatchLimit',
      summary: 'Say how long units may go unseen before somebody is asked',
      description: 'At one site, or, for who may settle everywhere, at every site without a word of its own.',
      body: wire.limitChange,
      replies: { 200: reply },
      async handle({ body: { status, days, site: code }, caller: { sites, actor } }) {
        const site = code === undefined ? null : siteAsked(await reference(), code, sites, 'body.site');
        if (site === null && sites !== null)
          throw new Problem('not_permitted', 'Say for which site: this would be for all.', {
            where: 'body.site',
          });
        const values = [site?.id ?? null, statusCodes.toCode(status), days, clock.now().toISOString()];
        await database.query(sql.insertLimit, [...values, actor.id]);
        return { items: limitsOnWire(await readLimits(database), site) };
      },
    }),
  };
}

function listEndpoints({ database, clock, reference }: WatchParts) {
  return {
    nights: endpoint({
      id: 'listWatchNights',
      summary: 'List what was looked for each night',
      query: wire.nightsQuery,
      replies: { 200: { description: 'Nights, the newest first.', schema: wire.nightPage } },
      async handle({ query: { after, site, limit = limits.pageItemsDefault }, caller }) {
        const sites = sitesWanted(await reference(), site, caller.sites);
        const [day, behind] = nightCursor(after);
        const { rows } = await database.query<sql.NightRow>(sql.selectNights, [
          sites,
          day,
          behind,
          limit + 1,
        ]);
        return pageOfRows(rows, limit, nightOnWire, (row) => `${row.day.replaceAll('-', '')}.${row.site_id}`);
      },
    }),
    unseen: endpoint({
      id: 'listUnseenUnits',
      summary: 'List units that nobody has seen for too long',
      description: 'Those that an open question is about, each with the last scan that somebody made of it.',
      query: wire.unseenQuery,
      replies: { 200: { description: 'Units, by number.', schema: wire.unseenPage } },
      async handle({ query: { after, site, exception = null, limit = limits.pageItemsDefault }, caller }) {
        const names = await reference();
        const now = clock.now().toISOString();
        const sites = sitesWanted(names, site, caller.sites);
        const values = [sites, exception, idCursor(after), limit + 1];
        const { rows } = await database.query<sql.UnseenRow>(sql.selectUnseen, values);
        return pageOfRows(
          rows,
          limit,
          (row) => unseenOnWire(row, names, now),
          ({ unit_id }) => String(unit_id),
        );
      },
    }),
  };
}

function limitsOnWire(
  set: readonly ReadLimit[],
  site: { readonly id: number; readonly code: string } | null,
) {
  return watchedStatuses.map((status): wire.WatchLimitOnWire => {
    const { days, from } = limitOf(set, status, site?.id ?? null);
    const place = from === 'site' ? (site?.id ?? null) : null;
    const said =
      from === 'preset' ? undefined : set.find((one) => one.status === status && one.site === place);
    return {
      ...{ status, site: site?.code ?? null, days, from },
      setAt: said?.setAt.toISOString() ?? null,
      setBy: said?.by ?? null,
    };
  });
}

function nightOnWire({ site, day, ended_at, due, asked, questions }: sql.NightRow): wire.WatchNightOnWire {
  return { site, day, endedAt: ended_at.toISOString(), due, asked, questions, left: due - asked };
}

function unseenOnWire(row: sql.UnseenRow, names: Reference, now: string): wire.UnseenUnitOnWire {
  const last = lastScanOf(row, names);
  return {
    unit: { id: row.unit_id, sku: row.sku, serial: row.serial },
    name: row.name,
    status: statusCodes.toWord(row.status),
    place: placeOf(names, row.place),
    site: row.site,
    exception: row.exception_id,
    askedAt: row.asked_at.toISOString(),
    lastMove: last?.move ?? null,
    lastAt: last?.at ?? null,
    lastSpot: last?.spot ?? null,
    lastBy: last?.by ?? null,
    days: last === null ? null : daysSince(Date.parse(last.at), now),
  };
}

/** The night behind which a page begins, `20261123.4`. */
function nightCursor(after: string | undefined): [string | null, number] {
  if (after === undefined || after === '') return [null, 0];
  const parts = /^(\d{4})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\.(\d{1,9})$/.exec(after);
  if (!parts || Number(parts[4]) > 2 ** 31 - 1) throw badCursor();
  const day = `${parts[1]}-${parts[2]}-${parts[3]}`;
  if (isoTime(`${day}T00:00:00Z`) === null) throw badCursor();
  return [day, Number(parts[4])];
}

function sitesWanted(names: Reference, code: string | undefined, reach: Sites): string | null {
  if (code !== undefined) return numberColumn([siteAsked(names, code, reach).id]);
  return reach === null ? null : numberColumn([...reach]);
}
