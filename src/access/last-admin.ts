import type { Connection } from '../platform/database.ts';
import { selectAdmins } from './people/queries.ts';
import { selectAdminKeys } from './queries.ts';

/** Whether nobody is left, person or key, who may do everything everywhere: then nobody could ever change that again. */
export async function nobodyIsAdmin(tx: Connection, at: string): Promise<boolean> {
  const [people, keys] = await Promise.all([tx.query(selectAdmins), tx.query(selectAdminKeys, [at])]);
  return people.rowCount === 0 && keys.rowCount === 0;
}
