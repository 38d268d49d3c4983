import { feedEnd, settledAt } from '../../ledger/feed-numbers.ts';
import type { Connection } from '../../platform/database.ts';
import { fillDocuments, type Progress } from './fill-batch.ts';

export interface DocumentReader {
  /** Takes in the next batch. What it remembers of it counts from `committed` on. */
  read(tx: Connection, progress: Progress): Promise<DocumentsRead>;
}

interface DocumentsRead {
  /** Every document up to this id is in. */
  readonly settled: number;
  readonly found: boolean;
  committed(): void;
}

/**
 * Documents have no place in the feed, only a growing id, and an id is drawn before its transaction ends. So what was read
 * counts as settled when the transactions of that time have ended and the ids were read once more.
 */
export function documentReader(): DocumentReader {
  let last = 0;
  let mark: Mark | null = null;
  /** The index that these are of. */
  let index = 0;
  return {
    async read(tx, { documents, begunAt }) {
      const isSame = begunAt.getTime() === index;
      const settled = await settle(tx, isSame ? mark : null, documents);
      const from = isSame ? Math.max(last, documents) : documents;
      const read = await fillDocuments(tx, from, allIds);
      const end = read ?? from;
      return {
        settled: settled.documents,
        found: read !== null,
        committed() {
          last = end;
          mark = settled.mark ?? (end > settled.documents ? { id: end, tx: null } : null);
          index = begunAt.getTime();
        },
      };
    },
  };
}

/** A position of the feed begins with its transaction. */
export function transactionOf(position: string): number {
  return Number.parseInt(position, 10);
}

const allIds = Number.MAX_SAFE_INTEGER;

/** Ids up to `id` were read; they are settled when the horizon reaches `tx`, a number taken one pass later. */
interface Mark {
  readonly id: number;
  readonly tx: number | null;
}

async function settle(
  tx: Connection,
  mark: Mark | null,
  documents: number,
): Promise<{ readonly documents: number; readonly mark: Mark | null }> {
  if (mark === null) return { documents, mark };
  if (mark.tx === null) return { documents, mark: { id: mark.id, tx: await settledAt(tx) } };
  if (transactionOf(await feedEnd(tx)) < mark.tx) return { documents, mark };
  for (let at: number | null = documents; at !== null; ) at = await fillDocuments(tx, at, mark.id);
  return { documents: mark.id, mark: null };
}
