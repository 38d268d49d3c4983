import { QueryClient, useQuery } from '@tanstack/react-query';
import type { SessionOnWire } from '../../../src/access/sessions/contract.ts';
import type { LocationOnWire, SiteOnWire } from '../../../src/operations/places/contract.ts';
import { keepSession, keptSession } from '../access/kept-session.ts';
import { hasLeft, stayed } from '../access/leave.ts';
import { rememberWho, whoWorks } from '../access/session-store.ts';
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
  if (!(await hasLeft())) return took(null);
  try {
    return took(await ask<SessionOnWire>('GET', '/api/session'));
  } catch (error) {
    if (!(error instanceof ServerProblem)) throw error;
    if (error.status === 401) return took(null);
    // Without a connection the one before goes on; what he records waits until the server knows him.
    const before = error.status === 0 ? keptSession() : null;
    if (before === null) throw error;
    return took(before);
  }
}

/** Somebody has signed in, or out (null): what was asked for the one before is forgotten. */
export function enter(session: SessionOnWire | null): void {
  if (session !== null) stayed();
  queryClient.setQueryData(['session'], took(session));
}

/** What stays whoever works here. */
const ofDevice: readonly unknown[] = ['session', 'this-device'];

function took(session: SessionOnWire | null): SessionOnWire | null {
  if (session?.actor !== whoWorks()?.actor)
    queryClient.removeQueries({ predicate: ({ queryKey }) => !ofDevice.includes(queryKey[0]) });
  rememberWho(session);
  keepSession(session);
  return session;
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
