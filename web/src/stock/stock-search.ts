import type { Status } from '../../../src/domain/facts.ts';

/** The address of the list for one product, site and status: what a figure leads to. */
export function stockSearch(site: string, sku: string | undefined, status?: Status): Record<string, string> {
  return { site, ...(sku === undefined ? {} : { sku }), ...(status === undefined ? {} : { status }) };
}
