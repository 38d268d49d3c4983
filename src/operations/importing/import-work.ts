import { limits } from '../../domain/limits.ts';
import { daysBefore } from '../../platform/clock.ts';
import type { Jobs } from '../../platform/jobs.ts';
import * as sql from './queries.ts';
import { type RunParts, runImport } from './run-import.ts';
import { isPassing } from './take-lines.ts';
import { undoImport } from './undo-import.ts';

export const importTask = 'import';

export interface ImportWork {
  /** The job: does what the import's row says is to be done. */
  readonly job: (payload: unknown, signal: AbortSignal) => Promise<void>;
  /** Asks for the job of one import. */
  ask(jobs: Jobs, id: number): Promise<void>;
  /** Begins to look for work that another process has left, and for files that nobody needs. */
  watch(jobs: Jobs): { close(): Promise<void> };
}

/**
 * Imports are long: they stand in their own rows, and the job queue only says who is called. Whoever works on one holds
 * a session's lock on it; where that is gone, killed or cut off, the next one that looks asks for the job anew.
 */
export function openImportWork(parts: RunParts, onFault: (error: unknown) => void): ImportWork {
  const { database, spool, clock } = parts;

  async function job(payload: unknown, signal: AbortSignal): Promise<void> {
    const { id } = payload as { readonly id: number };
    const session = await database.pool.connect();
    let lost: Error | undefined;
    try {
      const lock = await session.query({ ...sql.tryLock, values: [id] });
      if (!(lock.rows[0] as { mine: boolean }).mine) return;
      try {
        await work(id, signal);
      } finally {
        await session.query({ ...sql.unlock, values: [id] });
      }
    } catch (error) {
      lost = error as Error;
      throw error;
    } finally {
      session.release(lost);
    }
  }

  async function work(id: number, signal: AbortSignal): Promise<void> {
    const { rows } = await database.query<sql.ImportRow>(sql.selectImport, [id]);
    const row = rows[0];
    if (row?.state !== 'working' || row.task === null) return;
    const isBackward = row.task === 'undo' || row.task === 'redo';
    // Another server has the file.
    if (!isBackward && (row.file === null || !spool.has(row.file))) return;
    try {
      await (isBackward ? undoImport(parts, row, signal) : runImport(parts, row, signal));
    } catch (error) {
      // What passes is tried again; anything else would be tried for ever.
      if (isPassing(error) || signal.aborted) throw error;
      const problem = {
        code: 'internal_fault',
        sentence: 'Something went wrong inside; it was logged. Resume tries again.',
      };
      await database.query(sql.endTask, [
        id,
        'failed',
        null,
        JSON.stringify(problem),
        clock.now().toISOString(),
      ]);
      onFault(error);
    }
  }

  const ask = (jobs: Jobs, id: number) => jobs.add(importTask, { id }, `${importTask}:${id}`);

  async function sweep(jobs: Jobs): Promise<void> {
    const { rows } = await database.query<{ id: number; task: string; file: string | null }>(
      sql.selectWorking,
    );
    for (const { id, task, file } of rows) {
      const canHere = task === 'undo' || task === 'redo' || (file !== null && spool.has(file));
      if (canHere && (await isLeft(id))) await ask(jobs, id);
    }
    const old = daysBefore(clock.now(), limits.importFileDays);
    const stale = await database.query<{ id: number; file: string; state: string }>(sql.selectStaleFiles, [
      old,
    ]);
    for (const { id, file, state } of stale.rows) {
      if (!spool.has(file)) continue;
      spool.forget(file);
      await database.query(state === 'ready' || state === 'failed' ? sql.expireImport : sql.forgetFile, [id]);
    }
  }

  /** Nobody holds its lock. */
  async function isLeft(id: number): Promise<boolean> {
    const session = await database.pool.connect();
    try {
      const lock = await session.query({ ...sql.tryLock, values: [id] });
      const { mine } = lock.rows[0] as { mine: boolean };
      if (mine) await session.query({ ...sql.unlock, values: [id] });
      session.release();
      return mine;
    } catch (error) {
      session.release(error as Error);
      throw error;
    }
  }

  return {
    job,
    ask,
    watch(jobs) {
      let running: Promise<void> = Promise.resolve();
      let isRunning = false;
      const look = () => {
        if (isRunning) return;
        isRunning = true;
        running = sweep(jobs)
          .catch(onFault)
          .finally(() => {
            isRunning = false;
          });
      };
      const timer = setInterval(look, limits.importSweepMs);
      look();
      return {
        async close() {
          clearInterval(timer);
          await running;
        },
      };
    },
  };
}
