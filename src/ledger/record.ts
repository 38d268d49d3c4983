import type { Clock } from '../platform/clock.ts';
import type { Connection, Database } from '../platform/database.ts';
import {
  isDiskFull,
  isRetryable,
  isTimeout,
  isUnavailable,
  isUniqueViolation,
} from '../platform/sqlstate.ts';
import type { Act, Answer } from './acts.ts';
import type { IdSource } from './ids.ts';
import { judgeActs } from './judge.ts';
import { type LedgerState, loadWork } from './load.ts';
import * as sql from './queries.ts';
import { Overtaken, writeWork } from './write.ts';

/** The parts of a process that write: one of each, shared by all its groups. */
export interface Recorder {
  readonly database: Database;
  readonly clock: Clock;
  readonly state: LedgerState;
  readonly ids: IdSource;
  /** How often a group is tried again after a deadlock or another group's win, and how long a lost database is waited for. */
  readonly retriesMax: number;
  readonly reconnectMsMax: number;
}

/** The database could not take the acts now; nothing is known to be recorded. The same scan ids may be sent again. */
export class LedgerBusy extends Error {
  override name = 'LedgerBusy';
}

/**
 * Records a group of acts in one transaction: one answer per scan, in order. Refusals are answers. Tried again after a
 * deadlock, a serialization failure or another group's win, and after a lost connection; a lost COMMIT is resolved by
 * the scans' own ids. A fault that belongs to one act is found by halving, so that it never takes others with it.
 * Throws LedgerBusy when the database stays away, or the fault itself when the group is a single act.
 */
export async function recordGroup(recorder: Recorder, acts: readonly Act[]): Promise<Answer[][]> {
  let unknownCommit = false;
  let conflicts = 0;
  const started = recorder.clock.now().getTime();
  for (;;) {
    try {
      const answers = await attempt(recorder, acts, false);
      return unknownCommit ? answers.map((list) => list.map(asFirst)) : answers;
    } catch (error) {
      if (error instanceof CommitUnknown) unknownCommit = true;
      if (isAway(error)) {
        if (recorder.clock.now().getTime() - started > recorder.reconnectMsMax)
          throw new LedgerBusy('The database is away.', { cause: error });
        await pause(50);
      } else if (isCollision(error)) {
        conflicts += 1;
        // One act that can never be written would keep all the others from it.
        if (conflicts > recorder.retriesMax && acts.length > 1) return halved(recorder, acts, error);
        if (conflicts > recorder.retriesMax)
          throw new LedgerBusy('Too many others write the same units.', { cause: error });
        await pause(conflicts * 2);
      } else if (isDiskFull(error) || isTimeout(error)) {
        // Nobody's act is to blame: halving would only try the same again.
        throw new LedgerBusy('The database cannot take it now.', { cause: error });
      } else {
        return halved(recorder, acts, error);
      }
    }
  }
}

/** Judges acts as `recordGroup` would and rolls everything back: a dry run. */
export function judgeGroup(recorder: Recorder, acts: readonly Act[]): Promise<Answer[][]> {
  return attempt(recorder, acts, true);
}

async function halved(recorder: Recorder, acts: readonly Act[], error: unknown): Promise<Answer[][]> {
  if (acts.length === 1) throw error;
  const middle = acts.length >> 1;
  const fates = new Map<Act, Fate>();
  for (const half of [acts.slice(0, middle), acts.slice(middle)]) {
    try {
      const answers = await recordGroup(recorder, half);
      for (const [index, act] of half.entries()) fates.set(act, { answers: answers[index]! });
    } catch (failure) {
      const inner = failure instanceof PartlyFailed ? failure.fates : undefined;
      for (const act of half) fates.set(act, inner?.get(act) ?? { error: failure });
    }
  }
  const list = acts.map((act) => fates.get(act)!);
  if (list.some((fate) => 'error' in fate)) throw new PartlyFailed(fates, error);
  return list.map((fate) => (fate as { answers: Answer[] }).answers);
}

export type Fate = { readonly answers: Answer[] } | { readonly error: unknown };

/** Some acts of a group are recorded and some failed: what became of each. */
export class PartlyFailed extends Error {
  override name = 'PartlyFailed';
  readonly fates: ReadonlyMap<Act, Fate>;
  constructor(fates: ReadonlyMap<Act, Fate>, cause: unknown) {
    super('some acts of the group failed', { cause });
    this.fates = fates;
  }
}

class CommitUnknown extends Error {
  override name = 'CommitUnknown';
}

async function attempt(recorder: Recorder, acts: readonly Act[], dryRun: boolean): Promise<Answer[][]> {
  const { database, clock, state, ids } = recorder;
  const tx = await database.connect();
  let release = () => {};
  try {
    release = await ids.reserve(tx, numbersFor(acts));
    const work = await loadWork(tx, acts, clock.now().toISOString(), state, ids);
    const answers = judgeActs(acts, work);
    if (dryRun) {
      await tx.query(sql.rollback);
    } else {
      await writeWork(tx, work);
      await commit(tx);
    }
    tx.release();
    return answers;
  } catch (error) {
    await tx.query(sql.rollback).then(
      () => tx.release(),
      (lost: Error) => tx.release(lost),
    );
    throw error;
  } finally {
    release();
  }
}

/** For the worst of groups: every scan makes a unit and a sale, for a pair perhaps in vain, and contradicts all there is. */
function numbersFor(acts: readonly Act[]) {
  const scans = acts.reduce((sum, act) => sum + act.scans.length, 0);
  return { units: scans * 2, sales: scans * 2, exceptions: scans * 8 };
}

/** COMMIT of a failed transaction succeeds with the tag ROLLBACK; a connection lost at COMMIT leaves it unknown. */
async function commit(tx: Connection): Promise<void> {
  try {
    const { command } = await tx.query(sql.commit);
    if (command !== 'COMMIT') throw new Overtaken(`the database answered ${command} to COMMIT`);
  } catch (error) {
    if (error instanceof Overtaken) throw error;
    throw new CommitUnknown('the answer to COMMIT was lost', { cause: error });
  }
}

function isAway(error: unknown): boolean {
  return error instanceof CommitUnknown || isUnavailable(error);
}

function isCollision(error: unknown): boolean {
  return error instanceof Overtaken || isRetryable(error) || isUniqueViolation(error);
}

/** After a lost COMMIT the scans are found recorded: to whoever asked first that is no repetition. */
function asFirst(answer: Answer): Answer {
  return answer.outcome === 'repeated' ? { ...answer, outcome: 'recorded' } : answer;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
