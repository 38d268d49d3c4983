import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { MapSpotOnWire, SiteOnWire } from '../../../src/operations/places/contract.ts';
import { forgetList } from '../lists/use-list.ts';
import { ask } from '../server/ask.ts';
import { readAll } from '../server/read-all.ts';

const addressOf = (code: string) => `/api/sites/${encodeURIComponent(code)}`;

export function useSite(code: string) {
  return useQuery({ queryKey: ['site', code], queryFn: () => ask<SiteOnWire>('GET', addressOf(code)) });
}

/** Every spot of a site with what lies there. */
export function useSiteMap(code: string, enabled = true) {
  return useQuery({
    enabled,
    queryKey: ['site-map', code],
    queryFn: () => readAll<MapSpotOnWire>(`${addressOf(code)}/map`),
  });
}

/** What was kept of a site, its spots and the list of sites is out of date. */
export function useForgetSite(code: string): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    forgetList('sites');
    const keys = [['site', code], ['site-map', code], ['locations', code], ['sites']];
    await Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })));
  };
}

export { addressOf as siteAddress };
