import type { Queryable } from '../platform/database.ts';
import { parseCursor, readRanges } from './feed-ranges.ts';
import { selectTouched, type TouchedRow } from './queries-feed.ts';
import type { Reference } from './reference.ts';

/** What changed at one site of ours. */
export interface TouchedSite {
  readonly units: Set<number>;
  readonly documents: Set<number>;
  /** Exceptions were opened or settled. */
  hasQuestions: boolean;
}

/** By the numbers of our sites. */
export type Touched = ReadonlyMap<number, TouchedSite>;

/**
 * What changed between two positions of the feed, by site: the leanest way along it, for who only has to know what to look
 * at again. An event counts at the site of its scan and at the one it brought the unit to, as in `itemsWithin`. Null where more
 * than `limit` things happened, and for a position that this database never gave.
 */
export async function readTouched(
  db: Queryable,
  names: Reference,
  after: string,
  until: string,
  limit: number,
): Promise<Touched | null> {
  const [from, to] = [parseCursor(after), parseCursor(until)];
  if (from === null || to === null || from.tx > to.tx) return null;
  const rows = await readRanges<TouchedRow>(db, selectTouched, from, to.tx, limit + 1);
  if (rows.length > limit) return null;
  const sites = new Map<number, TouchedSite>();
  for (const row of rows) for (const site of sitesOf(row, names)) touch(sites, site, row);
  return sites;
}

function sitesOf({ spot, place, asked_at }: TouchedRow, { locations }: Reference): ReadonlySet<number> {
  const found = [spot, place].flatMap((location) => {
    const site = location === null ? undefined : locations.get(location)?.site;
    return site && site.kind !== 'outside' ? [site.id] : [];
  });
  return new Set(asked_at === null ? found : [...found, asked_at]);
}

function touch(sites: Map<number, TouchedSite>, site: number, row: TouchedRow): void {
  const known = sites.get(site) ?? { units: new Set(), documents: new Set(), hasQuestions: false };
  sites.set(site, known);
  if (row.unit_id !== null) known.units.add(row.unit_id);
  if (row.document_id !== null) known.documents.add(row.document_id);
  known.hasQuestions ||= row.asked_at !== null;
}
