import type { Connection, Database } from '../platform/database.ts';
import { inTransaction } from '../platform/transaction.ts';
import * as sql from './queries.ts';

/**
 * Changes reference data (catalog, keys, places) in one transaction. It waits for the groups that are judging by the old
 * data, and from its commit every group of every process judges by the new: `change` writes the given number as the
 * `version` of each row it touches. Whatever it throws rolls everything back.
 */
export function changeReference<Result>(
  database: Database,
  change: (tx: Connection, version: number) => Promise<Result>,
): Promise<Result> {
  return inTransaction(database, async (tx) => {
    await tx.query(sql.holdFreshness);
    const { rows } = await tx.query<{ freshness: number }>(sql.raiseFreshness);
    return change(tx, rows[0]!.freshness);
  });
}
