import { QueryClient, useQuery } from '@tanstack/react-query';
import type { SessionOnWire } from '../../../src/access/sessions/contract.ts';
import type { LocationOnWire, SiteOnWire } from '../../../src/operations/places/contract.ts';
import { ask, ServerProblem } from './ask.ts';
import type { History, Page, Unit } from './wire.ts';

/** What was asked is kept half a minute; a no is final, a server that is away is asked twice more. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      networkMode: 'always',
      retry: (count, error) => count < 2 && error instanceof ServerProblem && error.status === 0,
    },
  },
});

/** Who is signed in; null: nobody. */
export function useSession() {
  return useQuery({ queryKey: ['session'], queryFn: whoAmI, staleTime: 300_000 });
}

async function whoAmI(): Promise<SessionOnWire | null> {
  try {
    return await ask<SessionOnWire>('GET', '/api/session');
  } catch (error) {
    if (error instanceof ServerProblem && error.status === 401) return null;
    throw error;
  }
}

/** The sites that one may see; the first thousand. */
export function useSites() {
  return useQuery({
    queryKey: ['sites'],
    queryFn: () => ask<Page<SiteOnWire>>('GET', '/api/sites?limit=1000'),
    staleTime: 300_000,
  });
}

export function useLocations(site: string) {
  return useQuery({
    queryKey: ['locations', site],
    queryFn: () =>
      ask<Page<LocationOnWire>>('GET', `/api/sites/${encodeURIComponent(site)}/locations?limit=1000`),
    staleTime: 300_000,
  });
}

export function useUnit(id: string) {
  return useQuery({ queryKey: ['unit', id], queryFn: () => ask<Unit>('GET', `/api/units/${id}`) });
}

export function useHistory(id: string) {
  return useQuery({
    queryKey: ['history', id],
    queryFn: () => ask<History>('GET', `/api/units/${id}/history`),
  });
}

/** What was kept about units is out of date. */
export function forgetUnits(): void {
  for (const key of ['unit', 'history', 'exceptions'])
    void queryClient.invalidateQueries({ queryKey: [key] });
}
