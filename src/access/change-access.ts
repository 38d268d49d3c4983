import { changeReference } from '../ledger/change-reference.ts';
import { type Freshness, openFreshness } from '../ledger/freshness.ts';
import type { Clock } from '../platform/clock.ts';
import type { Connection, Database } from '../platform/database.ts';
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
