import type { Statement } from '../../platform/database.ts';

const statement = (name: string, text: string): Statement => ({ name: `orders_${name}`, text });

/** Makes sure that orders of these numbers are documents; answers nothing, see `selectDocuments`. */
export const selectDocuments = statement(
  'documents',
  `select d.id, d.number from unnest($1::text[]) as k(number)
   join document d on d.kind = 'order' and d.number = k.number collate "C"`,
);

export interface OrderRow {
  readonly document_id: number;
  readonly site_id: number | null;
  readonly channel: string | null;
  readonly customer: string | null;
  readonly ordered_at: Date | null;
  readonly currency: string | null;
}

export const selectOrders = statement(
  'select',
  `select document_id, site_id, channel, customer, ordered_at, currency from customer_order
   where document_id = any($1::bigint[])`,
);

export interface OrderLineRow {
  readonly document_id: number;
  readonly line: number;
  readonly product_id: number;
  readonly quantity: number;
  readonly price_minor: number | null;
}

export const selectOrderLines = statement(
  'lines',
  `select document_id, line, product_id, quantity, price_minor from customer_order_line
   where document_id = any($1::bigint[]) order by document_id, line`,
);

/** What is not said of an order stays. */
export const saveOrders = statement(
  'save',
  `insert into customer_order (document_id, site_id, channel, customer, ordered_at, currency)
   select * from unnest($1::bigint[], $2::int[], $3::text[], $4::text[], $5::timestamptz[], $6::text[])
     as n(document_id, site_id, channel, customer, ordered_at, currency) order by document_id
   on conflict (document_id) do update set site_id = coalesce(excluded.site_id, customer_order.site_id),
     channel = coalesce(excluded.channel, customer_order.channel),
     customer = coalesce(excluded.customer, customer_order.customer),
     ordered_at = coalesce(excluded.ordered_at, customer_order.ordered_at),
     currency = coalesce(excluded.currency, customer_order.currency)`,
);

export const saveOrderLines = statement(
  'save_lines',
  `insert into customer_order_line (document_id, line, product_id, quantity, price_minor)
   select * from unnest($1::bigint[], $2::int[], $3::int[], $4::int[], $5::bigint[])
     as n(document_id, line, product_id, quantity, price_minor) order by document_id, line
   on conflict (document_id, line) do update set product_id = excluded.product_id, quantity = excluded.quantity,
     price_minor = coalesce(excluded.price_minor, customer_order_line.price_minor)`,
);
