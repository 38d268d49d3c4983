import type { Connection, Database } from '../platform/database.ts';
import * as sql from './queries.ts';

/**
 * Changes reference data (catalog, keys, places) in one transaction. It waits for the groups that are judging by the old
 * data, and from its commit every group of every process judges by the new: `change` writes the given number as the
 * `version` of each row it touches. Whatever it throws rolls everything back.
 */
export async function changeReference<Result>(
  database: Database,
  change: (tx: Connection, version: number) => Promise<Result>,
): Promise<Result> {
  const tx = await database.connect();
  try {
    await tx.query(sql.begin);
    await tx.query(sql.holdFreshness);
    const { rows } = await tx.query<{ freshness: number }>(sql.raiseFreshness);
    const result = await change(tx, rows[0]!.freshness);
    const { command } = await tx.query(sql.commit);
    if (command !== 'COMMIT') throw new Error(`the database answered ${command} to COMMIT`);
    tx.release();
    return result;
  } catch (error) {
    await tx.query(sql.rollback).then(
      () => tx.release(),
      (lost: Error) => tx.release(lost),
    );
    throw error;
  }
}
