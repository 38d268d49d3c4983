import pg from 'pg';
import { columnParsers } from './column-parsers.ts';
import { type CopyRow, copyRows } from './copy-rows.ts';
import type { Queryable, Result, Statement } from './database.ts';

/** One moment of a database, readable for as long as it takes and through several sessions at once. */
export interface Snapshot extends Queryable {
  /** A query's rows, streamed through a session of their own. */
  stream(query: string): AsyncGenerator<CopyRow[]>;
  /** A further session that sees the same moment, for COPY streams; ended by `close`. */
  session(): Promise<pg.Client>;
  close(): Promise<void>;
}

/**
 * Opens a snapshot of the present moment. Writers go on and are not seen. It keeps VACUUM from clearing what they
 * leave behind, but not the feed from moving: a reader has no transaction id. No time limit but the caller's.
 */
export async function openSnapshot(url: string): Promise<Snapshot> {
  const sessions: pg.Client[] = [];
  const first = await open(url, sessions);
  const { rows } = await first.query('select pg_export_snapshot() as name');
  const { name } = rows[0] as { name: string };
  let last: Promise<unknown> = Promise.resolve();

  async function session(): Promise<pg.Client> {
    const client = await open(url, sessions);
    await client.query(`set transaction snapshot ${pg.escapeLiteral(name)}`);
    return client;
  }

  return {
    session,
    async *stream(query) {
      yield* copyRows(await session(), query);
    },
    /** One after another: a session without pipelining takes the next statement when it has answered the last. */
    query<R>({ text }: Statement, values: readonly unknown[] = []): Promise<Result<R>> {
      const answer = last.then(async () => {
        const { rows: found, rowCount, command } = await first.query(text, values as unknown[]);
        return { rows: found as R[], rowCount: rowCount ?? 0, command };
      });
      last = answer.catch(() => {});
      return answer;
    },
    async close() {
      await Promise.all(sessions.map((client) => client.end().catch(() => {})));
    },
  };
}

async function open(url: string, sessions: pg.Client[]): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, types: columnParsers, application_name: 'unitrail' });
  client.on('error', () => {});
  await client.connect();
  sessions.push(client);
  await client.query(`set timezone = 'UTC'; set jit = off; set statement_timeout = 0;
    set idle_in_transaction_session_timeout = 0; set work_mem = '64MB'`);
  await client.query('begin isolation level repeatable read read only');
  return client;
}
