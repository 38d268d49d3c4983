import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { CountOnWire, CountOthersOnWire } from '../../../src/operations/counting/contract.ts';
import type { HeardUnitOnWire } from '../../../src/operations/counting/heard/contract.ts';
import { ask, withQuery } from '../server/ask.ts';
import { useLive } from '../server/live.ts';
import { queryClient } from '../server/queries.ts';
import { readAll } from '../server/read-all.ts';
import type { Page } from '../server/wire.ts';
import { type CountUnit, merged } from './count-lists.ts';

export const countPath = (number: string) => `/api/counts/${encodeURIComponent(number)}`;

/** How often an open count is asked whether somebody else has scanned, where the stream does not tell. */
const lookMs = 4_000;

/** The count with its figures, anew as soon as the stream tells of it. */
export function useCount(number: string) {
  const live = useLive();
  return useQuery({
    queryKey: ['document', number],
    queryFn: () => ask<CountOnWire>('GET', countPath(number)),
    refetchInterval: ({ state }) => (live !== 'on' && state.data?.endedAt === null ? lookMs : false),
    staleTime: 0,
  });
}

/** All its units: read whole once, then what has changed, whenever the count itself has changed. */
export function useCountUnits(number: string, changedAt: number) {
  const units = useQuery({
    queryKey: ['count-units', number],
    queryFn: () => readUnits(number, undefined),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const isThere = units.data !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time that the count was read anew
  useEffect(() => {
    if (isThere) void readChanges(number);
  }, [number, isThere, changedAt]);
  return units;
}

export function useCountOthers(number: string, changedAt: number) {
  return useQuery({
    queryKey: ['count-others', number, changedAt],
    queryFn: () => ask<CountOthersOnWire>('GET', `${countPath(number)}/others`),
    placeholderData: (before) => before,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** How often it is asked what readers have heard: what they hear is no event, and no stream tells of it. */
const hearMs = 10_000;

/** What readers have heard since the count began; nothing once it has ended. */
export function useCountHeard({ number, endedAt }: Pick<CountOnWire, 'number' | 'endedAt'>) {
  return useQuery({
    queryKey: ['count-heard', number],
    queryFn: () => readAll<HeardUnitOnWire>(`${countPath(number)}/heard`),
    enabled: endedAt === null,
    refetchInterval: hearMs,
  });
}

/** After something was settled, or asked for again: everything. */
export async function rereadCount(number: string): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: ['document', number] }),
    queryClient.invalidateQueries({ queryKey: ['count-units', number] }),
    queryClient.invalidateQueries({ queryKey: ['count-others', number] }),
    queryClient.invalidateQueries({ queryKey: ['count-heard', number] }),
  ]);
  void queryClient.invalidateQueries({ queryKey: ['list', 'counts'] });
}

let isPlanned = false;

/** Milliseconds in which scans of one's own are gathered before the figures are asked for again. */
const gatherMs = 400;

/** After scans of one's own: soon, and once for all that come meanwhile. */
export function refreshSoon(number: string): void {
  if (isPlanned) return;
  isPlanned = true;
  setTimeout(() => {
    isPlanned = false;
    void queryClient.invalidateQueries({ queryKey: ['document', number] });
  }, gatherMs);
}

/** A transaction that began before the newest one that we know may end after it. */
const overlapMs = 30_000;

async function readChanges(number: string): Promise<void> {
  const key = ['count-units', number];
  const readAt = queryClient.getQueryState(key)?.dataUpdatedAt ?? 0;
  const since = new Date(readAt - overlapMs).toISOString();
  const changed = await readUnits(number, since);
  queryClient.setQueryData<readonly CountUnit[]>(key, (before) => merged(before ?? [], changed));
}

/** A count may have more units than any list is read whole of elsewhere. */
async function readUnits(number: string, since: string | undefined): Promise<readonly CountUnit[]> {
  const units: CountUnit[] = [];
  for (let after: string | undefined; ; ) {
    const page = await ask<Page<CountUnit>>('GET', withQuery(`${countPath(number)}/units`, { since, after }));
    units.push(...page.items);
    if (page.next === null) return units;
    after = page.next;
  }
}
