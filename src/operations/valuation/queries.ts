import type { Statement } from '../../platform/database.ts';

const statement = (name: string, text: string): Statement => ({ name: `valuation_${name}`, text });

// ---- Following the feed

/** One process of all follows, for one batch; it is free again when the transaction ends, however it ends. */
export const tryLead = statement('try_lead', 'select pg_try_advisory_xact_lock(7319, 0) as leads');
export const selectState = statement('state', 'select feed from holding_state');
export const updateState = statement('save_state', 'update holding_state set feed = $1');

export interface HoldingRow {
  readonly id: number;
  readonly unit_id: number;
  readonly product_id: number;
  readonly site_id: number;
  readonly owner_id: number;
  readonly standing: number;
  readonly since_at: Date;
  readonly from_at: Date;
  readonly known_from: Date;
  readonly until_at: Date | null;
  readonly until_known: Date | null;
}

/** What is taken for known of some units. */
export const selectHoldings = statement(
  'holdings',
  `select id, unit_id, product_id, site_id, owner_id, standing, since_at, from_at, known_from, until_at, until_known
   from holding where unit_id = any($1::bigint[]) and known_until is null order by unit_id, from_at, id`,
);

export const endHoldings = statement(
  'end_holdings',
  `update holding h set until_at = k.until_at, until_known = k.until_known
   from unnest($1::bigint[], $2::timestamptz[], $3::timestamptz[]) as k(id, until_at, until_known) where h.id = k.id`,
);

export const correctHoldings = statement(
  'correct_holdings',
  `update holding h set known_until = k.known_until
   from unnest($1::bigint[], $2::timestamptz[]) as k(id, known_until) where h.id = k.id`,
);

export const insertHoldings = statement(
  'insert_holdings',
  `insert into holding (unit_id, product_id, site_id, owner_id, standing, since_at, from_at, known_from, until_at,
     until_known)
   select * from unnest($1::bigint[], $2::int[], $3::int[], $4::int[], $5::smallint[], $6::timestamptz[],
     $7::timestamptz[], $8::timestamptz[], $9::timestamptz[], $10::timestamptz[])`,
);

// ---- What comes into the book by itself

export interface PriceRow {
  readonly unit_id: number;
  readonly seq: number;
  readonly minor: number;
  readonly currency: string;
  readonly document_id: number;
  readonly line: number;
}

/**
 * What purchase orders say that units cost which came by a receipt: $1 units, $2 their buckets, $3 the events, $4 the receipts,
 * $5 the products. By the line that the unit was announced or counted on; one that came besides, by any line of its product.
 */
export const selectOrderPrices = statement(
  'order_prices',
  `select k.unit_id, k.seq, p.minor, p.currency, p.document_id, p.line
   from unnest($1::bigint[], $2::bigint[], $3::smallint[], $4::int[], $5::bigint[], $6::int[])
     as k(unit_id, member_id, bucket, seq, document_id, product_id)
   left join document_unit m on m.document_id = k.document_id and m.bucket = k.bucket and m.unit_id = k.member_id
   cross join lateral (
     select l.price_minor as minor, o.currency, o.document_id, l.line
     from receipt_announced a join document d on d.kind = 'purchase_order' and d.number = a.purchase_order
     join purchase_order o on o.document_id = d.id
     join purchase_order_line l on l.document_id = d.id and l.line = a.order_line and l.product_id = k.product_id
     where a.document_id = k.document_id and a.product_id = k.product_id and l.price_minor is not null
       and o.currency is not null
     order by a.line = m.line desc nulls last, a.line limit 1) p`,
);

/** What a transfer between two companies of ours put into the buyer's book: $1 units, $2 events, $3 transfers, $4 buyers. */
export const selectPostedPrices = statement(
  'posted_prices',
  `select k.unit_id, k.seq, p.amount as minor, p.currency, p.document_id, coalesce(p.line, 0) as line
   from unnest($1::bigint[], $2::int[], $3::bigint[], $4::int[]) as k(unit_id, seq, document_id, buyer_id)
   join lateral (select p.* from company_posting p where p.unit_id = k.unit_id and p.document_id = k.document_id
       and p.buyer_id = k.buyer_id and p.reverses is null and p.amount is not null and p.currency is not null
       and not exists (select from company_posting r where r.reverses = p.id)
     order by p.id desc limit 1) p on true`,
);

export interface EntryRow {
  readonly id: number;
  readonly unit_id: number;
  readonly company_id: number;
  readonly kind: string;
  readonly minor: number;
  readonly currency: string;
  readonly at: Date;
  readonly known_at: Date;
  readonly source: string;
  readonly document_id: number | null;
  readonly line: number | null;
  readonly seq: number | null;
  readonly invoice_id: number | null;
  readonly reason: string | null;
  readonly actor_id: number;
}

/** Entries of some units that stand: none takes them back, and they take none back. */
export const selectStandingEntries = statement(
  'standing_entries',
  `select id, unit_id, company_id, kind, minor, currency, at, known_at, source, document_id, line, seq, invoice_id, reason,
     actor_id
   from cost_entry c where unit_id = any($1::bigint[]) and reverses is null
     and not exists (select from cost_entry r where r.reverses = c.id)
   order by id`,
);

/** One statement for whoever writes the book; what is there already, by the event or the entry it goes by, stays as it is. */
export const insertEntries = statement(
  'insert_entries',
  `insert into cost_entry (unit_id, company_id, kind, minor, currency, at, known_at, source, document_id, line, seq,
     invoice_id, reason, actor_id, request, reverses, carries)
   select * from unnest($1::bigint[], $2::int[], $3::text[], $4::bigint[], $5::text[], $6::timestamptz[],
     $7::timestamptz[], $8::text[], $9::bigint[], $10::int[], $11::int[], $12::bigint[], $13::text[], $14::int[],
     $15::uuid[], $16::bigint[], $17::bigint[])
   on conflict do nothing`,
);

/** What the book of its owner says that each was bought for; what is in two currencies is left out. */
export const selectBoughtFor = statement(
  'bought_for',
  `select unit_id, min(minor) as minor, min(currency) as currency from (
     select c.unit_id, c.currency, sum(c.minor)::bigint as minor
     from unnest($1::bigint[]) as k(id) join unit u on u.id = k.id and u.bucket = k.id & 255
     join cost_entry c on c.unit_id = u.id and c.company_id = u.owner and c.kind = 'purchase'
     where not exists (select from cost_entry t where t.unit_id = c.unit_id and t.company_id = c.company_id
       and t.source = 'transfer' and t.reverses is null and t.at > c.at
       and not exists (select from cost_entry r where r.reverses = t.id))
     group by c.unit_id, c.currency
     having sum(c.minor) >= 0 and sum(case when c.reverses is null and c.minor >= 0 then 1
       when c.reverses is not null and c.minor <= 0 then -1 else 0 end) > 0) x
   group by unit_id having count(*) = 1`,
);
