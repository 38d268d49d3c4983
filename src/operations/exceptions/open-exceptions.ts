import type { Database } from '../../platform/database.ts';
import { countOpen } from './queries.ts';

/** How many questions nobody has settled. */
export async function openExceptions(database: Database): Promise<number> {
  const { rows } = await database.query<{ open: number }>(countOpen);
  return rows[0]!.open;
}
