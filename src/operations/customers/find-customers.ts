import { type Contact, emailKey, phoneDigits } from '../../domain/contacts.ts';
import { limits } from '../../domain/limits.ts';
import { moveCodes } from '../../ledger/codes.ts';
import { keyedHash } from '../../platform/sealing.ts';
import { type CustomerParts, type CustomerProblem, noteAccess } from './change-customer.ts';
import type { CustomerExport, CustomerOnWire, CustomerSearch } from './contract.ts';
import * as sql from './queries.ts';
import { fieldsOf, phoneEnds, phoneEndText } from './rules.ts';
import { CustomersLocked, openPerson, vaultToRead } from './vault.ts';

/** Who looks, and whether what is in the fields may be shown. */
export interface Looker {
  readonly actor: number;
  readonly mayRead: boolean;
}

type Told<Result> = Result | { readonly problem: CustomerProblem };

/** One customer. What is in the fields is shown only to who may see it, and then it is noted who looked. */
export async function readCustomer(
  parts: CustomerParts,
  reference: string,
  { actor, mayRead }: Looker,
): Promise<Told<CustomerOnWire>> {
  const row = await rowOf(parts, reference);
  if ('problem' in row) return row;
  const shown = customerOnWire(parts, row, mayRead);
  if (shown.person !== null) await note(parts, [row.id], actor, 'read');
  return shown;
}

/** People by e-mail address, phone number, or its last digits; the newest first, at most `customersFoundMax`. */
export async function findCustomers(
  parts: CustomerParts,
  wanted: CustomerSearch,
  actor: number,
): Promise<Told<Found>> {
  const text = searchText(wanted);
  return typeof text === 'string' ? findByText(parts, text, actor) : text;
}

/**
 * People by how they can be reached; a number without its country code is looked for by its last digits and held against
 * the whole. `locked`: the master key is not here.
 */
export async function findByContact(
  parts: CustomerParts,
  contact: Contact,
  actor: number,
): Promise<Found | 'locked'> {
  try {
    if ('email' in contact) return await findByText(parts, `email:${contact.email}`, actor);
    if ('phone' in contact) return await findByText(parts, `phone:${contact.phone}`, actor);
    const { nationalPhone } = contact;
    const end = phoneEndText(nationalPhone, phoneEnds.findLast((count) => count <= nationalPhone.length)!);
    return await findByText(parts, end, actor, ({ person }) =>
      phoneDigits(person?.phone ?? '')?.endsWith(nationalPhone),
    );
  } catch (error) {
    if (error instanceof CustomersLocked) return 'locked';
    throw error;
  }
}

interface Found {
  readonly items: CustomerOnWire[];
  readonly more: boolean;
}

async function findByText(
  parts: CustomerParts,
  text: string,
  actor: number,
  isMeant: (customer: CustomerOnWire) => boolean | undefined = () => true,
): Promise<Found> {
  const vault = await vaultToRead(parts.database, parts.masterKeys);
  if (vault === null) return { items: [], more: false };
  const most = limits.customersFoundMax;
  const hash = keyedHash(vault.searchKey, text);
  const found = await parts.database.query<sql.CustomerRow>(sql.selectFound, [hash, most + 1]);
  const rows = found.rows.slice(0, most);
  const shown = rows.map((row) => ({ id: row.id, told: customerOnWire(parts, row, true) }));
  const meant = shown.filter(({ told }) => isMeant(told));
  await note(
    parts,
    meant.map(({ id }) => id),
    actor,
    'found',
  );
  return { items: meant.map(({ told }) => told), more: found.rows.length > most };
}

