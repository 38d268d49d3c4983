import { limits } from '../domain/limits.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import type { Act, Answer, Who } from './acts.ts';
import { type Capture, type GroupFigures, openCapture } from './capture.ts';
import type { DocumentRule } from './documents.ts';
import { idSource } from './ids.ts';
import { type Prepared, prepare, type RequestProblem, type ScanRequest } from './prepare.ts';
import { judgeGroup, type Recorder } from './record.ts';
import { emptyReference, keepNewer, loadReference, type Reference } from './reference.ts';
import { recordScope } from './scope-acts.ts';
import { isScopeAct } from './scope-scan.ts';
import { openSpread, type Spread } from './spread.ts';

export interface LedgerOptions {
  readonly database: Database;
  readonly clock: Clock;
  /** The slices' document kinds that take part in the write path. */
  readonly rules: readonly DocumentRule<never>[];
  /** Kinds that scans may name without a rule: which unit went on which order. */
  readonly plainKinds: readonly string[];
  readonly grouping?: boolean;
  /** Told of every group of scans that was recorded, for the metrics. */
  readonly onGroup?: (group: GroupFigures) => void;
  /** Told of a background fault, so that it is seen; nothing is lost by it. */
  readonly onFault?: (error: unknown) => void;
}

export type Answered = { readonly answers: readonly Answer[] } | { readonly problem: RequestProblem };

/** The append-only store. `record` is the one way in; nothing else writes events, units or counts. */
export interface Ledger {
  /** Records a request; one answer per scan, in order. Throws LedgerBusy or QueueFull when it cannot now. */
  record(request: ScanRequest, who: Who, device: number | null): Promise<Answered>;
  /**
   * Records many requests at once beside the small ones, whatever their size, as imports make them; a request that
   * cannot be judged at all leaves the others.
   */
  recordMany(requests: readonly ScanRequest[], who: Who): Promise<Answered[]>;
  /** The same answers, and nothing written. */
  judgeMany(requests: readonly ScanRequest[], who: Who): Promise<Answered[]>;
  /** The same answers, and nothing written. */
  judge(request: ScanRequest, who: Who, device: number | null): Promise<Answered>;
  /** Reference data as this process knows it; read anew when it has changed. */
  reference(): Promise<Reference>;
  /** The same as it is known just now; nothing is read. */
  known(): Reference;
  readonly load: Capture['load'];
  readonly spread: Spread;
  /** Answers everything taken in, then stops. */
  close(): Promise<void>;
}

