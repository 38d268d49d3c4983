import { limits } from '../../../domain/limits.ts';
import { type Sites, within } from '../../../domain/sites.ts';
import { endpoint } from '../../../http/endpoint.ts';
import { Problem } from '../../../http/errors.ts';
import { idCursor, pageOfRows } from '../../../http/paging.ts';
import { siteAsked } from '../../../http/site-asked.ts';
import { moveCodes } from '../../../ledger/codes.ts';
import { placeOf, type Reference } from '../../../ledger/reference.ts';
import { numberColumn } from '../../../platform/columns.ts';
import type { CountingParts } from '../take-scans.ts';
import * as wire from './contract.ts';
import { type MissingRow, selectMissing } from './queries.ts';

/** What is searched for, however it came to be missing: given up by a count, by hand, lost on its way, stolen. */
export function missingEndpoints({ database, reference }: Pick<CountingParts, 'database' | 'reference'>) {
  return {
    missing: endpoint({
      id: 'listMissingUnits',
      summary: 'List the units that are searched for',
      description:
        'Each with its last scan before it was given up: when, where, who, on which device. The newest loss first.',
      query: wire.missingQuery,
      replies: { 200: { description: 'Units.', schema: wire.missingPage } },
      async handle({ query, caller: { sites } }) {
        const { after, site, sku, limit = limits.pageItemsDefault } = query;
        const names = await reference();
        const reach = site === undefined ? sites : new Set([siteAsked(names, site, sites).id]);
        const { rows } = await database.query<MissingRow>(selectMissing, [
          idCursor(after) || Number.MAX_SAFE_INTEGER,
          limit + 1,
          reach === null ? null : numberColumn([...reach]),
          sku === undefined ? null : numberColumn([productOf(names, sku)]),
        ]);
        return pageOfRows(
          rows,
          limit,
          (row) => missingOnWire(row, names, sites),
          ({ event_id }) => String(event_id),
        );
      },
    }),
  };
}

function missingOnWire(row: MissingRow, names: Reference, sites: Sites): wire.MissingUnitOnWire {
  const product = names.products.get(row.product_id);
  const { kind, number, minor, currency } = row;
  return {
    unit: { id: row.unit_id, sku: product?.sku ?? '', serial: row.serial },
    name: product?.name ?? '',
    should: spotWithin(row.place, names, sites),
    since: row.since.toISOString(),
    how: moveCodes.toWord(row.move),
    by: row.by,
    reason: row.reason,
    reasonName: row.reason_name,
    document: kind === null || number === null ? null : { kind, number },
    last: lastOf(row, names, sites),
    value: minor === null || currency === null ? null : { amount: minor, currency },
  };
}

function lastOf(row: MissingRow, names: Reference, sites: Sites): wire.MissingUnitOnWire['last'] {
  const { last_move, last_at, last_by, last_device, last_spot } = row;
  if (last_move === null || last_at === null || last_by === null) return null;
  const spot = last_spot === null ? null : spotWithin(last_spot, names, sites);
  return {
    move: moveCodes.toWord(last_move),
    at: last_at.toISOString(),
    by: last_by,
    device: last_device,
    spot,
  };
}

/** Null: nowhere of ours, or at a site that the caller may not look at. */
function spotWithin(place: number, names: Reference, sites: Sites): string | null {
  const site = names.locations.get(place)?.site;
  return site && site.kind !== 'outside' && within(sites, site.id) ? placeOf(names, place) : null;
}

function productOf({ productsBySku }: Reference, sku: string): number {
  const product = productsBySku.get(sku);
  if (product) return product.id;
  throw new Problem('unknown_product', `There is no product "${sku}".`, { where: 'query.sku' });
}
