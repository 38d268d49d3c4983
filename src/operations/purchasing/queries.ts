import type { Statement } from '../../platform/database.ts';

const statement = (name: string, text: string): Statement => ({ name: `purchasing_${name}`, text });

export interface OrderRow {
  readonly document_id: number;
  readonly number: string;
  readonly site_id: number;
  readonly site: string;
  readonly supplier: string;
  readonly ordered_on: string | null;
  readonly expected_on: string | null;
  readonly currency: string | null;
  readonly created_at: Date;
}

const orders = `select o.document_id, d.number, o.site_id, s.code as site, o.supplier,
    to_char(o.ordered_on, 'YYYY-MM-DD') as ordered_on, to_char(o.expected_on, 'YYYY-MM-DD') as expected_on, o.currency,
    o.created_at
  from purchase_order o join document d on d.id = o.document_id join site s on s.id = o.site_id`;

export const selectOrder = statement('order', `${orders} where d.kind = 'purchase_order' and d.number = $1`);

export type OrderHeadRow = OrderRow & { readonly lines: number; readonly pieces: number };

/** The newest first. */
export const selectOrders = statement(
  'orders',
  `select x.*, l.lines, l.pieces from (${orders}
     where o.site_id = any($1::int[]) and o.document_id < $2 and ($4::text is null or o.supplier = $4)
       and ($5::text is null or position(lower($5) in lower(d.number)) > 0)
     order by o.document_id desc limit $3) x
   left join lateral (select count(*)::int as lines, coalesce(sum(quantity), 0)::int as pieces
     from purchase_order_line where document_id = x.document_id) l on true
   order by x.document_id desc`,
);

export interface LineRow {
  readonly line: number;
  readonly product_id: number;
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
  readonly price_minor: number | null;
}

export const selectLines = statement(
  'lines',
  `select l.line, l.product_id, p.sku, p.name, l.quantity, l.price_minor
   from purchase_order_line l join product p on p.id = l.product_id where l.document_id = $1 order by l.line`,
);

/** Waits for whoever changes the same order. */
export const holdOrder = statement(
  'hold',
  'select document_id from purchase_order where document_id = $1 for update',
);

export const saveOrder = statement(
  'save',
  `insert into purchase_order (document_id, site_id, supplier, ordered_on, expected_on, currency, created_at)
   values ($1, $2, $3, $4, $5, $6, $7)
   on conflict (document_id) do update set supplier = excluded.supplier, ordered_on = excluded.ordered_on,
     expected_on = excluded.expected_on, currency = excluded.currency`,
);

export const dropLines = statement('drop_lines', 'delete from purchase_order_line where document_id = $1');

export const insertLines = statement(
  'insert_lines',
  `insert into purchase_order_line (document_id, line, product_id, quantity, price_minor)
   select $1, * from unnest($2::int[], $3::int[], $4::int[], $5::bigint[])`,
);

export interface DeliveryRow {
  readonly receipt: number;
  readonly number: string;
  readonly closed: boolean;
  readonly line: number | null;
  readonly product_id: number;
  readonly announced: number;
  readonly received: number;
  readonly extra: number;
}

/**
 * Lines of receipts that answer an order. Units by the line that they came on; pieces fill the lines of their product one
 * after another, and what is too many is extra on the last. `$2`, `$3`: states of a unit that came, and that was extra.
 */
export const selectDeliveries = statement(
  'deliveries',
  `select n.document_id as receipt, d.number, r.closed_at is not null as closed, n.order_line as line, n.product_id,
     n.quantity as announced,
     case when p.serialized then u.came else greatest(0, least(n.quantity, q.pieces - b.before)) end::int as received,
     case when b.is_last then case when p.serialized then x.extra else greatest(0, q.pieces - b.before - n.quantity) end
       else 0 end::int as extra
   from receipt_announced n
   join receipt r on r.document_id = n.document_id
   join document d on d.id = n.document_id
   join product p on p.id = n.product_id
   cross join lateral (select coalesce(sum(o.quantity) filter (where o.line < n.line), 0) as before,
       max(o.line) = n.line as is_last
     from receipt_announced o where o.document_id = n.document_id and o.product_id = n.product_id) b
   left join lateral (select count(*) as came from document_unit m
     where m.document_id = n.document_id and m.line = n.line and m.state = any($2::smallint[])) u on p.serialized
   left join lateral (select count(*) as extra from document_unit m
     join unit t on t.bucket = m.bucket and t.id = m.unit_id
     where m.document_id = n.document_id and m.state = $3 and t.product_id = n.product_id) x on p.serialized
   left join lateral (select coalesce(sum(e.delta), 0) as pieces from quantity_event e
     where e.document_id = n.document_id and e.product_id = n.product_id and e.move = 4
       and not exists (select from quantity_event a where a.product_id = e.product_id and a.place = e.place
         and a.move = 64 and (a.details->>'seq')::int = e.seq)) q on not p.serialized
   where n.purchase_order = $1 order by n.document_id, n.line`,
);

/** The supplier as the catalog names it, and whether what it does not bring is given up. */
export const selectSupplier = statement(
  'supplier',
  `select s.name, coalesce(t.short_closes, false) as short_closes
   from supplier s left join supplier_rule t on t.supplier_id = s.id
   where s.code = $1 or s.name = $1 order by s.code = $1 desc, s.id limit 1`,
);
