import { statuses } from '../../domain/facts.ts';
import { heldByUs } from '../../domain/lifecycle.ts';
import { limits } from '../../domain/limits.ts';
import { type Sites, siteWithin } from '../../domain/sites.ts';
import { conditionCodes, statusCodes } from '../../ledger/codes.ts';
import type { Reference, Site } from '../../ledger/reference.ts';
import { containing } from '../../platform/like-pattern.ts';
import type { ExportQuery } from './contract.ts';
import type { ExportParts, ListName, UnitsWanted, Wanted } from './lists.ts';

type Code = 'unknown_site' | 'unknown_location' | 'unknown_product' | 'invalid_request';
interface Refused {
  readonly problem: { readonly code: Code; readonly where: string; readonly sentence: string };
}

/** What of a list is asked for, in the ledger's own numbers, or what of it does not exist. */
export async function wantedOf(
  list: ListName,
  query: ExportQuery,
  reach: Sites,
  names: Reference,
  holding: ExportParts['holding'],
): Promise<Omit<Wanted, 'showsCost'> | Refused> {
  const site = query.site === undefined ? null : siteOf(query.site, reach, names);
  if (site && 'problem' in site) return site;
  const units = list === 'units' ? await unitsOf(query, site, names, holding) : null;
  if (units && 'problem' in units) return units;
  const { unit = null, q = '', category = null, supplier = null, serialized = null } = query;
  return {
    sites: site ? new Set([site.id]) : reach,
    reach,
    unit,
    units,
    products: { fragment: q.trim() === '' ? null : containing(q.trim()), category, supplier, serialized },
  };
}

async function unitsOf(
  query: ExportQuery,
  site: Site | null,
  names: Reference,
  holding: ExportParts['holding'],
): Promise<UnitsWanted | Refused> {
  const { sku, location: spot, q = '' } = query;
  const product = sku === undefined ? null : names.productsBySku.get(sku);
  if (product === undefined) return refused('unknown_product', 'sku', `There is no product "${sku}".`);
  const location = spot === undefined ? null : names.locationsByCode.get(`${site?.id}/${spot}`);
  if (location === undefined)
    return refused(
      'unknown_location',
      'location',
      `There is no spot "${spot}" at ${site?.code ?? 'no site'}.`,
    );
  const named = q === '' ? undefined : await holding(q);
  if (named === null) {
    const sentence = `Type at least ${limits.fragmentLengthMin} letters or digits of a number.`;
    return refused('invalid_request', 'q', sentence);
  }
  const { condition, held = null, hold = null, lot = null, supplier = null } = query;
  return {
    product: product?.id ?? null,
    statuses: statusesOf(query),
    location: location?.id ?? null,
    condition: condition === undefined ? null : conditionCodes.toCode(condition),
    ...{ held, hold, lot, supplier, ids: named?.ids ?? null },
  };
}

function statusesOf({ status, ours }: ExportQuery): number[] {
  const wanted = ours ? heldByUs : statuses.filter((one) => one !== 'none');
  return (status === undefined ? wanted : [status]).map(statusCodes.toCode);
}

function siteOf(code: string, reach: Sites, names: Reference): Site | Refused {
  return siteWithin(names, code, reach) ?? refused('unknown_site', 'site', `There is no site "${code}".`);
}

function refused(code: Code, where: string, sentence: string): Refused {
  return { problem: { code, where: `query.${where}`, sentence } };
}
