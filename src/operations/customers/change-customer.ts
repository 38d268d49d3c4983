import { emailKey, phoneDigits } from '../../domain/contacts.ts';
import type { Clock } from '../../platform/clock.ts';
import { hexColumn, numberColumn } from '../../platform/columns.ts';
import type { Connection, Database } from '../../platform/database.ts';
import type { MasterKeys } from '../../platform/master-keys.ts';
import { inTransaction } from '../../platform/transaction.ts';
import type { CustomerChange, Erasure, NewCustomer } from './contract.ts';
import * as sql from './queries.ts';
import { changedPerson, type Person, type PersonChange } from './rules.ts';
import {
  newReference,
  openPerson,
  sealAgain,
  sealNewPerson,
  searchHashes,
  type Vault,
  vaultToWrite,
} from './vault.ts';

export interface CustomerParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly masterKeys: MasterKeys;
}

export interface CustomerProblem {
  readonly code:
    | 'already_exists'
    | 'customer_not_found'
    | 'customer_erased'
    | 'bad_phone'
    | 'bad_email'
    | 'invalid_request';
  readonly where: string;
  readonly sentence: string;
}
type Changed = sql.CustomerRow | { readonly problem: CustomerProblem };

/** Keeps a new person, sealed under a key of their own. */
export async function createCustomer(
  { database, clock, masterKeys }: CustomerParts,
  { reference = newReference(), ...person }: NewCustomer,
  actor: number,
): Promise<Changed> {
  const wrong = personProblem(person as Person);
  if (wrong) return wrong;
  return inTransaction(database, async (tx) => {
    const vault = await vaultToWrite(tx, masterKeys);
    const { master, wrapped, sealed } = sealNewPerson(vault, reference, person as Person);
    const now = clock.now().toISOString();
    const { rows } = await tx.query<{ id: number }>(sql.insertCustomer, [
      reference,
      master,
      wrapped,
      sealed,
      now,
    ]);
    if (!rows[0]) return problem('already_exists', 'reference', `There is a customer ${reference} already.`);
    await writeHashes(tx, vault, rows[0].id, person as Person);
    await noteAccess(tx, [rows[0].id], now, actor, 'created');
    return (await customerRow(tx, reference))!;
  });
}

/** What is not said stays, null takes away. */
export async function changeCustomer(
  { database, clock, masterKeys }: CustomerParts,
  reference: string,
  change: CustomerChange,
  actor: number,
): Promise<Changed> {
  return inTransaction(database, async (tx) => {
    const vault = await vaultToWrite(tx, masterKeys);
    const row = await lockedRow(tx, reference);
    if ('problem' in row) return row;
    const person = changedPerson(openPerson(row, masterKeys)!, change as PersonChange);
    const wrong = personProblem(person);
    if (wrong) return wrong;
    const now = clock.now().toISOString();
    await tx.query(sql.updateCustomer, [row.id, sealAgain(row, masterKeys, person), now]);
    await tx.query(sql.deleteHashes, [row.id]);
    await writeHashes(tx, vault, row.id, person);
    await noteAccess(tx, [row.id], now, actor, 'changed');
    return (await customerRow(tx, reference))!;
  });
}

/** Destroys the person's key and all they are found by. The reference stays: what was recorded still means the same person. */
export async function eraseCustomer(
  { database, clock }: CustomerParts,
  reference: string,
  { reason }: Erasure,
  actor: number,
): Promise<Changed> {
  return inTransaction(database, async (tx) => {
    const row = await lockedRow(tx, reference);
    if ('problem' in row) return row;
    const now = clock.now().toISOString();
    await tx.query(sql.eraseCustomer, [row.id, now, reason]);
    await tx.query(sql.deleteHashes, [row.id]);
    await noteAccess(tx, [row.id], now, actor, 'erased');
    return (await customerRow(tx, reference))!;
  });
}

/** Notes who had to do with whom, in the same transaction or before the answer leaves. */
export async function noteAccess(
  db: Pick<Database, 'query'>,
  customers: readonly number[],
  at: string,
  actor: number,
  what: sql.AccessRow['what'],
): Promise<void> {
  if (customers.length > 0) await db.query(sql.insertAccesses, [numberColumn(customers), at, actor, what]);
}

async function writeHashes(tx: Connection, vault: Vault, id: number, person: Person): Promise<void> {
  const hashes = searchHashes(vault, person);
  if (hashes.length > 0) await tx.query(sql.insertHashes, [hexColumn(hashes), id]);
}

async function customerRow(tx: Connection, reference: string): Promise<sql.CustomerRow | undefined> {
  const { rows } = await tx.query<sql.CustomerRow>(sql.selectCustomer, [reference]);
  return rows[0];
}

async function lockedRow(tx: Connection, reference: string): Promise<Changed> {
  const { rows } = await tx.query<sql.CustomerRow>(sql.lockCustomer, [reference]);
  if (!rows[0])
    return problem('customer_not_found', 'params.reference', `There is no customer ${reference}.`);
  if (rows[0].erased_at)
    return problem('customer_erased', 'params.reference', `The data of ${reference} was erased.`);
  return rows[0];
}

/** Nobody is kept who could not be found again by what was given. */
function personProblem(person: Person) {
  if (Object.keys(person).length === 0)
    return problem('invalid_request', 'body', 'Say at least one thing about the person.');
  if (person.phone !== undefined && phoneDigits(person.phone) === null)
    return problem('bad_phone', 'phone', 'A phone number is written with its country code: +49 170 1234567.');
  if (person.email !== undefined && emailKey(person.email) === null)
    return problem('bad_email', 'email', 'An e-mail address has one @ and no blanks.');
  return null;
}

function problem(code: CustomerProblem['code'], where: string, sentence: string) {
  return { problem: { code, where, sentence } };
}
