import { type Runner, run, type TaskList } from 'graphile-worker';
import type pg from 'pg';
import { jobSchema, silent } from './job-schema.ts';

export interface Jobs {
  /** Asks for a job, here or in another process. One that waits under the same key is replaced, never doubled. */
  add(task: string, payload: object, key: string): Promise<void>;
  /** Takes no new jobs; those under way are told by their signal and waited for. */
  close(): Promise<void>;
}

export interface JobsOptions {
  readonly pool: pg.Pool;
  /** Each must bear being done again, and end soon when its signal is given. A job that throws is tried again, later and later. */
  readonly tasks: Readonly<Record<string, (payload: unknown, signal: AbortSignal) => Promise<void>>>;
  readonly atOnce: number;
  readonly onFault: (error: unknown) => void;
}

/**
 * Rare, long, retried work in the server's process, in a queue in the database (graphile-worker). The queue is only who
 * is called when: what there is to do stands in tables of ours, so a lost queue loses nothing.
 */
export function openJobs({ pool, tasks, atOnce, onFault }: JobsOptions): Jobs {
  const stopping = new AbortController();
  const taskList: TaskList = Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [
      name,
      async (payload: unknown) => {
        try {
          await task(payload, stopping.signal);
        } catch (error) {
          onFault(error);
          await untilItAnswers(pool, stopping.signal);
          throw error;
        }
      },
    ]),
  );
  // The library wants to see for itself that a lost session does not end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  let runner: Runner | null = null;
  const running = keepRunning();

  /** The runner gives up when the database stays away for long; it is begun anew. */
  async function keepRunning(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        runner = await run({
          pgPool: pool,
          schema: jobSchema,
          taskList,
          concurrency: atOnce,
          noHandleSignals: true,
          pollInterval: 2_000,
          logger: silent,
          parsedCronItems: [],
          // Without a delay the library notes a job's end in a promise that nobody holds: where the database is away just
          // then, that would end the process.
          preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
        });
        if (stopping.signal.aborted) await runner.stop().catch(() => {});
        await runner.promise;
      } catch (error) {
        if (!stopping.signal.aborted) onFault(error);
      }
      runner = null;
      if (!stopping.signal.aborted) await pause(2_000, stopping.signal);
    }
  }

  return {
    async add(task, payload, key) {
      await pool.query({
        name: 'jobs_add',
        text: `select 1 from ${jobSchema}.add_job($1, payload => $2::json, job_key => $3, max_attempts => 25)`,
        values: [task, JSON.stringify(payload), key],
      });
    },
    async close() {
      stopping.abort();
      await runner?.stop().catch(() => {});
      await running;
    },
  };
}

/** A job that failed because the database went away can be noted as failed once it is back. */
async function untilItAnswers(pool: pg.Pool, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await pool.query('select 1');
      return;
    } catch {
      await pause(500, signal);
    }
  }
}

/** Milliseconds, or less when the signal is given. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
