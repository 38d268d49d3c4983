import { limits } from '../../domain/limits.ts';
import { type Clock, msAfter } from '../../platform/clock.ts';
import { textColumn } from '../../platform/columns.ts';
import type { Database } from '../../platform/database.ts';
import type { FileStore } from '../../platform/file-store.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { deleteUnused, lockUnused, markRecorded } from './queries.ts';

export interface SweepParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly store: FileStore;
}

/**
 * Removes photographs of yesterday that no event and no product refers to; answers how many. Several servers share the
 * work. The bytes go before the row is gone, so that nothing stays behind that nobody knows of.
 */
export async function sweepPhotos(parts: SweepParts): Promise<number> {
  let removed = 0;
  for (;;) {
    const { looked, gone } = await sweepBatch(parts);
    removed += gone;
    if (looked < limits.photoSweepBatch || gone === 0) return removed;
  }
}

function sweepBatch({ database, clock, store }: SweepParts): Promise<{ looked: number; gone: number }> {
  return inTransaction(database, async (tx) => {
    const before = msAfter(clock.now(), -limits.photoUnusedHours * 3_600_000).toISOString();
    const found = await tx.query<{ hash: string }>(lockUnused, [before, limits.photoSweepBatch]);
    if (found.rows.length === 0) return { looked: 0, gone: 0 };
    const hashes = [textColumn(found.rows.map(({ hash }) => hash))];
    await tx.query(markRecorded, hashes);
    const { rows } = await tx.query<{ hash: string }>(deleteUnused, hashes);
    for (const { hash } of rows) await store.forget(hash);
    return { looked: found.rows.length, gone: rows.length };
  });
}

/** Sweeps now and then, while the server runs. */
export function watchPhotos(
  parts: SweepParts,
  onFault: (error: unknown) => void,
): { close(): Promise<void> } {
  let running: Promise<unknown> | null = null;
  const look = () => {
    running ??= sweepPhotos(parts)
      .catch(onFault)
      .finally(() => {
        running = null;
      });
  };
  const timer = setInterval(look, limits.photoSweepMs);
  look();
  return {
    async close() {
      clearInterval(timer);
      await running;
    },
  };
}
