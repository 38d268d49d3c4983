import { randomBytes } from 'node:crypto';
import type { Connection, Queryable } from '../../platform/database.ts';
import type { MasterKey, MasterKeys } from '../../platform/master-keys.ts';
import {
  keyedHash,
  newSealKey,
  SealBroken,
  seal,
  sealJson,
  unseal,
  unsealJson,
} from '../../platform/sealing.ts';
import { type CustomerRow, insertSecret, type SecretRow, selectSecret, shareSecret } from './queries.ts';
import { type Person, searchTexts } from './rules.ts';

/** The master key that the database was written with is not here: nobody's data can be read or written. */
export class CustomersLocked extends Error {
  override readonly name = 'CustomersLocked';
}

/** What people are sealed and found with. */
export interface Vault {
  readonly master: MasterKey;
  readonly searchKey: Buffer;
}

/** For reading. Null while nobody was ever kept. Throws CustomersLocked. */
export async function vaultToRead(db: Queryable, keys: MasterKeys): Promise<Vault | null> {
  const { rows } = await db.query<SecretRow>(selectSecret);
  return rows[0] ? vaultOf(rows[0], keys) : null;
}

/** For writing, until the transaction's end; made where there is none yet. Throws CustomersLocked. */
export async function vaultToWrite(tx: Connection, keys: MasterKeys): Promise<Vault> {
  const known = await tx.query<SecretRow>(shareSecret);
  if (known.rows[0]) return vaultOf(known.rows[0], keys);
  const master = keys.current();
  await tx.query(insertSecret, [master.id, wrapSearchKey(master, newSealKey())]);
  const { rows } = await tx.query<SecretRow>(shareSecret);
  return vaultOf(rows[0]!, keys);
}

export function vaultOf(row: SecretRow, keys: MasterKeys): Vault {
  const master = masterOf(row.master, keys);
  return { master, searchKey: opened(() => unseal(master.key, row.search_key, searchContext)) };
}

export function wrapSearchKey(master: MasterKey, searchKey: Buffer): Buffer {
  return seal(master.key, searchKey, searchContext);
}

/** A new person's row: a key of their own, wrapped, and what it seals. */
export function sealNewPerson({ master }: Vault, reference: string, person: Person) {
  const key = newSealKey();
  return {
    master: master.id,
    wrapped: wrapPersonKey(master, key, reference),
    sealed: sealJson(key, person, personContext(reference)),
  };
}

/** The same person with other data, under the key they have. */
export function sealAgain(row: CustomerRow, keys: MasterKeys, person: Person): Buffer {
  return sealJson(personKeyOf(row, keys), person, personContext(row.reference));
}

/** What is known about somebody; null once erased. Throws CustomersLocked. */
export function openPerson(row: CustomerRow, keys: MasterKeys): Person | null {
  const { sealed, reference } = row;
  if (sealed === null) return null;
  return opened(() => unsealJson(personKeyOf(row, keys), sealed, personContext(reference))) as Person;
}

export function personKeyOf({ master, wrapped, reference }: CustomerRow, keys: MasterKeys): Buffer {
  const { key } = masterOf(master!, keys);
  return opened(() => unseal(key, wrapped!, keyContext(reference)));
}

export function wrapPersonKey(master: MasterKey, key: Buffer, reference: string): Buffer {
  return seal(master.key, key, keyContext(reference));
}

/** Hashes that a person is found by, in hex. */
export function searchHashes({ searchKey }: Vault, person: Person): string[] {
  return searchTexts(person).map((text) => keyedHash(searchKey, text).toString('hex'));
}

/** A reference that says nothing and cannot be guessed: 80 bits in the letters and digits that nobody confuses. */
export function newReference(): string {
  const letters = 'ABCDEFGHJKMNPQRSTVWXYZ0123456789';
  return `C-${Array.from(randomBytes(16), (byte) => letters[byte % letters.length]).join('')}`;
}

const searchContext = 'customer search key';
const keyContext = (reference: string) => `customer key ${reference}`;
const personContext = (reference: string) => `customer ${reference}`;

function masterOf(id: string, keys: MasterKeys): MasterKey {
  const master = keys.byId(id);
  if (master) return master;
  throw new CustomersLocked(
    `The key ${id} that customers were sealed with is not in ${keys.where}. Put it there: without it nobody can read them.`,
  );
}

function opened<Result>(open: () => Result): Result {
  try {
    return open();
  } catch (error) {
    if (error instanceof SealBroken)
      throw new CustomersLocked('Sealed data of a customer is damaged.', { cause: error });
    throw error;
  }
}
