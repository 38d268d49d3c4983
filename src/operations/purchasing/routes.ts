import { type Caller, sitesFor } from '../../access/caller.ts';
import { limits } from '../../domain/limits.ts';
import { within } from '../../domain/sites.ts';
import { orProblem } from '../../http/changed.ts';
import { endpoint } from '../../http/endpoint.ts';
import { Problem } from '../../http/errors.ts';
import { idCursor, pageOfRows } from '../../http/paging.ts';
import { sitesAsked } from '../../http/site-asked.ts';
import { memberCodes } from '../../ledger/codes.ts';
import { numberColumn } from '../../platform/columns.ts';
import * as wire from './contract.ts';
import { orderGoods, orderRow, type PurchasingParts, supplierOf } from './order-goods.ts';
import * as sql from './queries.ts';
import { orderState, standingOf } from './rules.ts';

export function purchasingEndpoints(parts: PurchasingParts) {
  const { database } = parts;
  const reply = { description: 'The order.', schema: wire.purchaseOrderSchema };
  return {
    list: endpoint({
      id: 'listPurchaseOrders',
      summary: 'List purchase orders',
      query: wire.purchaseOrdersQuery,
      replies: { 200: { description: 'Orders, the newest first.', schema: wire.purchaseOrderPage } },
      async handle({ query, caller }) {
        const { after, limit = limits.pageItemsDefault, supplier = null, number = null } = query;
        const before = idCursor(after) || Number.MAX_SAFE_INTEGER;
        const sites = numberColumn(sitesAsked(await parts.reference(), query.site, caller.sites));
        const values = [sites, before, limit + 1, supplier, number];
        const { rows } = await database.query<sql.OrderHeadRow>(sql.selectOrders, values);
        const onWire = (row: sql.OrderHeadRow) => ({ ...headOf(row), lines: row.lines, pieces: row.pieces });
        return pageOfRows(rows, limit, onWire, ({ document_id }) => String(document_id));
      },
    }),
    get: endpoint({
      id: 'getPurchaseOrder',
      summary: 'Read a purchase order, and what came of it',
      params: wire.purchaseOrderParams,
      replies: { 200: reply },
      handle: ({ params: { number }, caller }) => orderOr404(parts, number, caller),
    }),
    create: endpoint({
      id: 'createPurchaseOrder',
      summary: 'Keep what was ordered from a supplier',
      description:
        'Sent again as it was it changes nothing and answers 200; other content under the same number takes `purpose: replace`.',
      body: wire.newPurchaseOrder,
      replies: { 201: reply, 200: { ...reply, description: 'As it was sent before, or replaced.' } },
      async handle({ body, caller }, answer) {
        const { number, outcome } = orProblem(await orderGoods(parts, body, caller.sites));
        if (outcome === 'made')
          answer.header('location', `/api/purchase-orders/${encodeURIComponent(number)}`);
        return answer.code(outcome === 'made' ? 201 : 200).send(await orderOr404(parts, number, caller));
      },
    }),
  };
}

/** Another site's order answers as one that does not exist. What things cost is told to those who may change it. */
async function orderOr404(
  { database }: PurchasingParts,
  number: string,
  { sites, rights }: Caller,
): Promise<wire.PurchaseOrderOnWire> {
  const row = await orderRow(database, number);
  if (!row || !within(sites, row.site_id))
    throw new Problem('purchase_order_not_found', `There is no purchase order ${number}.`, {
      where: 'params.number',
    });
  const came = (['recorded', 'filled'] as const).map(memberCodes.toCode);
  const [lines, answers, supplier] = await Promise.all([
    database.query<sql.LineRow>(sql.selectLines, [row.document_id]),
    database.query<sql.DeliveryRow>(sql.selectDeliveries, [
      number,
      numberColumn(came),
      memberCodes.toCode('extra'),
    ]),
    supplierOf(database, row.supplier),
  ]);
  const deliveries = answers.rows.map(({ product_id: product, ...one }) => ({ ...one, product }));
  const seesCost = within(sitesFor(rights, 'catalog'), row.site_id);
  const standing = lines.rows.map(({ line, product_id: product, quantity }) =>
    standingOf({ line, product, quantity }, deliveries, supplier?.short_closes ?? false),
  );
  const receipts = new Map(deliveries.map((one) => [one.number, one.closed]));
  return {
    ...headOf(row),
    state: orderState(standing),
    lines: lines.rows.map(({ line, sku, name, quantity, price_minor }, at) => {
      const { state, ...counts } = standing[at]!;
      return { line, sku, name, quantity, price: seesCost ? price_minor : null, ...counts, state };
    }),
    receipts: [...receipts].map(([one, closed]) => ({ number: one, closed })),
  };
}

function headOf(row: sql.OrderRow) {
  return {
    number: row.number,
    site: row.site,
    supplier: row.supplier,
    orderedOn: row.ordered_on,
    expectedOn: row.expected_on,
    currency: row.currency,
    createdAt: row.created_at.toISOString(),
  };
}
