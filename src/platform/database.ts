import pg from 'pg';
import { columnParsers } from './column-parsers.ts';
import { isSessionSpoilt } from './sqlstate.ts';

/** SQL with a name: parsed and planned once per connection, then only bound. One name always means one text. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

export interface Result<R> {
  readonly rows: R[];
  /** Rows returned or changed; 0 where the command has no count. */
  readonly rowCount: number;
  /** The command tag's word. COMMIT of a failed transaction answers `ROLLBACK`, without an error. */
  readonly command: string;
}

export interface Queryable {
  query<R>(statement: Statement, values?: readonly unknown[]): Promise<Result<R>>;
}

/**
 * One session, pipelined: several `query()` calls may be issued without awaiting; they leave at once, run in
 * order, and each answers for itself (an error outside a transaction does not cancel the next one; inside one they
 * fail with 25P02). Every promise must be awaited by its caller: an error nobody awaits is dropped.
 */
export interface Connection extends Queryable {
  /** Gives the session back; with an error, in an open transaction or with unanswered statements it is closed. */
  release(error?: Error): void;
}

export interface Database extends Queryable {
  /** Ordinary sessions, not pipelined: what COPY streams need (pg-copy-streams refuses a pipelined one). */
  readonly pool: pg.Pool;
  /** A pipelined session, for writers and for reads that need one snapshot. Waits for a free one. */
  connect(): Promise<Connection>;
  /** Sessions of both pools, and who waits for one. */
  readonly use: () => Readonly<Record<'readers' | 'writers', SessionUse>>;
  close(): Promise<void>;
}

export interface SessionUse {
  readonly total: number;
  readonly idle: number;
  readonly waiting: number;
  /** As many as there may be. */
  readonly most: number;
}

export interface DatabaseOptions {
  readonly url: string;
  /** `set role` on each new session, so that an owner's URL cannot do more than this role may. */
  readonly role?: string;
  /** Sessions for `query()` and COPY. */
  readonly maxReaders?: number;
  /** Sessions for `connect()`. */
  readonly maxWriters?: number;
  /** For maintenance (verify, backup): statements may take as long as they need. */
  readonly patient?: boolean;
  /** Told when a session that nobody is using is lost. The session is replaced when it is next needed. */
  readonly onLost?: (error: Error) => void;
}

/** Milliseconds. A frozen or vanished server is given up after these; PostgreSQL itself gives up first. */
export const databaseTimeouts = {
  connect: 10_000,
  statement: 60_000,
  silence: 75_000,
  idleInTransaction: 60_000,
};

/**
 * Opens nothing yet: sessions are made when first needed, and made anew after PostgreSQL was lost, so a server may
 * start before its database and outlive its restarts. No lost session ever throws outside the awaiting caller.
 */
export function openDatabase(options: DatabaseOptions): Database {
  const readers = sessionPool(options, { max: options.maxReaders ?? 8 });
  const writers = sessionPool(options, { max: options.maxWriters ?? 4, pipeline: true });
  return {
    pool: readers,
    async query<R>(statement: Statement, values?: readonly unknown[]) {
      const client = await readers.connect();
      try {
        const result = await run<R>(client, statement, values);
        client.release();
        return result;
      } catch (error) {
        client.release(isSessionSpoilt(error) ? (error as Error) : undefined);
        throw error;
      }
    },
    connect: async () => pipelined(await writers.connect()),
    use: () => ({ readers: useOf(readers), writers: useOf(writers) }),
    async close() {
      await Promise.all([readers.end(), writers.end()]);
    },
  };
}

function useOf({ totalCount, idleCount, waitingCount, options }: pg.Pool): SessionUse {
  return { total: totalCount, idle: idleCount, waiting: waitingCount, most: options.max };
}

function sessionPool(options: DatabaseOptions, more: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    application_name: 'unitrail',
    types: columnParsers,
    keepAlive: true,
    connectionTimeoutMillis: databaseTimeouts.connect,
    ...(options.patient !== true && {
      statement_timeout: databaseTimeouts.statement,
      query_timeout: databaseTimeouts.silence,
    }),
    idle_in_transaction_session_timeout: databaseTimeouts.idleInTransaction,
    idleTimeoutMillis: 300_000,
    onConnect: (client) => prepareSession(client, options.role),
    ...more,
  });
  pool.on('error', (error) => options.onLost?.(error));
  return pool;
}

/**
 * A checked-out client without an `error` listener would end the process when its server dies, so each gets one
 * for life. A generic plan: our statements' cost does not depend on their values, and planning them each time does.
 */
async function prepareSession(client: pg.ClientBase, role: string | undefined): Promise<void> {
  client.on('error', () => {});
  const settings = `set plan_cache_mode = force_generic_plan; set timezone = 'UTC'; set jit = off`;
  await client.query(role === undefined ? settings : `${settings}; set role ${pg.escapeIdentifier(role)}`);
}

function pipelined(client: pg.PoolClient): Connection {
  let unanswered = 0;
  return {
    query<R>(statement: Statement, values?: readonly unknown[]) {
      unanswered += 1;
      const answer = run<R>(client, statement, values).finally(() => {
        unanswered -= 1;
      });
      answer.catch(() => {});
      return answer;
    },
    release(error) {
      const inUse = unanswered > 0 || client.getTransactionStatus() !== 'I';
      client.release(error ?? (inUse ? true : undefined));
    },
  };
}

async function run<R>(
  client: pg.ClientBase,
  statement: Statement,
  values: readonly unknown[] = [],
): Promise<Result<R>> {
  const { rows, rowCount, command } = await client.query({
    name: statement.name,
    text: statement.text,
    values: values as unknown[],
  });
  return { rows: rows as R[], rowCount: rowCount ?? 0, command };
}
