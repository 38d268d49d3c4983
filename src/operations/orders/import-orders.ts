import type { ImportLine } from '../../domain/imports/lines.ts';
import { type LineProblem, lineProblem } from '../../domain/imports/problems.ts';
import { type Sites, within } from '../../domain/sites.ts';
import type { ReadReference } from '../../ledger/current-reference.ts';
import { ensureDocuments } from '../../ledger/ensure-documents.ts';
import { namedProduct } from '../../ledger/named-product.ts';
import type { Reference } from '../../ledger/reference.ts';
import { instantAt } from '../../platform/clock.ts';
import { numberColumn, textColumn, timeColumn } from '../../platform/columns.ts';
import type { Database, Queryable } from '../../platform/database.ts';
import { inTransaction } from '../../platform/transaction.ts';
import * as sql from './queries.ts';

export interface OrderParts {
  readonly database: Database;
  readonly reference: ReadReference;
}

export type OrderTaken = 'recorded' | 'repeated' | { readonly problem: LineProblem };

/** A line that names a product and a site of ours. */
interface Placed {
  readonly said: ImportLine;
  readonly product: number;
  readonly site: number | null;
  readonly at: string | null;
}

/**
 * Keeps orders as another program knows them: each line once, by the order's number and its own. A line that is there
 * already as it is said is `repeated`; one that differs is what the file says now.
 */
export async function importOrders(
  { database, reference }: OrderParts,
  lines: readonly ImportLine[],
  sites: Sites,
  write: boolean,
): Promise<OrderTaken[]> {
  const names = await reference();
  const placed = lines.map((line) => place(line, sites, names));
  const good = placed.filter((one) => 'said' in one);
  const known = await knownLines(database, good);
  const taken = placed.map((one): OrderTaken => {
    if (!('said' in one)) return one;
    return isKnown(one, known) ? 'repeated' : 'recorded';
  });
  const fresh = good.filter((one) => !isKnown(one, known));
  if (write && fresh.length > 0) await inTransaction(database, (tx) => save(tx, fresh));
  return taken;
}

function place(said: ImportLine, sites: Sites, names: Reference): Placed | { readonly problem: LineProblem } {
  const { site: code, time } = said;
  const site = code === undefined ? undefined : names.sitesByCode.get(code);
  const isOurs = site && site.kind !== 'outside' && within(sites, site.id);
  if (code !== undefined && !isOurs) return { problem: lineProblem('unknown_site', { site: code }) };
  if (code === undefined && sites !== null)
    return { problem: lineProblem('missing_field', { field: 'site' }) };
  const at = time && ('instant' in time ? time.instant : instantAt(time.local, site?.timeZone ?? 'UTC'));
  const named = namedProduct(said, names, at?.slice(0, 10));
  if ('problem' in named) return named;
  return { said, product: named.product, site: site?.id ?? null, at: at ?? null };
}

interface Known {
  readonly orders: ReadonlyMap<string, sql.OrderRow>;
  readonly lines: ReadonlyMap<string, sql.OrderLineRow>;
}

async function knownLines(db: Queryable, placed: readonly Placed[]): Promise<Known> {
  const numbers = [...new Set(placed.map(({ said }) => said.number!))];
  const { rows } = await db.query<{ id: number; number: string }>(sql.selectDocuments, [textColumn(numbers)]);
  const byId = new Map(rows.map(({ id, number }) => [id, number]));
  const ids = [numberColumn([...byId.keys()])];
  const [orders, lines] = await Promise.all([
    db.query<sql.OrderRow>(sql.selectOrders, ids),
    db.query<sql.OrderLineRow>(sql.selectOrderLines, ids),
  ]);
  return {
    orders: new Map(orders.rows.map((row) => [byId.get(row.document_id)!, row])),
    lines: new Map(lines.rows.map((row) => [`${byId.get(row.document_id)}|${row.line}`, row])),
  };
}

function isKnown({ said, product, site, at }: Placed, { orders, lines }: Known): boolean {
  const order = orders.get(said.number!);
  const line = lines.get(`${said.number}|${said.line}`);
  if (!order || !line) return false;
  const same = (value: unknown, kept: unknown) => value === undefined || value === null || value === kept;
  return (
    line.product_id === product &&
    line.quantity === (said.quantity ?? 1) &&
    same(said.paid, line.price_minor) &&
    same(said.channel, order.channel) &&
    same(said.customer, order.customer) &&
    same(said.currency, order.currency) &&
    same(site, order.site_id) &&
    same(at && Date.parse(at), order.ordered_at?.getTime())
  );
}

async function save(tx: Queryable, placed: readonly Placed[]): Promise<void> {
  const numbers = [...new Set(placed.map(({ said }) => said.number!))].sort();
  const ids = await ensureDocuments(tx, 'order', numbers);
  const idOf = ({ said }: Placed) => ids.get(said.number!)!;
  const heads = [...new Map(placed.map((one) => [idOf(one), one])).values()];
  await tx.query(sql.saveOrders, [
    numberColumn(heads.map(idOf)),
    numberColumn(heads.map(({ site }) => site)),
    textColumn(heads.map(({ said }) => said.channel ?? null)),
    textColumn(heads.map(({ said }) => said.customer ?? null)),
    timeColumn(heads.map(({ at }) => at)),
    textColumn(heads.map(({ said }) => said.currency ?? null)),
  ]);
  await tx.query(sql.saveOrderLines, [
    numberColumn(placed.map(idOf)),
    numberColumn(placed.map(({ said }) => said.line!)),
    numberColumn(placed.map(({ product }) => product)),
    numberColumn(placed.map(({ said }) => said.quantity ?? 1)),
    numberColumn(placed.map(({ said }) => said.paid ?? null)),
  ]);
}
