import { wordsOf } from '../../domain/identifiers/reading-words.ts';
import { limits } from '../../domain/limits.ts';
import { type Sites, within } from '../../domain/sites.ts';
import { endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import { numbersCursor, pageOfRows } from '../../http/paging.ts';
import { statusCodes } from '../../ledger/codes.ts';
import type { ReadReference } from '../../ledger/current-reference.ts';
import { itemsWithin } from '../../ledger/elsewhere.ts';
import { readFeed } from '../../ledger/feed.ts';
import { historyOf } from '../../ledger/history.ts';
import type { Reference } from '../../ledger/reference.ts';
import { unitById, unitsByCode, unitViews } from '../../ledger/unit-view.ts';
import type { Database } from '../../platform/database.ts';
import type { Reader } from '../../platform/shared-reads.ts';
import { availability } from './availability.ts';
import * as wire from './contract.ts';
import { type StockKey, selectStock } from './queries.ts';

export interface UnitParts {
  readonly database: Database;
  /** Rows by their keys, together with whoever else asks. */
  readonly read: Reader;
  readonly reference: ReadReference;
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

function manyUnits({ database, read, reference }: UnitParts) {
  return {
    list: endpoint({
      id: 'listUnits',
      summary: 'List the units in our hands at a site',
      query: wire.unitsQuery,
      replies: { 200: { description: 'Units by location, product and status.', schema: wire.unitPage } },
      async handle({ query: { site, sku, status, after, limit = limits.pageItemsDefault }, caller }) {
        const from = numbersCursor(after, 5) ?? [0, 0, 0, 0, 0];
        const names = await reference();
        const product = sku === undefined ? null : productOf(names, sku);
        const wanted = status === undefined ? null : statusCodes.toCode(status);
        const { rows } = await database.query<StockKey>(selectStock, [
          siteOf(names, site, caller.sites),
          product,
          wanted,
          ...from,
          limit + 1,
        ]);
        const units = await unitViews(
          read,
          names,
          rows.slice(0, limit).map(({ unit_id }) => unit_id),
        );
        const page = pageOfRows(rows, limit, ({ unit_id }) => units.get(unit_id), stockCursor);
        return { ...page, items: page.items.filter((unit) => unit !== undefined) };
      },
    }),
    availability: endpoint({
      id: 'getAvailability',
      summary: 'Count what is there and what could be sold',
      query: wire.availabilityQuery,
      replies: { 200: { description: 'One item a product and site.', schema: wire.availabilityPage } },
      async handle({ query: { sku, site, after, limit = limits.pageItemsDefault }, caller }) {
        if (sku === undefined && site === undefined)
          throw new Problem('invalid_request', 'Say which product or which site.', { where: 'query' });
        const from = numbersCursor(after, 2) ?? [0, 0];
        const names = await reference();
        const product = sku === undefined ? null : productOf(names, sku);
        const own = () => [...names.sites.keys()].filter((id) => within(caller.sites, id));
        const sites = site === undefined ? own() : [siteOf(names, site, caller.sites)];
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
        'look at some sites only is left out what happened elsewhere: a page may be empty and `next` differ all the same.',
      query: wire.changesQuery,
      replies: { 200: { description: 'What happened after the position.', schema: wire.changesSchema } },
      async handle({ query: { after, limit = limits.pageItemsDefault }, caller }) {
        const names = await reference();
        const page = await readFeed(database, names, after || null, limit);
        if (!('problem' in page)) return { ...page, items: itemsWithin(page.items, names, caller.sites) };
        const { code, sentence, where } = page.problem;
        throw new Problem(code, sentence, { where: `query.${where}` });
      },
    }),
  };
}

function stockCursor({ location_id, product_id, status, bucket, unit_id }: StockKey): string {
  return [location_id, product_id, status, bucket, unit_id].join('.');
}

function noUnit(id: number): never {
  throw new Problem('unit_not_found', `There is no unit ${id}.`, { where: 'params.id' });
}

function productOf(names: Reference, sku: string): number {
  const product = names.productsBySku.get(sku);
  if (product) return product.id;
  throw new Problem('unknown_product', `There is no product "${sku}".`, { where: 'query.sku' });
}

/** A site out of his reach answers as one that does not exist. */
function siteOf(names: Reference, code: string, sites: Sites): number {
  const site = names.sitesByCode.get(code);
  if (site && within(sites, site.id)) return site.id;
  throw new Problem('unknown_site', `There is no site "${code}".`, { where: 'query.site' });
}
