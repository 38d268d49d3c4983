import { openDatabase } from '../../platform/database.ts';
import { begin, commit, emptyIndex } from './queries.ts';

/** Takes everything out of the search index, as the tables' owner: whoever keeps it begins anew with its next batch. */
export async function resetSearchIndex(ownerUrl: string): Promise<void> {
  const database = openDatabase({ url: ownerUrl, patient: true });
  try {
    const tx = await database.connect();
    for (const statement of [begin, ...emptyIndex]) await tx.query(statement);
    const { command } = await tx.query(commit);
    tx.release();
    if (command !== 'COMMIT') throw new Error(`the database answered ${command} to COMMIT`);
  } finally {
    await database.close();
  }
}
