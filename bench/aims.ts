import { erpThousandMs } from './bulk-moves.ts';
import type { Results } from './main.ts';

export interface Aim {
  readonly what: string;
  readonly wanted: string;
  readonly measured: string;
  readonly reached: boolean;
}

/** What the product is meant to reach, beside what a run has measured. */
export function aimsOf({ a, b, c, d, e, f, g, h, i, j }: Results): Aim[] {
  const aims: Aim[] = [];
  const atLeast = (what: string, wanted: number, measured: number) =>
    aims.push({
      what,
      wanted: `≥ ${wanted}×`,
      measured: `${measured.toFixed(2)}×`,
      reached: measured >= wanted,
    });
  const atMost = (what: string, wanted: number, measured: number, unit: string) =>
    aims.push({
      what,
      wanted: `≤ ${wanted}${unit}`,
      measured: `${measured.toFixed(2)}${unit}`,
      reached: measured <= wanted,
    });
  if (a?.[64]) {
    const { grouped, ungrouped, five, one } = a[64];
    atLeast('(a) 64 connections: of the five-statement transaction', 3, grouped.perSecond / five.perSecond);
    atLeast('(a) 64 connections: of itself ungrouped', 2, grouped.perSecond / ungrouped.perSecond);
    atLeast('(a) 64 connections: of the one-statement transaction', 1.3, grouped.perSecond / one.perSecond);
    atMost('(a) 64 connections: p99 beside the five-statement one', 0.5, grouped.p99 / five.p99, '×');
  }
  if (b) {
    atMost('(b) receive: of the raw statements', 2, b.receive.product / b.receive.raw500, '×');
    atMost('(b) put away: of the raw statements', 2, b.putAway.product / b.putAway.raw500, '×');
    atMost('(b) receive: seconds on a quiet machine', 0.5, b.receive.product / 1000, ' s');
    atMost('(b) put away: seconds on a quiet machine', 0.5, b.putAway.product / 1000, ' s');
  }
  if (c) atLeast('(c) a file: of raw inserts of the same rows', 0.5, c.raw500 / c.product);
  if (d?.[16]) {
    atMost('(d) history, p99', 5, d[16].history.p99, ' ms');
    atMost('(d) by number, p99', 5, d[16].byCode.p99, ' ms');
  }
  if (e) {
    atMost('(e) singles, slower by', 1.3, e.few.singles / e.many.singles, '×');
    atMost('(e) bulk, slower by', 1.5, e.few.bulk / e.many.bulk, '×');
    atMost('(e) bytes for each event', 400, e.bytesPerEvent.all!, '');
  }
  if (f?.asked[4]) {
    const { explain, ...asked } = f.asked[4];
    atMost('(f) any fragment, p99', 50, Math.max(...Object.values(asked).map(({ p99 }) => p99)), ' ms');
    atMost('(f) explanations, p99', 50, explain.p99, ' ms');
    atMost('(f) found after, seconds', 2, f.foundAfterMs.most / 1000, ' s');
  }
  if (g) {
    aims.push({
      what: '(g) element strings a second, one core',
      wanted: '≥ 300,000',
      measured: g.elementStrings.toLocaleString('en'),
      reached: g.elementStrings >= 300_000,
    });
  }
  for (const [kind, { product }] of Object.entries(h ?? {}))
    atMost(`(h) a million numbers, ${kind}: seconds on a quiet machine`, 5, product / 1000, ' s');
  if (i) {
    aims.push({
      what: '(i) RFID reads a second, to stored sightings',
      wanted: '≥ 5,000',
      measured: i.product.toLocaleString('en'),
      reached: i.product >= 5_000,
    });
  }
  if (j) {
    atMost('(j) ten times the units', 11, j.many / j.few, '×');
    atMost('(j) 10,000: of the bare scans', 3, j.few / j.fewBare, '×');
    atMost('(j) 100,000: of the bare scans', 3, j.many / j.manyBare, '×');
    atLeast(
      '(j) 1,000 serials announced and received: of an open-source ERP (cited)',
      100,
      erpThousandMs / j.thousand,
    );
  }
  return aims;
}
