import { callOf, sendCall } from './bulk-calls.ts';
import { execute, type Target } from './cluster.ts';
import type { Driver, Server } from './processes.ts';
import { bareBorder, measureOnce } from './singles.ts';
import { medians } from './statistics.ts';
import { serialOf, world } from './world.ts';

export interface GrowthPlan {
  readonly alternations: number;
  readonly warmMs: number;
  readonly measureMs: number;
  readonly units: number;
  readonly scans: number;
}

export interface GrowthFigures {
  /** Scans a second, one a request, 64 connections. */
  readonly singles: number;
  readonly p99: number;
  /** Scans a second of one call. */
  readonly bulk: number;
}

export interface Growth {
  readonly few: GrowthFigures;
  readonly many: GrowthFigures;
}

/** (e) The same load on two databases in turn: one with an event for each unit, one with whole lives. */
export async function measureGrowth(
  plan: GrowthPlan,
  few: Server,
  many: Server,
  driver: Driver,
  postmaster: number,
): Promise<Growth> {
  const found = { few: [] as GrowthFigures[], many: [] as GrowthFigures[] };
  for (let round = 0; round < plan.alternations; round += 1) {
    const order = [
      ['few', few],
      ['many', many],
    ] as const;
    for (const [name, server] of round % 2 === 0 ? order : order.toReversed()) {
      const singles = await measureOnce(plan, 64, server, driver, postmaster);
      const took = await sendCall(server, callOf('move_spot', atWarehouse(plan, round), { spot: 1 + round }));
      found[name].push({ singles: singles.perSecond, p99: singles.p99, bulk: (plan.scans / took) * 1000 });
    }
  }
  return {
    few: medians(found.few.map((one) => ({ ...one }))),
    many: medians(found.many.map((one) => ({ ...one }))),
  };
}

/** Units of the first site, others in every round, spread over the whole table. */
function atWarehouse({ scans, units }: GrowthPlan, round: number): string[] {
  const there = Math.floor(bareBorder(units) / world.sites);
  const step = Math.max(1, Math.floor(there / scans));
  return Array.from({ length: scans }, (_, index) =>
    serialOf(world.sites * (1 + ((index * step + round) % there))),
  );
}

/** Bytes on disk for each event: its row, its scan's answer and its place on documents, with their indexes. */
export async function bytesPerEvent({ ownerUrl }: Target): Promise<Record<string, number>> {
  const rows = await execute<{ table: string; bytes: string; events: string }>(
    ownerUrl,
    `select t as table, pg_total_relation_size(t::regclass) as bytes, (select count(*) from event) as events
     from unnest(array['event', 'scan', 'document_unit']) t`,
  );
  const sizes = rows.map(
    ({ table, bytes, events }) => [table, Math.round(Number(bytes) / Number(events))] as const,
  );
  return { ...Object.fromEntries(sizes), all: sizes.reduce((sum, [, size]) => sum + size, 0) };
}
