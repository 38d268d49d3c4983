import { isDay } from '../../../domain/gtin-periods.ts';
import { limits } from '../../../domain/limits.ts';
import type { Sites } from '../../../domain/sites.ts';
import { categoriesBelow } from '../../../domain/valuation/categories-below.ts';
import { standings } from '../../../domain/valuation/stock-standing.ts';
import { endpoint } from '../../../http/endpoint.ts';
import { Problem } from '../../../http/errors.ts';
import { idCursor, numbersCursor, pageOfRows } from '../../../http/paging.ts';
import { sitesAsked } from '../../../http/site-asked.ts';
import { utcTime } from '../../../http/times.ts';
import type { Reference } from '../../../ledger/reference.ts';
import { endOfDay } from '../../../platform/clock.ts';
import { numberColumn, textColumn } from '../../../platform/columns.ts';
import type { ValuationParts } from '../valuation-parts.ts';
import * as wire from './contract.ts';
import * as sql from './queries.ts';

/** What stock is worth on a day, as known then or now, down to each unit. */
export function figureEndpoints({ database, clock, reference }: ValuationParts) {
  const values = async (query: Asked, reach: Sites) =>
    valuesOf(query, await reference(), reach, clock.now().toISOString());
  return {
    valuation: endpoint({
      id: 'getValuation',
      summary: 'Say what stock is worth',
      description:
        'Units in the stock of our companies: in our hands, between our sites, with vendors and on loan. Each at what it cost itself.',
      query: wire.valuationQuery,
      replies: { 200: { description: 'One line a group and currency.', schema: wire.valuationPage } },
      async handle({ query, caller: { sites } }) {
        const { by = 'site', after, limit = limits.pageItemsDefault } = query;
        const behind = idCursor(after);
        const asked = [...(await values(query, sites)), behind, limit + 1];
        const { rows } = await database.query<sql.FigureRow>(sql.selectFigures[by], asked);
        return pageOfRows(rows, limit, figureOnWire, () => String(behind + limit));
      },
    }),
    units: endpoint({
      id: 'listWorth',
      summary: 'List the units behind a valuation',
      description: 'Their amounts add up to the figure, to the last minor unit.',
      query: wire.worthQuery,
      replies: { 200: { description: 'One line a unit and currency.', schema: wire.worthPage } },
      async handle({ query, caller: { sites } }) {
        const { after, limit = limits.pageItemsDefault, known = null, currency = null } = query;
        const from = numbersCursor(after, 2) ?? [0, 0];
        const asked = [...(await values(query, sites)), ...from, limit + 1, known, currency];
        const { rows } = await database.query<sql.WorthRow>(sql.selectWorth, asked);
        return pageOfRows(rows, limit, worthOnWire, ({ unit_id, nth }) => `${unit_id}.${nth}`);
      },
    }),
    pieces: endpoint({
      id: 'listPiecesWorth',
      summary: 'List what pieces of plain products are worth',
      query: wire.piecesQuery,
      replies: { 200: { description: 'One line a product and site.', schema: wire.piecesPage } },
      async handle({ query, caller: { sites } }) {
        const { after, limit = limits.pageItemsDefault } = query;
        const from = numbersCursor(after, 2) ?? [0, 0];
        const asked = [...(await values(query, sites)).slice(0, 5), ...from, limit + 1];
        const { rows } = await database.query<sql.PiecesRow>(sql.selectPieces, asked);
        return pageOfRows(rows, limit, piecesOnWire, (row) => `${row.product_id}.${row.site_id}`);
      },
    }),
  };
}

type Asked = Omit<wire.ValuationQuery, 'by' | 'after' | 'limit'>;

/** What is asked, in the ledger's own numbers: at, known at, sites, product, categories, company. */
function valuesOf(query: Asked, names: Reference, reach: Sites, now: string): unknown[] {
  const { sku, category, company } = query;
  const zone = query.site === undefined ? 'UTC' : (names.sitesByCode.get(query.site)?.timeZone ?? 'UTC');
  const known = timeOrDay(query.knownAt, 'query.knownAt', zone);
  const at = timeOrDay(query.at, 'query.at', zone) ?? known ?? now;
  const knownAt = known ?? (at > now ? at : now);
  if (knownAt < at)
    throw new Problem('bad_time', 'What was known then cannot tell of a later time.', {
      where: 'query.knownAt',
    });
  return [
    at,
    knownAt,
    numberColumn(sitesAsked(names, query.site, reach)),
    sku === undefined ? null : productAsked(names, sku),
    category === undefined ? null : textColumn(categoriesAsked(names, category)),
    company === undefined ? null : companyAsked(names, company),
  ];
}

/** An instant; a day is its end, in the calendar of the site that is asked for, or else in UTC. */
function timeOrDay(text: string | undefined, where: string, zone: string): string | null {
  return text !== undefined && isDay(text) ? endOfDay(text, zone) : utcTime(text, where);
}

function productAsked({ productsBySku }: Reference, sku: string): number {
  const product = productsBySku.get(sku);
  if (product) return product.id;
  throw new Problem('unknown_product', `There is no product "${sku}".`, { where: 'query.sku' });
}

function categoriesAsked({ categories }: Reference, code: string): string[] {
  if (categories.has(code)) return categoriesBelow(code, categories);
  throw new Problem('unknown_category', `There is no category "${code}".`, { where: 'query.category' });
}

function companyAsked({ owners }: Reference, code: string): number {
  const found = [...owners].find(([, one]) => one === code)?.[0];
  if (found !== undefined) return found;
  throw new Problem('unknown_owner', `There is no company "${code}".`, { where: 'query.company' });
}

function figureOnWire({ minor, estimated_units, estimate, ...row }: sql.FigureRow): wire.ValuationOnWire {
  return { ...row, amount: minor, estimatedUnits: estimated_units, estimatedAmount: estimate };
}

function worthOnWire(row: sql.WorthRow): wire.WorthOnWire {
  const { unit_id, sku, serial, name, site, company, currency, minor, is_estimate } = row;
  return {
    ...{ unit: { id: unit_id, sku, serial }, name, site, company, currency, amount: minor },
    standing: standings[row.standing - 1]!,
    since: row.since_at.toISOString(),
    known: currency === null ? 'unknown' : is_estimate ? 'estimated' : 'bought',
  };
}

function piecesOnWire({ sku, name, site, pieces, currency, minor, is_estimate }: sql.PiecesRow) {
  return { sku, name, site, pieces, currency, amount: minor, estimated: is_estimate };
}
