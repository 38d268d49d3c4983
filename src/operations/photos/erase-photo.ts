import { type Author, audit } from '../../access/audit.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database.ts';
import type { FileStore } from '../../platform/file-store.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { erasePhoto as erase, lockPhoto, type PhotoRow } from './queries.ts';

export interface EraseParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly store: FileStore;
}

/**
 * Removes a photograph's bytes for ever; its hash stays where it was recorded, so every proof stays good, and the row
 * says that it was erased, by whom and why. The bytes are gone before the row says so. Null where it is not there any
 * more. Erased twice is erased once. Throws StoreAway where the bytes cannot be removed now: then nothing was done.
 */
export function erasePhoto(
  { database, clock, store }: EraseParts,
  hash: string,
  reason: string,
  by: Author,
): Promise<PhotoRow | null> {
  return inTransaction(database, async (tx) => {
    const { rows } = await tx.query<PhotoRow>(lockPhoto, [hash]);
    const photo = rows[0];
    if (!photo || photo.erased_at !== null) return photo ?? null;
    const now = clock.now();
    await store.forget(hash);
    await tx.query(erase, [hash, now.toISOString(), by.actor, reason]);
    await audit(tx, clock, by, { action: 'photo_erased', subject: `photo:${hash}`, after: { reason } });
    return { ...photo, erased_at: now };
  });
}
