import type { Connection, Database, Statement } from './database.ts';

const begin: Statement = { name: 'transaction_begin', text: 'begin' };
const commit: Statement = { name: 'transaction_commit', text: 'commit' };
const rollback: Statement = { name: 'transaction_rollback', text: 'rollback' };

/** What `work` writes, all of it or nothing; whatever it throws rolls it back. */
export async function inTransaction<Result>(
  database: Database,
  work: (tx: Connection) => Promise<Result>,
): Promise<Result> {
  const tx = await database.connect();
  try {
    await tx.query(begin);
    const result = await work(tx);
    // COMMIT of a failed transaction succeeds with another tag.
    const { command } = await tx.query(commit);
    if (command !== 'COMMIT') throw new Error(`the database answered ${command} to COMMIT`);
    tx.release();
    return result;
  } catch (error) {
    await tx.query(rollback).then(
      () => tx.release(),
      (lost: Error) => tx.release(lost),
    );
    throw error;
  }
}
