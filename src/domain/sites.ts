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
