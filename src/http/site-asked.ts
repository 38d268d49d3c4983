import { type Sites, sitesWithin, siteWithin } from '../domain/sites.ts';
import { Problem } from './errors.ts';

type Known<S extends SiteId> = Parameters<typeof siteWithin<S>>[0];

interface SiteId {
  readonly id: number;
  readonly kind: string;
}

/**
 * The site that a call names.
 * @throws Problem `unknown_site`; one out of the caller's reach answers as one that does not exist.
 */
export function siteAsked<S extends SiteId>(
  names: Known<S>,
  code: string,
  reach: Sites,
  where = 'query.site',
): S {
  const site = siteWithin(names, code, reach);
  if (site) return site;
  throw new Problem('unknown_site', `There is no site "${code}".`, { where });
}

/**
 * The site that a list is asked of, or all that the caller may look at, by their numbers.
 * @throws Problem `unknown_site`
 */
export function sitesAsked<S extends SiteId>(
  names: Known<S>,
  code: string | undefined,
  reach: Sites,
): number[] {
  return code === undefined ? sitesWithin(names, reach) : [siteAsked(names, code, reach).id];
}
