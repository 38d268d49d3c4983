import { type Sites, within } from '../../domain/sites.ts';
import { endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import type { Reference } from '../../ledger/reference.ts';
import { numberColumn, textColumn } from '../../platform/columns.ts';
import { type OrderOnWire, orderParams, orderSchema } from './contract.ts';
import type { OrderParts } from './import-orders.ts';
import * as sql from './queries.ts';

export function orderEndpoints(parts: OrderParts) {
  return {
    get: endpoint({
      id: 'getOrder',
      summary: 'Read an order',
      params: orderParams,
      replies: { 200: { description: 'The order.', schema: orderSchema } },
      async handle({ params: { number }, caller }) {
        const order = await orderByNumber(parts, number, caller.sites);
        if (order) return order;
        throw new Problem('order_not_found', `There is no order ${number}.`, { where: 'params.number' });
      },
    }),
  };
}

/** The order, where the caller may see its site; one of no site is seen by whoever sees all. */
async function orderByNumber(
  { database, reference }: OrderParts,
  number: string,
  sites: Sites,
): Promise<OrderOnWire | null> {
  const documents = await database.query<{ id: number }>(sql.selectDocuments, [textColumn([number])]);
  if (!documents.rows[0]) return null;
  const ids = [numberColumn([documents.rows[0].id])];
  const { rows } = await database.query<sql.OrderRow>(sql.selectOrders, ids);
  const order = rows[0];
  const isSeen = order && (order.site_id === null ? sites === null : within(sites, order.site_id));
  if (!isSeen) return null;
  const lines = await database.query<sql.OrderLineRow>(sql.selectOrderLines, ids);
  return orderOnWire(number, order, lines.rows, await reference());
}

function orderOnWire(
  number: string,
  { site_id, channel, customer, ordered_at, currency }: sql.OrderRow,
  lines: readonly sql.OrderLineRow[],
  names: Reference,
): OrderOnWire {
  return {
    number,
    site: (site_id !== null && names.sites.get(site_id)?.code) || null,
    channel,
    customer,
    orderedAt: ordered_at?.toISOString() ?? null,
    currency,
    lines: lines.map(({ line, product_id, quantity, price_minor }) => ({
      line,
      sku: names.products.get(product_id)?.sku ?? '',
      quantity,
      price: price_minor,
    })),
  };
}
