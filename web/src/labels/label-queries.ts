import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import type { LabelDesign } from '../../../src/domain/labels/design.ts';
import { placesOnSheet } from '../../../src/domain/labels/sheets.ts';
import type {
  DefaultsOnWire,
  PresetsOnWire,
  PreviewOnWire,
  StoredDesignOnWire,
} from '../../../src/operations/labels/contract.ts';
import { credentials } from '../access/session-store.ts';
import { ask, ServerProblem } from '../server/ask.ts';
import type { Page } from '../server/wire.ts';

export interface Sample {
  readonly sku: string;
  readonly serial: string;
}

export function useDesigns() {
  return useQuery({
    queryKey: ['label-designs'],
    queryFn: () => ask<Page<StoredDesignOnWire>>('GET', '/api/label-designs?limit=1000'),
  });
}

export function useDesign(id: string) {
  return useQuery({
    queryKey: ['label-design', id],
    queryFn: () => ask<StoredDesignOnWire>('GET', `/api/label-designs/${encodeURIComponent(id)}`),
  });
}

export function usePresets() {
  return useQuery({
    queryKey: ['label-presets'],
    queryFn: () => ask<PresetsOnWire>('GET', '/api/label-presets'),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useDefaults() {
  return useQuery({
    queryKey: ['label-defaults'],
    queryFn: () => ask<DefaultsOnWire>('GET', '/api/label-defaults'),
  });
}

/** The label as it would be printed; the one before stays in sight until the next is there. */
export function usePreview(design: LabelDesign, sample: Sample) {
  return useQuery({
    queryKey: ['label-preview', design, sample],
    queryFn: () => ask<PreviewOnWire>('POST', '/api/label-designs/preview', asked(design, sample)),
    placeholderData: keepPreviousData,
    retry: false,
  });
}

/** What was kept about designs is out of date. */
export function useForgetDesigns(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    const keys = ['label-designs', 'label-design', 'label-defaults'];
    await Promise.all(keys.map((key) => client.invalidateQueries({ queryKey: [key] })));
  };
}

/** A sample as a file that the server draws. */
export async function sampleFile(
  design: LabelDesign,
  sample: Sample,
  { form, startAt }: { readonly form: 'pdf' | 'svg' | 'zpl'; readonly startAt: number },
): Promise<Blob> {
  const sheet = form === 'pdf' ? design.sheet : null;
  const copies = sheet === null ? 1 : Math.min(placesOnSheet(sheet) - startAt + 1, 200);
  const reply = await fetch('/api/label-designs/sample', {
    method: 'POST',
    headers: { ...credentials(), 'content-type': 'application/json' },
    body: JSON.stringify({ ...asked(design, sample), form, copies, ...(sheet === null ? {} : { startAt }) }),
  }).catch(() => {
    throw new ServerProblem(0, { code: 'unreachable' });
  });
  if (!reply.ok) throw new ServerProblem(reply.status, await reply.json().catch(() => ({})));
  return reply.blob();
}

function asked(design: LabelDesign, { sku, serial }: Sample) {
  return { design, ...(sku === '' ? {} : { sku }), ...(serial === '' ? {} : { serial }) };
}
