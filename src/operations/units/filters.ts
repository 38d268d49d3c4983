import { limits } from '../../domain/limits.ts';
import { type Sites, siteWithin } from '../../domain/sites.ts';
import type { WhyNot } from '../../ledger/change-or-problem.ts';
import type { Product, Reference, Site } from '../../ledger/reference.ts';
import type { UnitsQuery } from './contract.ts';
import type { UnitFilters } from './rules.ts';

/** Units of which a number holds a text: at most `unitsHoldingMax`; null where the text is too short to look for. */
export type Holding = (
  text: string,
) => Promise<{ readonly ids: readonly number[]; readonly more: boolean } | null>;

export type FilterProblem = {
  readonly problem: WhyNot<'unknown_site' | 'unknown_location' | 'unknown_product' | 'invalid_request'>;
};

export interface FiltersRead {
  readonly filters: UnitFilters;
  readonly sites: Sites;
  /** More units hold the text than are looked at. */
  readonly more: boolean;
}

/** What a question for a list of units names, in the ledger's own numbers, or what of it does not exist. */
export async function filtersOf(
  query: UnitsQuery,
  names: Reference,
  reach: Sites,
  holding: Holding,
): Promise<FiltersRead | FilterProblem> {
  const site = query.site === undefined ? null : siteOf(names, query.site, reach);
  if (site && 'problem' in site) return site;
  const product = query.sku === undefined ? null : productOf(names, query.sku);
  if (product && 'problem' in product) return product;
  const location = query.location === undefined ? null : locationOf(names, query.location, site);
  if (typeof location === 'object' && location !== null) return location;
  const held = query.q === undefined || query.q === '' ? undefined : await holding(query.q);
  if (held === null) {
    const sentence = `Type at least ${limits.fragmentLengthMin} letters or digits of a number.`;
    return { problem: { code: 'invalid_request', where: 'query.q', sentence } };
  }
  return {
    filters: {
      status: query.status ?? null,
      ours: query.ours ?? query.status === undefined,
      product: product?.id ?? null,
      location,
      condition: query.condition ?? null,
      held: query.held ?? null,
      hold: query.hold ?? null,
      lot: query.lot ?? null,
      supplier: query.supplier ?? null,
      ids: held?.ids ?? null,
    },
    sites: site ? new Set([site.id]) : reach,
    more: held?.more ?? false,
  };
}

export function productOf(names: Reference, sku: string): Product | FilterProblem {
  const sentence = `There is no product "${sku}".`;
  return (
    names.productsBySku.get(sku) ?? { problem: { code: 'unknown_product', where: 'query.sku', sentence } }
  );
}

/** A site out of his reach answers as one that does not exist. */
export function siteOf(names: Reference, code: string, reach: Sites): Site | FilterProblem {
  const sentence = `There is no site "${code}".`;
  return (
    siteWithin(names, code, reach) ?? { problem: { code: 'unknown_site', where: 'query.site', sentence } }
  );
}

function locationOf(names: Reference, code: string, site: Site | null): number | FilterProblem {
  if (site === null) {
    const sentence = 'Say of which site the spot is.';
    return { problem: { code: 'invalid_request', where: 'query.site', sentence } };
  }
  const id = names.locationsByCode.get(`${site.id}/${code}`)?.id;
  const sentence = `There is no spot "${code}" at ${site.code}.`;
  return id ?? { problem: { code: 'unknown_location', where: 'query.location', sentence } };
}
