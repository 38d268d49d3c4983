import type { Clock } from '../platform/clock.ts';
import type { Connection } from '../platform/database.ts';
import { insertAudit } from './queries.ts';

/** Who did something, for the list of what was changed in access. */
export interface Author {
  /** The actor's number. */
  readonly actor: number;
  /** The address it came from; null for what the server does itself. */
  readonly address: string | null;
  /** Why, in his own words. */
  readonly reason?: string | undefined;
}

/** One entry of that list. Secrets, their hashes too, never get into it. */
export interface AuditEntry {
  /** What was done, in the past tense: `device_paired`. */
  readonly action: string;
  /** To what: `device:7`. */
  readonly subject: string;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
}

/** Writes an entry in the transaction that makes the change: both are there, or neither. */
export async function audit(tx: Connection, clock: Clock, by: Author, entry: AuditEntry): Promise<void> {
  const { action, subject, before } = entry;
  const after = by.reason === undefined ? entry.after : { ...entry.after, reason: by.reason };
  await tx.query(insertAudit, [
    clock.now().toISOString(),
    by.actor,
    action,
    subject,
    by.address,
    before === undefined ? null : JSON.stringify(before),
    after === undefined ? null : JSON.stringify(after),
  ]);
}
