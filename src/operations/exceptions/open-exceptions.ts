import type { Database } from '../../platform/database.ts';
import { countOpen } from './queries.ts';

/** How many questions of each kind nobody has settled. */
export async function openExceptions(database: Database): Promise<Readonly<Record<string, number>>> {
  const { rows } = await database.query<{ kind: string; open: number }>(countOpen);
  return Object.fromEntries(rows.map(({ kind, open }) => [kind, open]));
}
