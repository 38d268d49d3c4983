import type { CopyRow } from './copy-rows.ts';

/** Rows in ascending order of a key of two numbers, with the columns that hold it. */
export interface SortedStream {
  readonly rows: AsyncGenerator<CopyRow[]>;
  readonly key: readonly [number, number];
}

/** The rows of every stream that share one key, by the stream's place in the list. */
export interface KeyedRows {
  readonly key: readonly [number, number];
  readonly rows: readonly (readonly CopyRow[])[];
}

/**
 * Walks several sorted streams side by side and gives the rows of each key together, key after key, however long the
 * tables are: only one key's rows and a batch of each stream are in memory.
 */
export async function* mergeStreams(streams: readonly SortedStream[]): AsyncGenerator<KeyedRows> {
  const heads = streams.map(headOf);
  try {
    for (;;) {
      for (const head of heads) if (head.atEndOfBatch()) await head.fill();
      const first = smallest(heads);
      if (first === null) return;
      const rows: CopyRow[][] = [];
      for (const head of heads) rows.push(await head.take(first));
      yield { key: first, rows };
    }
  } finally {
    await Promise.all(streams.map(({ rows }) => rows.return(undefined)));
  }
}

type Key = readonly [number, number];

interface Head {
  readonly key: Key | null;
  atEndOfBatch(): boolean;
  fill(): Promise<void>;
  take(key: Key): Promise<CopyRow[]>;
}

function headOf({ rows, key: [a, b] }: SortedStream): Head {
  let batch: CopyRow[] = [];
  let at = 0;
  let key: Key | null = null;
  let ended = false;

  function look(): void {
    const row = batch[at];
    key = row ? [Number(row[a]), Number(row[b])] : null;
  }

  async function fill(): Promise<void> {
    while (!ended && at >= batch.length) {
      const { value, done } = await rows.next();
      if (done) ended = true;
      else [batch, at] = [value, 0];
    }
    look();
  }

  return {
    get key() {
      return key;
    },
    atEndOfBatch: () => !ended && at >= batch.length,
    fill,
    async take(wanted) {
      const taken: CopyRow[] = [];
      while (key !== null && key[0] === wanted[0] && key[1] === wanted[1]) {
        taken.push(batch[at]!);
        at += 1;
        if (at >= batch.length) await fill();
        else look();
      }
      return taken;
    },
  };
}

function smallest(heads: readonly Head[]): Key | null {
  let least: Key | null = null;
  for (const { key } of heads) if (key !== null && (least === null || before(key, least))) least = key;
  return least;
}

function before(a: Key, b: Key): boolean {
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
}
