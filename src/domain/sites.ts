/** Some of our sites, by their numbers; null: all of them, those that are yet to be opened too. */
export type Sites = ReadonlySet<number> | null;

export const noSites: Sites = new Set<number>();

export function within(sites: Sites, site: number): boolean {
  return sites === null || sites.has(site);
}

/** Sites that are in one or the other. */
export function union(a: Sites, b: Sites): Sites {
  return a === null || b === null ? null : new Set([...a, ...b]);
}

/** Sites that are in both. */
export function inBoth(a: Sites, b: Sites): Sites {
  if (a === null || b === null) return a ?? b;
  return new Set([...a].filter((site) => b.has(site)));
}

/** Whether all of `inner` lies in `outer`. Only all sites hold all sites: one may be opened tomorrow. */
export function covers(outer: Sites, inner: Sites): boolean {
  if (outer === null) return true;
  return inner !== null && [...inner].every((site) => outer.has(site));
}

interface KnownSite {
  readonly id: number;
  readonly kind: string;
}

interface KnownSites<S extends KnownSite> {
  readonly sites: ReadonlyMap<number, S>;
  readonly sitesByCode: ReadonlyMap<string, S>;
}

/** Our site of that code. Null: there is none, or it is out of reach, which nobody is to learn. */
export function siteWithin<S extends KnownSite>(known: KnownSites<S>, code: string, reach: Sites): S | null {
  const site = known.sitesByCode.get(code);
  return site && isOurs(site) && within(reach, site.id) ? site : null;
}

/** Our sites in reach, by their numbers. */
export function sitesWithin<S extends KnownSite>({ sites }: KnownSites<S>, reach: Sites): number[] {
  return [...sites.values()].flatMap((site) => (isOurs(site) && within(reach, site.id) ? [site.id] : []));
}

/** `outside` stands for where units are that are in nobody's shop: at customers, suppliers. */
function isOurs({ kind }: KnownSite): boolean {
  return kind !== 'outside';
}
