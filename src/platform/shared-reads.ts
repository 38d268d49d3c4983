import type { Queryable, Statement } from './database.ts';

/** A statement that reads the rows of some keys, and nothing else: asked for many keys it answers what each alone would. */
export interface KeyedRead<Key extends string | number, Row> {
  readonly statement: Statement;
  readonly values: (keys: readonly Key[]) => unknown[];
  readonly keyOf: (row: Row) => Key;
}

/** Reads the rows of the keys, each key's in the statement's order. */
export type Reader = <Key extends string | number, Row>(
  read: KeyedRead<Key, Row>,
  keys: readonly Key[],
) => Promise<Row[]>;

/** Each call is a statement of its own: inside a transaction, in tests. */
export function directReader(database: Queryable): Reader {
  return async (read, keys) => (await rowsOf(database, read, keys)).flat();
}

/** Statements of one kind under way at a time: while PostgreSQL reads for one, this process unpacks the other. */
const atOnce = 2;

/** Keys in one statement; more wait for the next. */
const keysMax = 500;

/**
 * Calls that come while others are under way go together as the next statement, as scans do: a round to the database
 * costs more than what it reads (measured: a unit's history 0.4 ms, most of it sending and waking). Nobody waits for
 * company, and nobody reads what was there before he asked. A statement that fails is asked again for each caller alone.
 */
export function sharedReader(database: Queryable): Reader {
  const lanes = new Map<Statement, Lane>();
  return <Key extends string | number, Row>(read: KeyedRead<Key, Row>, keys: readonly Key[]) => {
    let lane = lanes.get(read.statement);
    if (!lane) {
      lane = openLane(database, read as unknown as AnyRead);
      lanes.set(read.statement, lane);
    }
    return lane(keys) as Promise<Row[]>;
  };
}

type AnyRead = KeyedRead<string | number, unknown>;
type Lane = (keys: readonly (string | number)[]) => Promise<unknown[]>;

interface Waiting {
  readonly keys: readonly (string | number)[];
  readonly resolve: (rows: unknown[]) => void;
  readonly reject: (error: unknown) => void;
}

function openLane(database: Queryable, read: AnyRead): Lane {
  let waiting: Waiting[] = [];
  let running = 0;

  function next(): void {
    while (running < atOnce && waiting.length > 0) {
      running += 1;
      void answer(take()).finally(() => {
        running -= 1;
        next();
      });
    }
  }

  function take(): Waiting[] {
    let count = 0;
    for (let keys = 0; count < waiting.length; count += 1) {
      keys += waiting[count]!.keys.length;
      if (count > 0 && keys > keysMax) break;
    }
    const taken = waiting.slice(0, count);
    waiting = waiting.slice(count);
    return taken;
  }

  async function answer(group: readonly Waiting[]): Promise<void> {
    const keys = [...new Set(group.flatMap((one) => one.keys))];
    try {
      const rows = await rowsOf(database, read, keys);
      const byKey = new Map(keys.map((key, index) => [key, rows[index]!]));
      for (const one of group) one.resolve(one.keys.flatMap((key) => byKey.get(key)!));
    } catch (error) {
      if (group.length === 1) group[0]!.reject(error);
      else await Promise.all(group.map((one) => answer([one])));
    }
  }

  return (keys) =>
    new Promise((resolve, reject) => {
      waiting.push({ keys, resolve, reject });
      next();
    });
}

/** The rows of each key, in the order of the keys. */
async function rowsOf<Key extends string | number, Row>(
  database: Queryable,
  read: KeyedRead<Key, Row>,
  keys: readonly Key[],
): Promise<Row[][]> {
  const { rows } = await database.query<Row>(read.statement, read.values(keys));
  const byKey = new Map<Key, Row[]>(keys.map((key) => [key, []]));
  for (const row of rows) byKey.get(read.keyOf(row))!.push(row);
  return keys.map((key) => byKey.get(key)!);
}
