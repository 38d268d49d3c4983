import { wordsOf } from '../../domain/identifiers/reading-words.ts';
import { limits } from '../../domain/limits.ts';
import { within } from '../../domain/sites.ts';
import { orProblem } from '../../http/changed.ts';
import { endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import { badCursor, numbersCursor, pageOfRows } from '../../http/paging.ts';
import type { ReadReference } from '../../ledger/current-reference.ts';
import { readFeedWithin } from '../../ledger/feed-within.ts';
import { historyOf } from '../../ledger/history.ts';
import { unitById, unitsByCode } from '../../ledger/unit-view.ts';
import type { Database } from '../../platform/database.ts';
import type { Reader } from '../../platform/shared-reads.ts';
import { availability } from './availability.ts';
import * as wire from './contract.ts';
import { filtersOf, type Holding, productOf, siteOf } from './filters.ts';
import { cursorLength, listUnits } from './list-units.ts';

export interface UnitParts {
  readonly database: Database;
  /** Rows by their keys, together with whoever else asks. */
  readonly read: Reader;
  readonly reference: ReadReference;
  readonly holding: Holding;
}

export function unitEndpoints(parts: UnitParts) {
  return { ...oneUnit(parts), ...manyUnits(parts) };
}

function oneUnit({ read, reference }: UnitParts) {
  return {
    get: endpoint({
      id: 'getUnit',
      summary: 'Read a unit',
      params: wire.unitParams,
      replies: { 200: { description: 'The unit as it is now.', schema: wire.unitSchema } },
      handle: async ({ params: { id }, caller: { sites } }) =>
        (await unitById(read, await reference(), id, sites)) ?? noUnit(id),
    }),
    history: endpoint({
      id: 'getUnitHistory',
      summary: 'Read the life of a unit',
      params: wire.unitParams,
      replies: { 200: { description: 'Every event, annulled ones too.', schema: wire.historySchema } },
      async handle({ params: { id }, caller: { sites } }) {
        const events = await historyOf(read, await reference(), id, sites);
        return events === null ? noUnit(id) : { unit: id, events };
      },
    }),
    byCode: endpoint({
      id: 'findUnits',
      summary: 'Find units by anything that can be scanned',
      params: wire.codeParams,
      replies: { 200: { description: 'The units that the code names or named.', schema: wire.foundUnits } },
      async handle({ params: { code }, caller: { sites } }) {
        const found = await unitsByCode(read, await reference(), code, sites);
        if ('error' in found)
          throw new Problem('unit_not_found', `This code cannot be read: ${found.error.sentence}.`, {
            where: 'params.code',
            also: { understood: [] },
          });
        const understood = found.understood.map(wordsOf);
        if (found.units.length > 0) return { understood, units: found.units };
        const [first] = understood;
        throw new Problem('unit_not_found', `No unit has this number (${first!.as} ${first!.value}).`, {
          where: 'params.code',
          also: { understood },
        });
      },
    }),
  };
}

function manyUnits(parts: UnitParts) {
  const { database, reference, holding } = parts;
  return {
    list: endpoint({
      id: 'listUnits',
      summary: 'List units',
      description:
        'Read along the index that fits the filters best, so that a page costs the same among a million: those in our hands by ' +
        'site, spot and product; lots, units on hold and units that are not new by their ids; others by product and serial. ' +
        'Where few of very many fit, a page may be short, or empty, although there is a next one.',
      query: wire.unitsQuery,
      replies: { 200: { description: 'Units.', schema: wire.unitPage } },
      async handle({ query, caller }) {
        const { after, before, limit = limits.pageItemsDefault } = query;
        if (after !== undefined && before !== undefined)
          throw new Problem('invalid_request', 'Say `after` or `before`.', { where: 'query.before' });
        const names = await reference();
        const read = await filtersOf(query, names, caller.sites, holding);
        const { filters, sites, more } = orProblem(read);
        const from = numbersCursor(before ?? after, cursorLength(filters)) ?? null;
        const asked = { filters, sites, from, isBack: before !== undefined, limit };
        const found = await listUnits(parts, names, asked);
        if (found === 'bad_cursor') throw badCursor();
        return more ? { ...found, total: { count: limits.unitsHoldingMax, more } } : found;
      },
    }),
    availability: endpoint({
      id: 'getAvailability',
      summary: 'Count what is there and what could be sold',
      query: wire.availabilityQuery,
      replies: { 200: { description: 'One item a product and site.', schema: wire.availabilityPage } },
      async handle({ query: { sku, site, after, limit = limits.pageItemsDefault }, caller }) {
        const from = numbersCursor(after, 2) ?? [0, 0];
        const names = await reference();
        const product = sku === undefined ? null : orProblem(productOf(names, sku)).id;
        const own = () => [...names.sites.keys()].filter((id) => within(caller.sites, id));
        const sites = site === undefined ? own() : [orProblem(siteOf(names, site, caller.sites)).id];
        const found = await availability(database, names, { product, sites, after: from, limit });
        return pageOfRows(
          found,
          limit,
          ({ item }) => item,
          ({ key }) => key,
        );
      },
    }),
    changes: endpoint({
      id: 'listChanges',
      summary: 'Read everything that happened, in one order',
      description:
        'Events, refusals, exceptions opened and settled. Each thing comes once; keep `next` and go on from it. Who may ' +
        'look at some sites only is left out what happened elsewhere: a page may be short, and `next` differ all the same.',
      query: wire.changesQuery,
      replies: { 200: { description: 'What happened after the position.', schema: wire.changesSchema } },
      async handle({ query: { after, limit = limits.pageItemsDefault }, caller }) {
        const page = await readFeedWithin(database, await reference(), caller.sites, after || null, limit);
        if (!('problem' in page)) return page;
        const { code, sentence, where } = page.problem;
        throw new Problem(code, sentence, { where: `query.${where}` });
      },
    }),
  };
}

function noUnit(id: number): never {
  throw new Problem('unit_not_found', `There is no unit ${id}.`, { where: 'params.id' });
}
