import { limits } from '../../domain/limits.ts';
import { hexColumn, numberColumn } from '../../platform/columns.ts';
import type { Connection, Database } from '../../platform/database.ts';
import type { MasterKey, MasterKeys } from '../../platform/master-keys.ts';
import { StartProblem } from '../../platform/start-problem.ts';
import { inTransaction } from '../../platform/transaction.ts';
import * as sql from './queries.ts';
import { personKeyOf, vaultOf, wrapPersonKey, wrapSearchKey } from './vault.ts';

export interface Rotation {
  /** People whose keys are now wrapped by the new master key. */
  readonly people: number;
  readonly master: string;
}

/**
 * Wraps every person's key, and that of the search, by a new master key, while servers go on. Their data itself is not
 * touched. Safe to be killed and begun again. Where the settings give the keys the first of them is the new one; else one
 * is added to the file. Old keys stay until `forgetOldKeys`: backups that were made before need them.
 */
export async function rotateKeys(
  database: Database,
  keys: MasterKeys,
  onProgress: (people: number) => void = () => {},
): Promise<Rotation> {
  const known = await database.query<sql.SecretRow>(sql.selectSecret);
  if (!known.rows[0]) return { people: 0, master: keys.current().id };
  const master = await newMaster(database, keys, known.rows[0]);
  let people = 0;
  for (let wrapped = -1; wrapped !== 0; people += wrapped) {
    wrapped = await inTransaction(database, (tx) => wrapSome(tx, keys, master));
    onProgress(people + wrapped);
  }
  return { people, master: master.id };
}

/** Forgets master keys that nothing in the database needs any more; gives how many are left. */
export async function forgetOldKeys(database: Database, keys: MasterKeys): Promise<number> {
  const { rows } = await database.query<{ master: string }>(sql.selectMasters);
  const needed = new Set(rows.map(({ master }) => master));
  for (const id of needed)
    if (!keys.byId(id))
      throw new StartProblem('configuration', `The key ${id} is needed and is not in ${keys.where}.`);
  keys.keep(needed);
  return needed.size;
}

/** From this transaction's commit on everybody who writes uses the new key: they hold the row while they do. */
async function newMaster(database: Database, keys: MasterKeys, known: sql.SecretRow): Promise<MasterKey> {
  vaultOf(known, keys);
  // A rotation that was cut off has left people behind: it is finished before another begins.
  const { rows } = await database.query<{ master: string }>(sql.selectMasters);
  const isUnfinished = rows.length > 1;
  const wanted = isUnfinished ? keys.byId(known.master)! : nextOf(keys, known.master);
  await inTransaction(database, async (tx) => {
    const { rows: locked } = await tx.query<sql.SecretRow>(sql.lockSecret);
    const { searchKey } = vaultOf(locked[0]!, keys);
    await tx.query(sql.updateSecret, [wanted.id, wrapSearchKey(wanted, searchKey)]);
  });
  return wanted;
}

/** The key that comes after the one in use: given before it already, or made now. */
function nextOf(keys: MasterKeys, used: string): MasterKey {
  const first = keys.current();
  return first.id === used ? keys.add() : first;
}

async function wrapSome(tx: Connection, keys: MasterKeys, master: MasterKey): Promise<number> {
  const values = [master.id, limits.rotationBatchMax];
  const { rows } = await tx.query<sql.CustomerRow>(sql.lockOtherwiseWrapped, values);
  if (rows.length === 0) return 0;
  const wrapped = rows.map((row) => wrapPersonKey(master, personKeyOf(row, keys), row.reference));
  await tx.query(sql.updateWrapped, [
    master.id,
    numberColumn(rows.map(({ id }) => id)),
    hexColumn(wrapped.map((bytes) => bytes.toString('hex'))),
  ]);
  return rows.length;
}
