import { type Sites, within } from '../../domain/sites.ts';
import { bucketOf } from '../../ledger/bucket.ts';
import type { ReadReference } from '../../ledger/current-reference.ts';
import { ensureDocuments } from '../../ledger/ensure-documents.ts';
import type { Reference } from '../../ledger/reference.ts';
import type { Clock } from '../../platform/clock.ts';
import { numberColumn, textColumn } from '../../platform/columns.ts';
import type { Connection, Database, Queryable } from '../../platform/database.ts';
import { inTransaction } from '../../platform/transaction.ts';
import type { NewTransfer } from './contract.ts';
import * as sql from './queries.ts';

export interface RequestParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly reference: ReadReference;
}

/** Who asks, and where he may. */
export interface Requester {
  readonly actor: number;
  readonly sites: Sites;
}

export type Requested = { readonly number: string } | { readonly problem: Problem };

interface Problem {
  readonly code:
    | 'unknown_site'
    | 'unknown_product'
    | 'unknown_unit'
    | 'no_serials'
    | 'same_site'
    | 'already_exists'
    | 'too_many_units'
    | 'bad_currency';
  readonly where: string;
  readonly sentence: string;
}

/**
 * What one site asks another for: so many units of a product, or exactly certain ones. Whoever may scan at one of the two
 * may ask. The same request again answers what it made the first time; with a problem nothing is made.
 */
export async function requestTransfer(
  { database, clock, reference }: RequestParts,
  wanted: NewTransfer,
  { actor, sites }: Requester,
): Promise<Requested> {
  const names = await reference();
  const ends = endsOf(wanted, names, sites);
  if ('problem' in ends) return ends;
  const lines = await linesOf(database, wanted.lines, names);
  if ('problem' in lines) return lines;
  const total = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const now = clock.now().toISOString();
  return inTransaction(database, async (tx) => {
    const before = await requestedBefore(tx, wanted.request);
    if (before !== null) return { number: before };
    const number = wanted.number ?? (await nextNumber(tx));
    const id = (await ensureDocuments(tx, 'transfer', [number])).get(number)!;
    const { note = null, unscanned = null } = wanted;
    const values = [id, ends.from, ends.to, wanted.request, now, actor, note, total, unscanned];
    const made = await tx.query(sql.insertTransfer, values);
    if (made.rowCount !== 1) return taken(tx, wanted.request, number);
    await tx.query(sql.insertLines, [
      id,
      numberColumn(lines.map((_, nth) => nth + 1)),
      numberColumn(lines.map(({ product }) => product)),
      numberColumn(lines.map(({ unit }) => unit)),
      numberColumn(lines.map(({ quantity }) => quantity)),
      numberColumn(lines.map(({ price }) => price)),
      textColumn(lines.map(({ currency }) => currency)),
    ]);
    await tx.query(sql.insertStep, [id, 'requested', now, actor, null, null, null, null, null]);
    return { number };
  });
}

/** Somebody else has the number, or this very request was made at the same time. */
async function taken(tx: Connection, request: string, number: string): Promise<Requested> {
  const before = await requestedBefore(tx, request);
  if (before !== null) return { number: before };
  return problem('already_exists', 'number', `There is a transfer ${number} already.`);
}

async function requestedBefore(tx: Connection, request: string): Promise<string | null> {
  const { rows } = await tx.query<sql.TransferRow>(sql.selectRequested, [request]);
  return rows[0]?.number ?? null;
}

async function nextNumber(tx: Connection): Promise<string> {
  const { rows } = await tx.query<{ nth: number }>(sql.nextNumber);
  return `T-${String(rows[0]!.nth).padStart(6, '0')}`;
}

function endsOf(wanted: NewTransfer, names: Reference, sites: Sites) {
  const [from, to] = [names.sitesByCode.get(wanted.from), names.sitesByCode.get(wanted.to)];
  const isMine = [from, to].some((site) => site && within(sites, site.id));
  for (const [where, site] of [
    ['from', from],
    ['to', to],
  ] as const) {
    // Who may work at neither end learns nothing of them.
    if (!site || site.kind === 'outside' || !site.active || !isMine)
      return problem('unknown_site', where, `There is no site "${wanted[where]}" in use.`);
  }
  if (from!.id === to!.id)
    return problem('same_site', 'to', 'A transfer goes to another site than it comes from.');
  return { from: from!.id, to: to!.id };
}

interface Line {
  readonly product: number;
  readonly unit: number | null;
  readonly quantity: number;
  readonly price: number | null;
  readonly currency: string | null;
}

async function linesOf(
  db: Queryable,
  wanted: NewTransfer['lines'],
  names: Reference,
): Promise<Line[] | { readonly problem: Problem }> {
  const products: number[] = [];
  for (const [nth, { sku, serial, quantity = 1, price, currency }] of wanted.entries()) {
    const product = names.productsBySku.get(sku);
    if (!product) return problem('unknown_product', `lines[${nth}].sku`, `There is no product "${sku}".`);
    if (!product.serialized && serial !== undefined)
      return problem('no_serials', `lines[${nth}].serial`, `${product.name} has no serial numbers.`);
    if (serial !== undefined && quantity !== 1)
      return problem('too_many_units', `lines[${nth}].quantity`, 'A line with a serial is of one unit.');
    if ((price === undefined) !== (currency === undefined))
      return problem(
        'bad_currency',
        `lines[${nth}].currency`,
        'A price has a currency, and a currency a price.',
      );
    products.push(product.id);
  }
  const units = await unitsNamed(db, wanted, products);
  const lines = wanted.map(({ quantity = 1, price = null, currency = null }, nth) => ({
    product: products[nth]!,
    unit: units.get(nth) ?? null,
    quantity,
    price,
    currency,
  }));
  for (const [nth, { sku, serial }] of wanted.entries()) {
    if (serial === undefined) continue;
    const where = `lines[${nth}].serial`;
    const { unit } = lines[nth]!;
    if (unit === null) return problem('unknown_unit', where, `No ${sku} has the serial ${serial}.`);
    if (lines.findIndex((line) => line.unit === unit) !== nth)
      return problem('too_many_units', where, `The serial ${serial} stands in two lines.`);
  }
  return lines;
}

async function unitsNamed(db: Queryable, wanted: NewTransfer['lines'], products: readonly number[]) {
  const named = [...wanted.entries()].flatMap(([nth, { serial }]) =>
    serial === undefined ? [] : [{ nth, serial }],
  );
  if (named.length === 0) return new Map<number, number>();
  const { rows } = await db.query<{ nth: number; unit_id: number }>(sql.selectUnitsNamed, [
    numberColumn(named.map(({ nth }) => nth)),
    numberColumn(named.map(({ serial }) => bucketOf(serial))),
    textColumn(named.map(({ serial }) => serial)),
    numberColumn(named.map(({ nth }) => products[nth]!)),
  ]);
  return new Map(rows.map(({ nth, unit_id }) => [nth, unit_id]));
}

function problem(code: Problem['code'], where: string, sentence: string) {
  return { problem: { code, where, sentence } };
}
