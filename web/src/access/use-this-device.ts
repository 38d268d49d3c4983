import { useQuery } from '@tanstack/react-query';
import type { Static } from 'typebox';
import type { thisDevice } from '../../../src/access/devices/contract.ts';
import { ask } from '../server/ask.ts';

export type ThisDevice = Static<typeof thisDevice>;

/** Whether this browser was let in as a device; asked where nobody is signed in. */
export function useThisDevice() {
  return useQuery({
    queryKey: ['this-device'],
    queryFn: () => ask<ThisDevice>('GET', '/api/devices/self'),
    staleTime: 60_000,
  });
}

/** `Handheld 3 · Dock 1` */
export function deviceName({ name, station }: { readonly name: string; readonly station: string | null }) {
  return station === null ? name : `${name} · ${station}`;
}
