import { postgresCpu, processCpu } from './cpu.ts';
import type { Driver, Server } from './processes.ts';
import { medians } from './statistics.ts';

export interface ReadsPlan {
  readonly alternations: number;
  /** In each round, of each kind. */
  readonly samples: number;
  readonly units: number;
}

export interface ReadFigures {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly nodeUs: number;
  readonly postgresUs: number;
}

/** By the number of connections. */
export type Reads = Readonly<Record<number, { readonly history: ReadFigures; readonly byCode: ReadFigures }>>;

/** Many, as the aim asks; and two, where nothing waits for the driver or the other requests. */
const connectionCounts = [16, 2];

/** (d) A unit's whole history, and a unit by its number: closed loop, units drawn from all. */
export async function measureReads(
  plan: ReadsPlan,
  server: Server,
  driver: Driver,
  postmaster: number,
): Promise<Reads> {
  const reads: { [connections: number]: Reads[number] } = {};
  for (const connections of connectionCounts) {
    const found = { history: [] as ReadFigures[], 'by-code': [] as ReadFigures[] };
    for (let round = 0; round < plan.alternations; round += 1)
      for (const kind of ['history', 'by-code'] as const)
        found[kind].push(await measureOnce(kind, connections, plan, server, driver, postmaster));
    reads[connections] = { history: middle(found.history), byCode: middle(found['by-code']) };
  }
  return reads;
}

async function measureOnce(
  kind: 'history' | 'by-code',
  connections: number,
  { samples, units }: ReadsPlan,
  server: Server,
  driver: Driver,
  postmaster: number,
): Promise<ReadFigures> {
  const cpu = [processCpu(server.pid), postgresCpu(postmaster)] as const;
  const report = await driver.load({
    port: server.port,
    key: server.key,
    kind,
    connections,
    units: [1, units],
    warmMs: 500,
    measureMs: 1000,
    atLeast: samples,
    pauseMs: 0,
    memory: 'none',
  });
  if (report.wrong > 0) throw new Error(`${kind}: ${report.wrong} wrong answers, as ${report.firstWrong}`);
  return {
    perSecond: report.requests / report.seconds,
    p50: report.p50,
    p99: report.p99,
    nodeUs: (processCpu(server.pid) - cpu[0]) / report.total,
    postgresUs: (postgresCpu(postmaster) - cpu[1]) / report.total,
  };
}

function middle(list: readonly ReadFigures[]): ReadFigures {
  return medians(list.map((one) => ({ ...one })));
}
