import { useQuery } from '@tanstack/react-query';
import type { Static } from 'typebox';
import type { suggestions, WaitingUnitsOnWire } from '../../../src/operations/putaway/contract.ts';
import { ask, withQuery } from '../server/ask.ts';
import { queryClient } from '../server/queries.ts';

type Suggestions = Static<typeof suggestions>;

/** What stands at the docks of a site. */
export function useWaiting(site: string) {
  return useQuery({
    queryKey: ['putaway', site],
    queryFn: () => ask<WaitingUnitsOnWire>('GET', withQuery('/api/putaway', { site, limit: '200' })),
  });
}

/** Where a unit best goes; asked anew for each, as spots fill up. */
export function useSuggestions(site: string, unit: number) {
  return useQuery({
    queryKey: ['putaway-suggestions', site, unit],
    queryFn: () =>
      ask<Suggestions>('GET', withQuery('/api/putaway/suggestions', { site, unit: String(unit) })),
    staleTime: 0,
  });
}

/** Something was laid somewhere: lists, maps and suggestions are out of date. */
export function forgetPlaces(site: string): void {
  for (const queryKey of [
    ['putaway', site],
    ['putaway-suggestions', site],
    ['site-map', site],
    ['units-at', site],
  ])
    void queryClient.invalidateQueries({ queryKey });
}
