import { type Sites, sitesWithin, siteWithin } from '../../domain/sites.ts';
import { ageBuckets } from '../../domain/valuation/ageing.ts';
import { categoriesBelow } from '../../domain/valuation/categories-below.ts';
import type { WhyNot } from '../../ledger/change-or-problem.ts';
import { conditionCodes, statusCodes } from '../../ledger/codes.ts';
import type { Reference } from '../../ledger/reference.ts';
import { numberColumn, textColumn } from '../../platform/columns.ts';
import type { InventoryQuery } from './contract.ts';

type Problem = {
  readonly problem: WhyNot<'unknown_site' | 'unknown_location' | 'unknown_product' | 'unknown_category'>;
};

/** What is asked of the units in our hands, as the first fifteen values of each statement; or what of it does not exist. */
export function filtersOf(
  query: InventoryQuery,
  names: Reference,
  reach: Sites,
  now: string,
): { readonly values: readonly unknown[] } | Problem {
  const sites = sitesOf(query.site, names, reach);
  if (!sites) return no('unknown_site', 'site', `There is no site "${query.site}".`);
  const product = query.sku === undefined ? null : names.productsBySku.get(query.sku);
  if (product === undefined) return no('unknown_product', 'sku', `There is no product "${query.sku}".`);
  if (query.category !== undefined && !names.categories.has(query.category))
    return no('unknown_category', 'category', `There is no category "${query.category}".`);
  const location = spotOf(query, names, sites);
  if (location === undefined)
    return no('unknown_location', 'location', `There is no spot "${query.location}" at this site.`);
  const age = ageBuckets.find(({ name }) => name === query.age);
  return {
    values: [
      ...[numberColumn(sites), now, query.by ?? 'received', product?.id ?? null],
      query.category === undefined ? null : textColumn(categoriesBelow(query.category, names.categories)),
      query.status === undefined ? null : statusCodes.toCode(query.status),
      query.condition === undefined ? null : conditionCodes.toCode(query.condition),
      ...[query.held ?? null, query.hold ?? null, location, query.zone ?? null, query.aisle ?? null],
      ...[age?.from ?? null, age?.to ?? null, query.container ?? null],
    ],
  };
}

/** A site out of his reach answers as one that does not exist. */
function sitesOf(code: string | undefined, names: Reference, reach: Sites): number[] | null {
  if (code === undefined) return sitesWithin(names, reach);
  const site = siteWithin(names, code, reach);
  return site && [site.id];
}

function spotOf({ site, location }: InventoryQuery, names: Reference, sites: readonly number[]) {
  if (location === undefined) return null;
  return site === undefined ? undefined : names.locationsByCode.get(`${sites[0]}/${location}`)?.id;
}

function no(code: Problem['problem']['code'], where: string, sentence: string): Problem {
  return { problem: { code, where: `query.${where}`, sentence } };
}
