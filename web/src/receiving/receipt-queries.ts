import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ReceiptOnWire, ReceiptProgressOnWire } from '../../../src/operations/receiving/contract.ts';
import { ask, withQuery } from '../server/ask.ts';
import { useLive } from '../server/live.ts';
import { queryClient } from '../server/queries.ts';
import type { Page } from '../server/wire.ts';
import { cameOf, merged, type ReceiptUnit, sinceOf } from './receipt-units.ts';

export const receiptPath = (number: string) => `/api/receipts/${encodeURIComponent(number)}`;

/** How often an open receipt is asked whether somebody else has scanned, where the stream does not tell. */
const lookMs = 4_000;

/** The receipt with its counters, anew as soon as the stream tells of it. */
export function useReceipt(number: string) {
  const live = useLive();
  return useQuery({
    queryKey: ['document', number],
    queryFn: () => ask<ReceiptOnWire>('GET', receiptPath(number)),
    refetchInterval: ({ state }) => (live !== 'on' && state.data?.closedAt === null ? lookMs : false),
    staleTime: 0,
  });
}

export function useReceiptProgress(number: string) {
  return useQuery({
    queryKey: ['receipt-progress', number],
    queryFn: () => ask<ReceiptProgressOnWire>('GET', `${receiptPath(number)}/progress`),
    staleTime: 0,
  });
}

/**
 * All units of a receipt. They are read whole once, then what has changed; where the counters say that more or fewer
 * are here than the list has, somebody else was at work.
 */
export function useReceiptUnits(number: string, receipt: ReceiptOnWire | undefined) {
  const units = useQuery({
    queryKey: ['receipt-units', number],
    queryFn: () => readUnits(number, undefined),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const counted = receipt && receipt.received + receipt.extra;
  const listed = units.data && cameOf(units.data);
  useEffect(() => {
    if (counted === undefined || listed === undefined || counted === listed) return;
    // Fewer than listed: something was taken back, which no list of changes names.
    if (counted < listed) void queryClient.invalidateQueries({ queryKey: ['receipt-units', number] });
    else void readChanges(number);
    void queryClient.invalidateQueries({ queryKey: ['receipt-progress', number] });
    void queryClient.invalidateQueries({ queryKey: ['receipt-unlabelled', number] });
  }, [number, counted, listed]);
  return units;
}

/** Names of suppliers; the first thousand. */
export function useSuppliers() {
  return useQuery({
    queryKey: ['suppliers'],
    queryFn: () => ask<Page<{ readonly name: string }>>('GET', '/api/suppliers?limit=1000'),
  });
}

/** After scans of one's own: the counters, and what has changed in the lists. */
export async function refreshReceipt(number: string): Promise<void> {
  void queryClient.invalidateQueries({ queryKey: ['document', number] });
  void queryClient.invalidateQueries({ queryKey: ['receipt-progress', number] });
  void queryClient.invalidateQueries({ queryKey: ['receipt-unlabelled', number] });
  await readChanges(number);
}

/** After something was taken back or corrected: everything. */
export async function rereadReceipt(number: string): Promise<void> {
  const keys = ['document', 'receipt-progress', 'receipt-units', 'receipt-unlabelled'];
  await Promise.all(keys.map((key) => queryClient.invalidateQueries({ queryKey: [key, number] })));
  void queryClient.invalidateQueries({ queryKey: ['list', 'receipts'] });
}

async function readChanges(number: string): Promise<void> {
  const key = ['receipt-units', number];
  const since = sinceOf(queryClient.getQueryData<readonly ReceiptUnit[]>(key) ?? []);
  const changed = await readUnits(number, since);
  queryClient.setQueryData<readonly ReceiptUnit[]>(key, (before) => merged(before ?? [], changed));
}

async function readUnits(number: string, since: string | undefined): Promise<readonly ReceiptUnit[]> {
  const units: ReceiptUnit[] = [];
  for (let after: string | undefined; ; ) {
    const query = { limit: '1000', since, after };
    const page = await ask<Page<ReceiptUnit>>('GET', withQuery(`${receiptPath(number)}/units`, query));
    units.push(...page.items);
    if (page.next === null) return units;
    after = page.next;
  }
}
