import { useQuery } from '@tanstack/react-query';
import type { KitTallyOnWire } from '../../../src/operations/kits/contract.ts';
import { ask } from '../server/ask.ts';

export const kitPath = (number: string) => `/api/kits/${encodeURIComponent(number)}`;

export interface KitPlace {
  readonly sku: string;
  readonly site: string;
  readonly location: string;
}

/** What some parts make of the parts list; nothing is recorded. */
export function checkKit(place: KitPlace, parts: readonly { readonly codes: readonly string[] }[]) {
  const scanned = parts.map(({ codes }) => ({ codes }));
  return ask<KitTallyOnWire>('POST', '/api/kits/check', { ...place, parts: scanned });
}

/** The parts list, before anything is scanned. */
export function useParts(place: KitPlace) {
  return useQuery({
    queryKey: ['kit-parts', place.sku, place.site, place.location],
    queryFn: () => checkKit(place, []),
    retry: false,
    staleTime: 0,
  });
}
