import { changeReference } from '../ledger/change-reference.ts';
import { type Freshness, openFreshness } from '../ledger/freshness.ts';
import type { Clock } from '../platform/clock.ts';
import type { Connection, Database } from '../platform/database.ts';
import { inTransaction } from '../platform/transaction.ts';
import { raiseAccess, readAccess } from './queries.ts';

/** What every change of access needs. */
export interface AccessParts {
  readonly database: Database;
  readonly freshness: Freshness;
  /** The number of access: openAccess. */
  readonly access: Freshness;
  readonly clock: Clock;
}

/** How this process knows that somebody may do less than before, or more: the number that every such change raises. */
export function openAccess(database: Database): Freshness {
  return openFreshness(database, readAccess);
}

/** The numbers that rows carry: `reference` for actors, `access` for people, keys and sessions. */
export interface Versions {
  readonly reference: number;
  readonly access: number;
}

/**
 * Changes who may do what, in one transaction. From its commit this process knows it at once, every other in less than a
 * second. Whatever `change` throws rolls everything back.
 */
export async function changeAccess<Result>(
  { database, freshness, access }: AccessParts,
  change: (tx: Connection, versions: Versions) => Promise<Result>,
): Promise<Result> {
  const [result, versions] = await changeReference(database, async (tx, reference) => {
    const { rows } = await tx.query<{ freshness: number }>(raiseAccess);
    const numbers = { reference, access: rows[0]!.freshness };
    return [await change(tx, numbers), numbers] as const;
  });
  freshness.raised(versions.reference);
  access.raised(versions.access);
  return result;
}

/** Why access stays as it is. */
export type Refused =
  | 'already_exists'
  | 'key_not_found'
  | 'person_not_found'
  | 'more_than_own'
  | 'own_access'
  | 'last_admin';

/** Thrown inside a change of access: nothing of it is written. */
export class NotChanged extends Error {
  override name = 'NotChanged';
  readonly why: Refused;
  constructor(why: Refused) {
    super(why);
    this.why = why;
  }
}

/** A change's result, or why it was not made. */
export function orProblem<Result>(changed: Promise<Result>): Promise<Result | Refused> {
  return changed.catch((error: unknown) => {
    if (error instanceof NotChanged) return error.why;
    throw error;
  });
}

/** Begins or ends sessions, in one transaction: known here at once, elsewhere in less than a second. The ledger is not asked. */
export async function changeSessions<Result>(
  { database, access }: Pick<AccessParts, 'database' | 'access'>,
  change: (tx: Connection, version: number) => Promise<Result>,
): Promise<Result> {
  const [result, number] = await inTransaction(database, async (tx) => {
    const { rows } = await tx.query<{ freshness: number }>(raiseAccess);
    const version = rows[0]!.freshness;
    return [await change(tx, version), version] as const;
  });
  access.raised(number);
  return result;
}
