import { limits } from '../../domain/limits.ts';
import { endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import { siteAsked } from '../../http/site-asked.ts';
import type { ReadReference } from '../../ledger/current-reference.ts';
import { unitById, unitViews } from '../../ledger/unit-view.ts';
import type { Database } from '../../platform/database.ts';
import type { Reader } from '../../platform/shared-reads.ts';
import * as wire from './contract.ts';
import * as sql from './queries.ts';
import { spotsFor } from './where-to.ts';

export interface PutawayParts {
  readonly database: Database;
  readonly read: Reader;
  readonly reference: ReadReference;
}

/** What waits at the dock, and where each unit best goes. Laying it there is a scan like any other. */
export function putawayEndpoints({ database, read, reference }: PutawayParts) {
  return {
    waiting: endpoint({
      id: 'listWaitingUnits',
      summary: 'List what stands at the docks of a site and waits to be put away',
      query: wire.waitingQuery,
      replies: { 200: { description: 'With the best spot for each.', schema: wire.waitingUnits } },
      async handle({ query: { site: code, limit = limits.putAwayShown }, caller: { sites } }) {
        const names = await reference();
        const site = siteAsked(names, code, sites).id;
        const most = limits.putAwayWaitingMax;
        const { rows } = await database.query<sql.WaitingRow>(sql.selectWaiting, [site, limit, most + 1]);
        const views = await unitViews(
          read,
          names,
          rows.map(({ unit_id }) => unit_id),
        );
        const units = rows.flatMap(({ unit_id }) => views.get(unit_id) ?? []);
        const spots = await spotsFor(database, names, site, units, 1);
        const waiting = rows[0]?.waiting ?? 0;
        return {
          items: units.map(({ id, sku, name, serial, status, condition, holds, place, lastAt, seq }) => ({
            ...{ id, sku, name, serial, status, condition, holds: [...holds], seq, since: lastAt },
            spot: place?.split('/')[1] ?? '',
            suggested: spots.get(id)?.[0] ?? null,
          })),
          waiting: Math.min(waiting, most),
          isMore: waiting > most,
        };
      },
    }),
    suggestions: endpoint({
      id: 'suggestSpots',
      summary: 'Say where a unit best goes at a site',
      query: wire.suggestionQuery,
      replies: { 200: { description: 'None where nothing fits.', schema: wire.suggestions } },
      async handle({ query: { site: code, unit: id }, caller: { sites } }) {
        const names = await reference();
        const site = siteAsked(names, code, sites).id;
        const unit = await unitById(read, names, id, sites);
        if (!unit) throw new Problem('unit_not_found', `There is no unit ${id}.`, { where: 'query.unit' });
        const spots = await spotsFor(database, names, site, [unit], limits.putAwaySuggestions);
        return { items: spots.get(id) ?? [] };
      },
    }),
  };
}