export function openLedger(options: LedgerOptions): Ledger {
  const { database, clock } = options;
  const rules = new Map(options.rules.map((rule) => [rule.kind, rule as unknown as DocumentRule<unknown>]));
  const kinds = new Set([...rules.keys(), ...options.plainKinds]);
  const recorder: Recorder = {
    database,
    clock,
    state: { reference: emptyReference, rules },
    ids: idSource(),
    retriesMax: limits.groupRetriesMax,
    reconnectMsMax: limits.reconnectMsMax,
  };
  const capture = openCapture(recorder, {
    groupScansMax: limits.groupScansMax,
    bulkScansMax: limits.bulkScansMax,
    queueScansMax: limits.queueScansMax,
    grouping: options.grouping ?? true,
    bulkGroupsAtOnce: limits.bulkGroupsAtOnce,
    ungroupedAtOnce: limits.ungroupedAtOnce,
    ...(options.onGroup ? { onGroup: options.onGroup } : {}),
  });
  const spread = openSpread(recorder, capture, options.onFault);

  /** A place made by another process a moment ago is looked for once more before it is called unknown. */
  async function prepared(request: ScanRequest, who: Who, device: number | null) {
    const first = prepare(request, who, device, recorder.state.reference, kinds);
    if (!('problem' in first) || !first.problem.code.startsWith('unknown_')) return first;
    return prepare(request, who, device, await reload(), kinds);
  }

  let reloading: Promise<Reference> | null = null;
  let next: Promise<Reference> | null = null;
  /**
   * As it stands now. One that is being read may have begun before what the caller knows of was written: he waits for the
   * next, which all share that ask meanwhile.
   */
  function reload(): Promise<Reference> {
    if (!reloading) return load();
    next ??= reloading.then(load, load);
    return next;
  }

  function load(): Promise<Reference> {
    next = null;
    reloading = loadReference(database, recorder.state.reference)
      .then((reference) => {
        keepNewer(recorder.state, reference);
        return reference;
      })
      .finally(() => {
        reloading = null;
      });
    return reloading;
  }

  async function run(ready: Prepared): Promise<Answer[]> {
    const { acts } = ready;
    const scopes = acts.filter(isScopeAct);
    if (scopes.length === 0) return (await runUnits(acts)).flat();
    const units = acts.filter((act) => !isScopeAct(act));
    const held = (await runScopes(scopes)).values();
    const scanned = (await runUnits(units)).values();
    return acts.flatMap((act) => (isScopeAct(act) ? held : scanned).next().value ?? []);
  }

  async function runUnits(acts: readonly Act[]): Promise<Answer[][]> {
    const scans = acts.reduce((sum, act) => sum + act.scans.length, 0);
    if (scans > limits.smallRequestScansMax) return capture.recordBulk(acts);
    return Promise.all(acts.map(capture.record));
  }

  async function runScopes(acts: readonly Act[]): Promise<Answer[][]> {
    const answers: Answer[][] = [];
    for (const act of acts) {
      const own: Answer[] = [];
      for (const scan of act.scans) own.push(await recordScope(recorder, act, scan));
      answers.push(own);
    }
    spread.wake();
    return answers;
  }

  async function dryRun({ acts }: Prepared): Promise<Answer[]> {
    const units = acts.filter((act) => !isScopeAct(act));
    const scanned = (units.length === 0 ? [] : await judgeGroup(recorder, units)).values();
    const answers: Answer[] = [];
    for (const act of acts) {
      if (!isScopeAct(act)) answers.push(...(scanned.next().value ?? []).map(withoutNewId));
      else for (const scan of act.scans) answers.push(await recordScope(recorder, act, scan, true));
    }
    return answers;
  }

  /** One list of acts for all that can be judged; the answers go back to the request that they are of. */
  async function many(
    requests: readonly ScanRequest[],
    who: Who,
    take: (acts: readonly Act[]) => Promise<Answer[][]>,
  ): Promise<Answered[]> {
    const ready: (Prepared | { readonly problem: RequestProblem })[] = [];
    for (const request of requests) ready.push(await prepared(request, who, null));
    const acts = ready.flatMap((one) => ('problem' in one ? [] : one.acts));
    const answers = (acts.length === 0 ? [] : await take(acts)).values();
    return ready.map((one) =>
      'problem' in one ? one : { answers: one.acts.flatMap(() => answers.next().value ?? []) },
    );
  }

  return {
    recordMany: (requests, who) => many(requests, who, capture.recordBulk),
    judgeMany: (requests, who) =>
      many(requests, who, async (acts) =>
        (await judgeGroup(recorder, acts)).map((list) => list.map(withoutNewId)),
      ),
    async record(request, who, device) {
      const ready = await prepared(request, who, device);
      return 'problem' in ready ? ready : { answers: await run(ready) };
    },
    async judge(request, who, device) {
      const ready = await prepared(request, who, device);
      return 'problem' in ready ? ready : { answers: await dryRun(ready) };
    },
    reference: reload,
    known: () => recorder.state.reference,
    load: capture.load,
    spread,
    async close() {
      await spread.close();
      await capture.drain();
    },
  };
}

/** A unit that a dry run would have made has no number that anybody could ask for. */
function withoutNewId(answer: Answer): Answer {
  return answer.outcome === 'recorded' && answer.seq === 1 ? { ...answer, unit: null } : answer;
}
