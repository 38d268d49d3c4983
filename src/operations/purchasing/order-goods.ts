import { type Sites, siteWithin } from '../../domain/sites.ts';
import type { ReadReference } from '../../ledger/current-reference.ts';
import { ensureDocuments } from '../../ledger/ensure-documents.ts';
import type { Reference } from '../../ledger/reference.ts';
import type { Clock } from '../../platform/clock.ts';
import { numberColumn } from '../../platform/columns.ts';
import type { Connection, Database, Queryable } from '../../platform/database.ts';
import { inTransaction } from '../../platform/transaction.ts';
import type { NewPurchaseOrder } from './contract.ts';
import * as sql from './queries.ts';

export interface PurchasingParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly reference: ReadReference;
}

export interface OrderProblem {
  readonly code:
    | 'unknown_site'
    | 'unknown_product'
    | 'duplicate_line'
    | 'already_exists'
    | 'already_came'
    | 'fields_missing';
  readonly where: string;
  readonly sentence: string;
}

export type Ordered =
  | { readonly number: string; readonly outcome: 'made' | 'replaced' | 'repeated' }
  | { readonly problem: OrderProblem };

/**
 * Keeps what was ordered. The same order again is `repeated`; other content takes `purpose: replace`, and a line that a
 * receipt answers stays a line of its product. `write` false: says only what would become of it.
 */
export async function orderGoods(
  parts: PurchasingParts,
  said: NewPurchaseOrder,
  sites: Sites,
  write = true,
): Promise<Ordered> {
  const names = await parts.reference();
  const site = siteWithin(names, said.site, sites);
  if (!site) return no('unknown_site', 'site', `There is no site "${said.site}".`);
  const lines = linesOf(said, names);
  if ('problem' in lines) return lines;
  const supplier = (await supplierOf(parts.database, said.supplier))?.name ?? said.supplier;
  const wanted = { said: { ...said, supplier }, site: site.id, lines: lines.lines };
  if (!write) return becomes(parts.database, wanted);
  return inTransaction(parts.database, async (tx) => {
    const id = (await ensureDocuments(tx, 'purchase_order', [said.number])).get(said.number)!;
    await tx.query(sql.holdOrder, [id]);
    const become = await becomes(tx, wanted);
    if ('problem' in become || become.outcome === 'repeated') return become;
    const { orderedOn = null, expectedOn = null, currency = null } = said;
    const now = parts.clock.now().toISOString();
    await tx.query(sql.saveOrder, [id, site.id, supplier, orderedOn, expectedOn, currency, now]);
    await saveLines(tx, id, lines.lines);
    return become;
  });
}

interface Wanted {
  readonly said: NewPurchaseOrder;
  readonly site: number;
  readonly lines: readonly Line[];
}

/** What an order becomes beside what is kept of it. */
async function becomes(db: Queryable, { said, site, lines }: Wanted): Promise<Ordered> {
  const { number } = said;
  const before = await orderRow(db, number);
  if (!before) return { number, outcome: 'made' };
  if (before.site_id !== site) return no('already_exists', 'number', `There is an order ${number} already.`);
  const kept = (await db.query<sql.LineRow>(sql.selectLines, [before.document_id])).rows;
  if (isSame(before, kept, said, lines)) return { number, outcome: 'repeated' };
  if (said.purpose !== 'replace')
    return no('already_exists', 'number', `There is an order ${number} already, with other content.`);
  return (await answeredLine(db, number, lines)) ?? { number, outcome: 'replaced' };
}

/** The supplier as the catalog knows it, by code or by name. */
export async function supplierOf(db: Queryable, supplier: string) {
  const { rows } = await db.query<{ name: string; short_closes: boolean }>(sql.selectSupplier, [supplier]);
  return rows[0];
}

export async function orderRow(db: Queryable, number: string): Promise<sql.OrderRow | undefined> {
  return (await db.query<sql.OrderRow>(sql.selectOrder, [number])).rows[0];
}

interface Line {
  readonly line: number;
  readonly product: number;
  readonly quantity: number;
  readonly price: number | null;
}

function linesOf({ lines, currency }: NewPurchaseOrder, names: Reference) {
  const found: Line[] = [];
  for (const [at, { line, sku, quantity, price = null }] of lines.entries()) {
    const product = names.productsBySku.get(sku);
    if (!product) return no('unknown_product', `lines[${at}].sku`, `There is no product "${sku}".`);
    if (found.some((one) => one.line === line))
      return no('duplicate_line', `lines[${at}].line`, `There are two lines ${line}.`);
    if (price !== null && currency === undefined)
      return no('fields_missing', 'currency', 'Prices need a currency.');
    found.push({ line, product: product.id, quantity, price });
  }
  return { lines: found };
}

function isSame(
  row: sql.OrderRow,
  kept: readonly sql.LineRow[],
  said: NewPurchaseOrder,
  lines: readonly Line[],
): boolean {
  const head = [row.supplier, row.ordered_on, row.expected_on, row.currency];
  const { supplier, orderedOn = null, expectedOn = null, currency = null } = said;
  const before = kept.map(({ line, product_id, quantity, price_minor }) => [
    line,
    product_id,
    quantity,
    price_minor,
  ]);
  const now = [...lines]
    .sort((a, b) => a.line - b.line)
    .map(({ line, product, quantity, price }) => [line, product, quantity, price]);
  return (
    JSON.stringify([head, before]) === JSON.stringify([[supplier, orderedOn, expectedOn, currency], now])
  );
}

/** A line that a receipt answers may change its quantity and its price, and nothing else. */
async function answeredLine(tx: Queryable, number: string, lines: readonly Line[]) {
  const { rows } = await tx.query<sql.DeliveryRow>(sql.selectDeliveries, [number, '{}', 0]);
  const torn = rows.find(({ line, product_id }) => {
    const now = lines.find((one) => one.line === line);
    return line !== null && now?.product !== product_id;
  });
  if (!torn) return null;
  return no(
    'already_came',
    'lines',
    `Line ${torn.line} is answered by receipt ${torn.number}: it stays that product’s.`,
  );
}

async function saveLines(tx: Connection, id: number, lines: readonly Line[]): Promise<void> {
  await tx.query(sql.dropLines, [id]);
  await tx.query(sql.insertLines, [
    id,
    numberColumn(lines.map(({ line }) => line)),
    numberColumn(lines.map(({ product }) => product)),
    numberColumn(lines.map(({ quantity }) => quantity)),
    numberColumn(lines.map(({ price }) => price)),
  ]);
}

function no(code: OrderProblem['code'], where: string, sentence: string) {
  return { problem: { code, where, sentence } };
}
