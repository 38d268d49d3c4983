import { Gauge, type Registry } from 'prom-client';
import type { Valve } from './valve.ts';

/** What is asked when somebody scrapes. */
export interface MetricSources {
  /** What waits in each lane of the ledger. */
  readonly lanes: () => Readonly<Record<string, { readonly waitingScans: number }>>;
  readonly valves: () => Readonly<Record<string, Valve>>;
  /** Streams of hints that are open. */
  readonly liveStreams: () => number;
  /** Sessions of each pool of the database. */
  readonly pools: () => Readonly<Record<string, PoolUse>>;
  /** Exceptions that nobody has settled, by kind. */
  openExceptions(): Promise<Readonly<Record<string, number>>>;
  /** Seconds by which the oldest running transaction holds the feed back; 0 when none runs. */
  feedLagSeconds(): Promise<number>;
  /** For each reader of the feed, seconds since the oldest thing that it has not taken in; 0 when there is none. */
  readonly readerLags: () => Readonly<Record<string, () => Promise<number>>>;
}

export interface PoolUse {
  readonly total: number;
  readonly idle: number;
  readonly waiting: number;
  readonly most: number;
}

/** A source that fails leaves its figures out and the others in: while the database is away they matter most. */
export function sourceMetrics(registry: Registry, sources: MetricSources): void {
  const registers = [registry];
  const gauge = <Label extends string>(
    name: string,
    help: string,
    labels: readonly Label[],
    fill: Fill<Label>,
  ) =>
    new Gauge<Label>({
      name,
      help,
      labelNames: labels,
      registers,
      async collect() {
        this.reset();
        await Promise.resolve(fill(this)).catch(() => this.reset());
      },
    });

  gauge('unitrail_waiting_scans', 'Scans that wait for their group, by lane.', ['lane'], (it) => {
    for (const [lane, { waitingScans }] of Object.entries(sources.lanes())) it.set({ lane }, waitingScans);
  });
  gauge('unitrail_requests_under_way', 'Requests under way; bulk: bytes of them.', ['kind'], (it) => {
    for (const [kind, { state }] of Object.entries(sources.valves())) it.set({ kind }, state.underWay);
  });
  gauge('unitrail_requests_limit', 'How much may be under way at once just now.', ['kind'], (it) => {
    for (const [kind, { state }] of Object.entries(sources.valves()))
      it.set({ kind }, Math.round(state.limit));
  });
  gauge('unitrail_live_streams', 'Streams of hints that are open.', [], (it) =>
    it.set(sources.liveStreams()),
  );
  gauge(
    'unitrail_database_sessions',
    'Sessions with the database, by pool and use.',
    ['pool', 'use'],
    (it) => {
      for (const [pool, { total, idle, most }] of Object.entries(sources.pools())) {
        it.set({ pool, use: 'busy' }, total - idle);
        it.set({ pool, use: 'idle' }, idle);
        it.set({ pool, use: 'unopened' }, most - total);
      }
    },
  );
  gauge('unitrail_database_waiting', 'Statements that wait for a session, by pool.', ['pool'], (it) => {
    for (const [pool, { waiting }] of Object.entries(sources.pools())) it.set({ pool }, waiting);
  });
  gauge('unitrail_open_exceptions', 'Exceptions that nobody has settled, by kind.', ['kind'], async (it) => {
    for (const [kind, count] of Object.entries(await sources.openExceptions())) it.set({ kind }, count);
  });
  gauge(
    'unitrail_feed_lag_seconds',
    'How far the oldest running transaction holds the feed back.',
    [],
    async (it) => it.set(await sources.feedLagSeconds()),
  );
  gauge('unitrail_reader_lag_seconds', 'How far a reader of the feed is behind.', ['reader'], async (it) => {
    for (const [reader, lag] of Object.entries(sources.readerLags())) it.set({ reader }, await lag());
  });
}

type Fill<Label extends string> = (gauge: Gauge<Label>) => void | Promise<void>;
