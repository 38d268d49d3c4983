import { useQuery } from '@tanstack/react-query';
import type { SignInWaysOnWire } from '../../../src/access/sessions/contract.ts';
import { ask } from '../server/ask.ts';

/** Whether an account of the company's provider signs in here; while that is not known, it does not. */
export function useHasSingleSignOn(): boolean {
  const ways = useQuery({
    queryKey: ['sign-in-ways'],
    queryFn: () => ask<SignInWaysOnWire>('GET', '/api/session/ways'),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return ways.data?.singleSignOn === true;
}

/** To the provider, and back to a page of ours. */
export function signOnAddress(way: 'start' | 'link', page: string): string {
  return `/api/session/oidc/${way}?to=${encodeURIComponent(page)}`;
}
