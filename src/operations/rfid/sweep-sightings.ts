import { limits } from '../../domain/limits.ts';
import { type Clock, daysBefore, msAfter } from '../../platform/clock.ts';
import type { Database, Statement } from '../../platform/database.ts';
import { deleteOldMessages, deleteOldSightings, deleteOldUnknown } from './queries.ts';

export interface SweepParts {
  readonly database: Database;
  readonly clock: Clock;
}

/** Removes sightings, unknown tags and notes of messages that are older than they are kept, some at a time. */
export async function sweepSightings({ database, clock }: SweepParts): Promise<void> {
  const now = clock.now();
  const remove = async (statement: Statement, before: Date) => {
    const most = limits.sightingSweepBatch;
    const values = [before.toISOString(), most];
    while ((await database.query(statement, values)).rowCount === most);
  };
  await remove(deleteOldSightings, daysBefore(now, limits.sightingDays));
  await remove(deleteOldUnknown, daysBefore(now, limits.unknownTagDays));
  await remove(deleteOldMessages, msAfter(now, -limits.readsAgainHours * 3_600_000));
}

/** Sweeps now and then, while the server runs. */
export function watchSightings(
  parts: SweepParts,
  onFault: (error: unknown) => void,
): { close(): Promise<void> } {
  let running: Promise<unknown> | null = null;
  const look = () => {
    running ??= sweepSightings(parts)
      .catch(onFault)
      .finally(() => {
        running = null;
      });
  };
  const timer = setInterval(look, limits.sightingSweepMs);
  look();
  return {
    async close() {
      clearInterval(timer);
      await running;
    },
  };
}
