import { useQuery } from '@tanstack/react-query';
import type {
  LabelBenchOnWire,
  LabelOnWire,
  PrinterOnWire,
  PrintJobOnWire,
  ReprintBody,
} from '../../../src/operations/printing/contract.ts';
import { scanId } from '../scanning/scan-id.ts';
import { ask, withQuery } from '../server/ask.ts';
import { queryClient } from '../server/queries.ts';
import { readAll } from '../server/read-all.ts';
import type { Page } from '../server/wire.ts';

/** While labels are on their way to a printer, and while nothing moves. */
const [busyMs, calmMs] = [1_000, 5_000];

export function useBench(site: string) {
  return useQuery({
    queryKey: ['label-bench', site],
    queryFn: () => ask<LabelBenchOnWire>('GET', withQuery('/api/label-bench', { site })),
    refetchInterval: calmMs,
    staleTime: 0,
  });
}

export function usePrintJob(id: string) {
  return useQuery({
    queryKey: ['print-job', id],
    queryFn: () => ask<PrintJobOnWire>('GET', `/api/print-jobs/${id}`),
    refetchInterval: ({ state: { data } }) =>
      data && data.printer !== null && data.toPrint > 0 ? busyMs : calmMs,
    staleTime: 0,
  });
}

/**
 * Anew whenever the job's figures have changed, or its printer was spoken to: what could not be printed waits again, and no
 * figure tells that from being printed.
 */
export function useJobLabels(id: string, job: PrintJobOnWire | undefined) {
  const figures =
    job && [job.toPrint, job.unsure, job.sent, job.applied, job.void, job.printer?.spokenAt].join(' ');
  return useQuery({
    queryKey: ['print-labels', id, figures],
    queryFn: () => readAll<LabelOnWire>('/api/labels', { job: id }),
    enabled: job !== undefined,
    placeholderData: (before: readonly LabelOnWire[] | undefined) => before,
  });
}

export function useOpenJobs(site: string) {
  return useQuery({
    queryKey: ['print-jobs', site],
    queryFn: () =>
      ask<Page<PrintJobOnWire>>('GET', withQuery('/api/print-jobs', { site, open: 'true', limit: '50' })),
    refetchInterval: calmMs,
    staleTime: 0,
  });
}

export function useOwed(site: string) {
  return useQuery({
    queryKey: ['labels-owed', site],
    queryFn: () => readAll<LabelOnWire>('/api/labels', { site, show: 'owed' }),
    refetchInterval: calmMs,
    staleTime: 0,
  });
}

export function useUnitLabels(unit: number) {
  return useQuery({
    queryKey: ['unit-labels', unit],
    queryFn: () => readAll<LabelOnWire>('/api/labels', { unit: String(unit) }),
    staleTime: 0,
  });
}

/** Those of a site that are in use. */
export function usePrinters(site: string) {
  const { data } = useQuery({
    queryKey: ['site-printers', site],
    queryFn: () => readAll<PrinterOnWire>('/api/printers', { site }),
    staleTime: 10_000,
  });
  return (data ?? []).filter(({ active }) => active);
}

/** What was kept about labels is out of date. */
export async function forgetLabels(): Promise<void> {
  const keys = ['label-bench', 'print-job', 'print-labels', 'print-jobs', 'labels-owed', 'unit-labels'];
  await Promise.all(
    [...keys, 'site-printers'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })),
  );
}

export function printAgain(body: Omit<ReprintBody, 'id'>): Promise<PrintJobOnWire> {
  return ask<PrintJobOnWire>('POST', '/api/labels/again', { id: scanId(Date.now()), ...body });
}

export function printOwed(labels: readonly LabelOnWire[], printer: number): Promise<unknown> {
  return ask('POST', '/api/labels/print', { labels: labels.map(({ id }) => id), printer });
}
