import { Counter, Histogram, type Registry } from 'prom-client';
import type { Answered } from './request-log.ts';

/** How one group of scans went. */
export interface GroupFigures {
  readonly lane: string;
  readonly scans: number;
  readonly waitedMs: number;
  readonly tookMs: number;
}

interface AnswerFigures {
  readonly move: string;
  readonly outcome: string;
  readonly code: string | null;
}

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Figures of scans and of the groups they were recorded in. */
export function scanMetrics(registry: Registry) {
  const registers = [registry];
  const scans = new Counter({
    name: 'unitrail_scans_total',
    help: 'Answers given to scans, by move and outcome.',
    labelNames: ['move', 'outcome'] as const,
    registers,
  });
  const refusals = new Counter({
    name: 'unitrail_refusals_total',
    help: 'Scans that were refused, by the reason.',
    labelNames: ['code'] as const,
    registers,
  });
  const lane = { labelNames: ['lane'] as const, registers };
  const size = new Histogram({
    name: 'unitrail_group_scans',
    help: 'Scans in one group, which is one transaction.',
    buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500],
    ...lane,
  });
  const waited = new Histogram({
    name: 'unitrail_group_wait_seconds',
    help: 'How long the first scan of a group waited before the group began.',
    buckets: seconds,
    ...lane,
  });
  const took = new Histogram({
    name: 'unitrail_group_duration_seconds',
    help: 'How long a group took: judging and the database.',
    buckets: seconds,
    ...lane,
  });
  return {
    onAnswers(answers: readonly AnswerFigures[]): void {
      for (const { move, outcome, code } of answers) {
        scans.inc({ move, outcome });
        if (outcome === 'refused' && code !== null) refusals.inc({ code });
      }
    },
    onGroup({ lane: name, scans: count, waitedMs, tookMs }: GroupFigures): void {
      size.observe({ lane: name }, count);
      waited.observe({ lane: name }, waitedMs / 1_000);
      took.observe({ lane: name }, tookMs / 1_000);
    },
  };
}

/** Figures of requests, whatever they were about. */
export function requestMetrics(registry: Registry) {
  const registers = [registry];
  const requests = new Counter({
    name: 'unitrail_http_requests_total',
    help: 'Requests answered, by route and HTTP status.',
    labelNames: ['route', 'status'] as const,
    registers,
  });
  const took = new Histogram({
    name: 'unitrail_http_request_duration_seconds',
    help: 'From the head of a request to the end of its reply, by route; what was turned away is not in it.',
    buckets: seconds,
    labelNames: ['route'] as const,
    registers,
  });
  const failures = new Counter({
    name: 'unitrail_sign_in_failures_total',
    help: 'Requests whose caller could not be told, by the reason.',
    labelNames: ['code'] as const,
    registers,
  });
  const turnedAway = new Counter({
    name: 'unitrail_turned_away_total',
    help: 'Requests turned away by overload; share: the caller had its fair part, full: everybody together had.',
    labelNames: ['kind', 'why'] as const,
    registers,
  });
  const proofs = new Counter({
    name: 'unitrail_proofs_total',
    help: 'Proofs of having a unit that were shown on the page for customers, by way and outcome.',
    labelNames: ['way', 'outcome'] as const,
    registers,
  });
  // There from the start, so that a first wrong one is seen as an increase.
  for (const way of ['label', 'receipt'])
    for (const outcome of ['right', 'wrong', 'limited']) proofs.inc({ way, outcome }, 0);
  const faults = new Counter({
    name: 'unitrail_faults_total',
    help: 'Faults of the program itself. Each has a line in the log.',
    registers,
  });
  return {
    onAnswered({ route, status, seconds: lasted, isEndless, code }: Answered): void {
      requests.inc({ route, status: String(status) });
      if (status !== 429 && status !== 503 && !isEndless) took.observe({ route }, lasted);
      if (status === 401 && code !== null) failures.inc({ code });
    },
    onTurnedAway(kind: string, why: string): void {
      turnedAway.inc({ kind, why });
    },
    onProof(way: string, outcome: string): void {
      proofs.inc({ way, outcome });
    },
    onFault(): void {
      faults.inc();
    },
  };
}