/** All that is kept about one person, for an access request (GDPR article 15), in one file. */
export async function exportCustomer(
  parts: CustomerParts,
  reference: string,
  actor: number,
): Promise<Told<CustomerExport>> {
  const { database, clock } = parts;
  const row = await rowOf(parts, reference);
  if ('problem' in row) return row;
  const customer = customerOnWire(parts, row, true);
  await note(parts, [row.id], actor, 'exported');
  const most = limits.customerExportMax;
  const [orders, events, accesses] = await Promise.all([
    database.query<sql.OrderRow>(sql.selectOrders, [reference, most]),
    database.query<sql.EventRow>(sql.selectEvents, [reference, most]),
    database.query<sql.AccessRow>(sql.selectAccesses, [row.id, 0, most]),
  ]);
  return {
    exportedAt: clock.now().toISOString(),
    customer,
    orders: orders.rows.map(orderOnWire),
    events: events.rows.map(eventOnWire),
    accesses: accesses.rows.map(accessOnWire),
    complete: [orders, events, accesses].every(({ rows }) => rows.length < most),
  };
}

/** Who had to do with one customer's data, the oldest first. One row more than asked for says whether there are more. */
export async function accessesOf(
  parts: CustomerParts,
  reference: string,
  after: number,
  limit: number,
): Promise<Told<{ readonly rows: readonly sql.AccessRow[] }>> {
  const row = await rowOf(parts, reference);
  if ('problem' in row) return row;
  return parts.database.query<sql.AccessRow>(sql.selectAccesses, [row.id, after, limit + 1]);
}

export function customerOnWire(
  { masterKeys }: Pick<CustomerParts, 'masterKeys'>,
  row: sql.CustomerRow,
  mayRead: boolean,
): CustomerOnWire {
  const person = openPerson(row, masterKeys);
  return {
    reference: row.reference,
    createdAt: row.created_at.toISOString(),
    changedAt: row.changed_at.toISOString(),
    erasedAt: row.erased_at?.toISOString() ?? null,
    has: person === null ? [] : fieldsOf(person),
    person: mayRead ? (person as CustomerOnWire['person']) : null,
  };
}

export function accessOnWire({ at, by, what }: sql.AccessRow) {
  return { at: at.toISOString(), by, what };
}

function orderOnWire({ kind, number, channel, ordered_at }: sql.OrderRow) {
  return { kind, number, channel, orderedAt: ordered_at?.toISOString() ?? null };
}

function eventOnWire(row: sql.EventRow) {
  const { unit_id: unit, seq, sku, serial, kind, number, details } = row;
  return {
    unit,
    seq,
    sku,
    serial,
    move: moveCodes.toWord(row.move),
    recordedAt: row.recorded_at.toISOString(),
    document: kind === null || number === null ? null : { kind, number },
    details,
  };
}

async function rowOf({ database }: CustomerParts, reference: string): Promise<Told<sql.CustomerRow>> {
  const { rows } = await database.query<sql.CustomerRow>(sql.selectCustomer, [reference]);
  if (rows[0]) return rows[0];
  return problem('customer_not_found', 'params.reference', `There is no customer ${reference}.`);
}

function note({ database, clock }: CustomerParts, ids: number[], actor: number, what: sql.AccessRow['what']) {
  return noteAccess(database, ids, clock.now().toISOString(), actor, what);
}

/** What is searched by, in the form that its hash was made of. */
function searchText({ email, phone, phoneEnd, ...rest }: CustomerSearch) {
  const said = [email, phone, phoneEnd].filter((one) => one !== undefined);
  if (said.length !== 1 || Object.keys(rest).length > 0)
    return problem(
      'invalid_request',
      'body',
      'Search by an e-mail address, a phone number, or its last digits.',
    );
  if (phoneEnd !== undefined) return phoneEndText(phoneEnd, phoneEnd.length);
  if (email !== undefined) {
    const key = emailKey(email);
    return key === null
      ? problem('bad_email', 'email', 'An e-mail address has one @ and no blanks.')
      : `email:${key}`;
  }
  const digits = phoneDigits(phone!);
  if (digits !== null) return `phone:${digits}`;
  return problem('bad_phone', 'phone', 'A phone number is written with its country code: +49 170 1234567.');
}

function problem(code: CustomerProblem['code'], where: string, sentence: string) {
  return { problem: { code, where, sentence } };
}
