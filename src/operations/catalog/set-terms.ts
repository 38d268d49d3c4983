import { isDay } from '../../domain/gtin-periods.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database, Statement } from '../../platform/database.ts';
import { type Changed, problem } from './change-catalog.ts';
import type { CostTerms, WarrantyTerms } from './contract.ts';
import {
  type CostRow,
  insertCost,
  insertWarranty,
  selectCosts,
  selectProduct,
  selectWarranties,
  type WarrantyRow,
} from './queries.ts';
import { type Dated, termsOn } from './rules.ts';

export interface TermsParts {
  readonly database: Database;
  readonly clock: Clock;
}

/**
 * Adds what is agreed from a day on. Nothing is changed or taken away, so what held on any day can be answered; who
 * mistyped a term writes the right one for the same day. Gives all terms of the product.
 */
export async function setWarranty(
  { database, clock }: TermsParts,
  sku: string,
  { kind, months, starts, from }: WarrantyTerms,
  actor: number,
): Promise<Changed<{ readonly items: readonly WarrantyRow[] }>> {
  if (!isDay(from)) return badDay('from');
  const values = [sku, kind, months, starts, from, clock.now().toISOString(), actor];
  await database.query(insertWarranty, values);
  return readWarranties(database, sku);
}

/** The same for what one unit costs us. */
export async function setCost(
  { database, clock }: TermsParts,
  sku: string,
  { amount, currency, from }: CostTerms,
  actor: number,
): Promise<Changed<{ readonly items: readonly CostRow[] }>> {
  if (!isDay(from)) return badDay('from');
  if (!currencies.has(currency))
    return problem('bad_currency', 'currency', `ISO 4217 knows no currency ${currency}.`);
  await database.query(insertCost, [sku, amount, currency, from, clock.now().toISOString(), actor]);
  return readCosts(database, sku);
}

const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** All warranty terms of a product, the latest first, or those that hold on a day: one of each kind. */
export async function readWarranties(database: Database, sku: string, on?: string) {
  return termsOf<WarrantyRow>(database, selectWarranties, sku, on, ({ kind }) => kind);
}

/** All costs of a product, the latest first, or the one that holds on a day. */
export async function readCosts(database: Database, sku: string, on?: string) {
  return termsOf<CostRow>(database, selectCosts, sku, on, () => 'cost');
}

async function termsOf<Row extends Dated>(
  database: Database,
  statement: Statement,
  sku: string,
  on: string | undefined,
  kindOf: (row: Row) => string,
): Promise<Changed<{ readonly items: readonly Row[] }>> {
  if (on !== undefined && !isDay(on)) return badDay('query.on');
  const product = await database.query<{ id: number }>(selectProduct, [sku]);
  if (!product.rows[0]) return problem('product_not_found', 'params.sku', `There is no product ${sku}.`);
  const { rows } = await database.query<Row>(statement, [product.rows[0].id]);
  return { items: on === undefined ? rows : termsOn(rows, on, kindOf) };
}

function badDay(where: string) {
  return problem('bad_day', where, 'A day is written like 2026-11-23 and exists in the calendar.');
}
