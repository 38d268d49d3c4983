import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { Type } from 'typebox';
import { endpoint } from './endpoint.ts';

/** What waits and what ran in one lane of the ledger. */
interface Lane {
  readonly waitingScans: number;
  readonly groups: number;
  readonly scans: number;
}

export interface MetricSources {
  readonly lanes: Readonly<Record<string, Lane>>;
  /** Exceptions that nobody has settled. */
  openExceptions(): Promise<number>;
  /** Seconds by which the oldest running transaction holds the feed back; 0 when none runs. */
  feedLagSeconds(): Promise<number>;
}

/** GET /metrics, and the counter of scans by outcome. Asked of the database only when somebody scrapes. */
export function openMetrics(sources: MetricSources) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const scans = new Counter({
    name: 'unitrail_scans_total',
    help: 'Answers given to scans, by outcome.',
    labelNames: ['outcome'] as const,
    registers,
  });
  addLanes(sources.lanes, registers);
  new Gauge({
    name: 'unitrail_open_exceptions',
    help: 'Exceptions that nobody has settled.',
    registers,
    async collect() {
      this.set(await sources.openExceptions());
    },
  });
  new Gauge({
    name: 'unitrail_feed_lag_seconds',
    help: 'How far the oldest running transaction holds the feed back.',
    registers,
    async collect() {
      this.set(await sources.feedLagSeconds());
    },
  });
  const metrics = endpoint({
    id: 'metrics',
    summary: 'Figures for Prometheus',
    replies: {
      200: { description: 'Text format 0.0.4.', schema: Type.String(), contentType: registry.contentType },
    },
    async handle(_request, reply) {
      const text = await registry.metrics();
      return reply.type(registry.contentType).serializer(String).send(text);
    },
  });
  return {
    endpoint: metrics,
    count(outcome: string): void {
      scans.inc({ outcome });
    },
  };
}

function addLanes(lanes: MetricSources['lanes'], registers: Registry[]): void {
  const labelNames = ['lane'] as const;
  new Gauge({
    name: 'unitrail_waiting_scans',
    help: 'Scans that wait for their group.',
    labelNames,
    registers,
    collect() {
      for (const [lane, { waitingScans }] of Object.entries(lanes)) this.set({ lane }, waitingScans);
    },
  });
  // Totals of both: the mean size of a group over any time is the quotient of their rates.
  counted('unitrail_groups_total', 'Groups of scans that were recorded in one transaction each.', 'groups');
  counted('unitrail_group_scans_total', 'Scans in those groups.', 'scans');

  function counted(name: string, help: string, figure: 'groups' | 'scans'): void {
    new Counter({
      name,
      help,
      labelNames,
      registers,
      collect() {
        this.reset();
        for (const [lane, figures] of Object.entries(lanes)) this.inc({ lane }, figures[figure]);
      },
    });
  }
}
