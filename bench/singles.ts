import { postgresCpu, processCpu } from './cpu.ts';
import type { LoadOrder } from './driver.ts';
import { type Driver, type Server, type Variant, variants } from './processes.ts';
import { medians } from './statistics.ts';

export interface SinglesPlan {
  readonly connections: readonly number[];
  readonly alternations: number;
  readonly warmMs: number;
  readonly measureMs: number;
  readonly units: number;
}

export interface SinglesFigures {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Processor time for one scan, in microseconds. */
  readonly nodeUs: number;
  readonly postgresUs: number;
  /** Scans in a transaction. */
  readonly group: number;
  /** Of a hundred. */
  readonly refused: number;
}

export type Singles = Record<number, Record<Variant, SinglesFigures>>;

/** The last tenth of the units is for the bare variant alone: it leaves lists and counts behind. */
export function bareBorder(units: number): number {
  return Math.floor(units * 0.9);
}

function range(variant: Variant, units: number): readonly [number, number] {
  const border = bareBorder(units);
  return variant === 'bare' ? [border + 1, units] : [1, border];
}

/** (a) One scan per request: every variant in turn, the order turning with each round. */
export async function measureSingles(
  plan: SinglesPlan,
  servers: readonly Server[],
  driver: Driver,
  postmaster: number,
  say: (sentence: string) => void,
): Promise<Singles> {
  const result: Singles = {};
  for (const connections of plan.connections) {
    const reports = new Map<Variant, SinglesFigures[]>(variants.map((variant) => [variant, []]));
    for (let round = 0; round < plan.alternations; round += 1) {
      for (let turn = 0; turn < servers.length; turn += 1) {
        const server = servers[(turn + round) % servers.length]!;
        const figures = await measureOnce(plan, connections, server, driver, postmaster);
        reports.get(server.variant)!.push(figures);
      }
      say(
        `  ${connections} connections, round ${round + 1}: ${[...reports].map(([variant, list]) => `${variant} ${list.at(-1)!.perSecond.toFixed(0)}/s`).join(', ')}`,
      );
    }
    result[connections] = Object.fromEntries(
      [...reports].map(([variant, list]) => [variant, medians(list.map((figures) => ({ ...figures })))]),
    ) as Singles[number];
  }
  return result;
}

/** Every server until its code is compiled and its sessions have touched what they work on. */
export async function warmUp(
  servers: readonly Server[],
  driver: Driver,
  { warmUpMs, units }: { readonly warmUpMs: number; readonly units: number },
): Promise<void> {
  for (const server of servers)
    await driver.load({ ...orderOf(server, 64, units), warmMs: 0, measureMs: warmUpMs });
}

function orderOf(server: Server, connections: number, units: number): LoadOrder {
  return {
    port: server.port,
    key: server.key,
    kind: 'scan',
    connections,
    units: range(server.variant, units),
    warmMs: 0,
    measureMs: 0,
    pauseMs: 0,
    memory: server.variant === 'bare' ? 'bare' : server.database,
  };
}

export async function measureOnce(
  plan: Pick<SinglesPlan, 'warmMs' | 'measureMs' | 'units'>,
  connections: number,
  server: Server,
  driver: Driver,
  postmaster: number,
): Promise<SinglesFigures> {
  const isProduct = server.variant === 'grouped' || server.variant === 'ungrouped';
  const before = isProduct ? await server.groups() : undefined;
  const cpu = [processCpu(server.pid), postgresCpu(postmaster)] as const;
  const report = await driver.load({
    ...orderOf(server, connections, plan.units),
    warmMs: plan.warmMs,
    measureMs: plan.measureMs,
  });
  const used = [processCpu(server.pid) - cpu[0], postgresCpu(postmaster) - cpu[1]] as const;
  const after = isProduct ? await server.groups() : undefined;
  if (report.wrong > 0)
    throw new Error(`${server.variant}: ${report.wrong} wrong answers, as ${report.firstWrong}`);
  const { total } = report;
  return {
    perSecond: report.requests / report.seconds,
    p50: report.p50,
    p99: report.p99,
    nodeUs: used[0] / total,
    postgresUs: used[1] / total,
    group: before && after ? (after.scans - before.scans) / (after.groups - before.groups) : 1,
    refused: (report.refused / report.requests) * 100,
  };
}
