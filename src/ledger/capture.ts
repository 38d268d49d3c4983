import type { Act, Answer } from './acts.ts';
import { PartlyFailed, type Recorder, recordGroup } from './record.ts';

export interface CaptureOptions {
  /** Scans per group of single scans; more wait for the next group. */
  readonly groupScansMax: number;
  /** Scans per group of the bulk lane. */
  readonly bulkScansMax: number;
  /** Groups of the bulk lane at once. */
  readonly bulkGroupsAtOnce: number;
  /** Scans that may wait in a lane; beyond it `record` rejects at once. */
  readonly queueScansMax: number;
  /** Off: one transaction per act (to measure what grouping gains). */
  readonly grouping: boolean;
  /** Transactions at once when grouping is off. */
  readonly ungroupedAtOnce: number;
  readonly onGroup?: (group: GroupFigures) => void;
}

/** How one group went. */
export interface GroupFigures {
  readonly lane: 'small' | 'bulk';
  readonly scans: number;
  /** Milliseconds that its first act waited for it to begin. */
  readonly waitedMs: number;
  /** Milliseconds in the database and in judging. */
  readonly tookMs: number;
}

export interface Capture {
  /** Records an act with whatever else is waiting; its answers, one per scan. */
  record(act: Act): Promise<Answer[]>;
  /** Records the acts of one large request beside the small ones. */
  recordBulk(acts: readonly Act[]): Promise<Answer[][]>;
  /** What waits and what runs, for metrics. */
  readonly load: { readonly small: Lane; readonly bulk: Lane };
  /** Resolves when everything taken in is answered. */
  drain(): Promise<void>;
}

export interface Lane {
  readonly waitingScans: number;
  readonly groups: number;
  readonly scans: number;
}

/** The queue is full: the caller should come again later. */
export class QueueFull extends Error {
  override name = 'QueueFull';
}

/**
 * Group capture. Acts that arrive while a transaction is in flight wait and form the next one together; there is no
 * timer (measured: waiting 2–5 ms only makes it slower). Under no load a scan goes at once, alone; the busier it is,
 * the larger the groups. Two lanes: a 10,000-scan receipt goes in chunks beside the tills, never in front of them.
 */
export function openCapture(recorder: Recorder, options: CaptureOptions): Capture {
  const atOnce = options.grouping ? 1 : options.ungroupedAtOnce;
  const most = options.grouping ? options.groupScansMax : 1;
  const { queueScansMax: queueMax, bulkScansMax, bulkGroupsAtOnce, onGroup = () => {} } = options;
  const small = openLane(recorder, { lane: 'small', scansMax: most, atOnce, queueMax, onGroup });
  const bulk = openLane(recorder, {
    lane: 'bulk',
    scansMax: bulkScansMax,
    atOnce: bulkGroupsAtOnce,
    queueMax,
    onGroup,
  });
  return {
    record: (act) => small.add(act),
    recordBulk: (acts) => Promise.all(acts.map((act) => bulk.add(act))),
    load: { small: small.load, bulk: bulk.load },
    async drain() {
      await Promise.all([small.drain(), bulk.drain()]);
    },
  };
}

interface Waiting {
  readonly act: Act;
  readonly since: number;
  readonly resolve: (answers: Answer[]) => void;
  readonly reject: (error: unknown) => void;
}

interface LaneOptions {
  readonly lane: GroupFigures['lane'];
  readonly scansMax: number;
  readonly atOnce: number;
  readonly queueMax: number;
  readonly onGroup: (group: GroupFigures) => void;
}

function openLane(recorder: Recorder, { lane, scansMax, atOnce, queueMax, onGroup }: LaneOptions) {
  const load = { waitingScans: 0, groups: 0, scans: 0 };
  let waiting: Waiting[] = [];
  let running = 0;
  let starting = false;
  let idle: (() => void)[] = [];

  function next(): void {
    while (running < atOnce && waiting.length > 0) {
      const group = take();
      running += 1;
      void run(group).finally(() => {
        running -= 1;
        if (running === 0 && waiting.length === 0) {
          for (const done of idle) done();
          idle = [];
        }
        next();
      });
    }
  }

  /** A moment later, so that the acts of one request, which come in one go, are one group. */
  function start(): void {
    if (starting) return;
    starting = true;
    queueMicrotask(() => {
      starting = false;
      next();
    });
  }

  function take(): Waiting[] {
    let scans = 0;
    let count = 0;
    for (const { act } of waiting) {
      if (count > 0 && scans + act.scans.length > scansMax) break;
      scans += act.scans.length;
      count += 1;
    }
    const group = waiting.slice(0, count);
    waiting = waiting.slice(count);
    load.waitingScans -= scans;
    load.groups += 1;
    load.scans += scans;
    return group;
  }

  async function run(group: Waiting[]): Promise<void> {
    const began = performance.now();
    try {
      const answers = await recordGroup(
        recorder,
        group.map(({ act }) => act),
      );
      for (const [index, { resolve }] of group.entries()) resolve(answers[index]!);
    } catch (error) {
      settle(group, error);
    }
    const scans = group.reduce((sum, { act }) => sum + act.scans.length, 0);
    onGroup({ lane, scans, waitedMs: began - group[0]!.since, tookMs: performance.now() - began });
  }

  return {
    load,
    add(act: Act): Promise<Answer[]> {
      if (load.waitingScans + act.scans.length > Math.max(queueMax, act.scans.length))
        return Promise.reject(new QueueFull('Too many scans are waiting.'));
      return new Promise((resolve, reject) => {
        waiting.push({ act, since: performance.now(), resolve, reject });
        load.waitingScans += act.scans.length;
        start();
      });
    },
    drain(): Promise<void> {
      if (running === 0 && waiting.length === 0) return Promise.resolve();
      return new Promise((resolve) => idle.push(resolve));
    },
  };
}

/** After halving, each act learns its own fate. */
function settle(group: readonly Waiting[], error: unknown): void {
  const fates = new Map(group.map((entry) => [entry.act, entry]));
  if (!(error instanceof PartlyFailed)) {
    for (const { reject } of group) reject(error);
    return;
  }
  for (const [act, fate] of error.fates) {
    const entry = fates.get(act)!;
    if ('answers' in fate) entry.resolve(fate.answers);
    else entry.reject(fate.error);
  }
}
