import type { LandedKind } from '../../../domain/valuation/cost-kinds.ts';
import type { Sharing } from '../../../domain/valuation/share-out.ts';
import type { Statement } from '../../../platform/database.ts';

const statement = (name: string, text: string): Statement => ({ name: `landed_${name}`, text });

export interface ReceiptRow {
  readonly document_id: number;
  readonly number: string;
  readonly site_id: number;
}

export const selectReceipts = statement(
  'receipts',
  `select r.document_id, d.number, r.site_id from unnest($1::text[]) as k(number)
   join document d on d.kind = 'receipt' and d.number = k.number collate "C" join receipt r on r.document_id = d.id
   order by r.document_id`,
);

export interface ShareUnitRow {
  readonly unit_id: number;
  readonly company_id: number;
  readonly sku: string;
  readonly weight_grams: number | null;
  /** What it was bought for, or is said to cost, in its main currency; null: nobody knows. */
  readonly value: number | null;
  readonly currency: string | null;
  /** In the stock of the company that it came to, now: in another's its share is no value. */
  readonly in_stock: boolean;
}

/**
 * The units that came by some receipts ($1), each once, in the order of their ids: of a wrongly named one, the one that took over
 * its life. Of them at most $2. States 1, 2, 4: recorded, extra, filled. What one was bought for is asked of the book as it is.
 */
export const selectUnits = statement(
  'units',
  `select distinct on (u.id) u.id as unit_id, s.owner_id as company_id, p.sku, p.weight_grams,
     coalesce(b.minor, t.minor) as value, coalesce(b.currency, t.currency) as currency,
     exists (select from holding h join owner o on o.id = h.owner_id and o.kind = 'company'
       where h.unit_id = u.id and h.owner_id = s.owner_id and h.until_at is null and h.known_until is null) as in_stock
   from receipt r join site s on s.id = r.site_id
   join document_unit m on m.document_id = r.document_id and m.state in (1, 2, 4)
   join unit w on w.bucket = m.bucket and w.id = m.unit_id
   join unit u on u.id = coalesce(w.see, w.id) and u.bucket = coalesce(w.see, w.id) % 256
   join product p on p.id = u.product_id
   left join lateral (select sum(c.minor)::bigint as minor, c.currency from cost_entry c
     where c.unit_id = u.id and c.company_id = s.owner_id and c.kind = 'purchase'
     group by c.currency having sum(c.minor) >= 0 and sum(case when c.reverses is null and c.minor >= 0 then 1
         when c.reverses is not null and c.minor <= 0 then -1 else 0 end) > 0 order by 1 desc limit 1) b on true
   left join lateral (select c.minor, c.currency from product_cost c where c.product_id = u.product_id
     order by c.from_day <= r.opened_at::date desc, case when c.from_day <= r.opened_at::date then c.from_day end desc nulls last,
       c.from_day, c.id desc limit 1) t on true
   where r.document_id = any($1::bigint[]) order by u.id limit $2`,
);

export const insertInvoice = statement(
  'insert',
  `insert into cost_invoice (request, number, supplier, kind, minor, currency, shared_by, at, known_at, actor_id, site_ids,
     units, gone_units, gone_minor)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict do nothing returning id`,
);

export const insertReceipts = statement(
  'insert_receipts',
  'insert into cost_invoice_receipt (invoice_id, document_id) select $1, id from unnest($2::bigint[]) as k(id)',
);

export interface InvoiceRow {
  readonly id: number;
  readonly request: string;
  readonly number: string;
  readonly supplier: string | null;
  readonly kind: LandedKind;
  readonly minor: number;
  readonly currency: string;
  readonly shared_by: Sharing;
  readonly at: Date;
  readonly known_at: Date;
  readonly actor: string;
  readonly site_ids: readonly number[];
  readonly units: number;
  readonly gone_units: number;
  readonly gone_minor: number;
  readonly taken_back_at: Date | null;
  readonly taken_back_by: string | null;
  readonly taken_back_reason: string | null;
  readonly receipts: readonly string[];
}

const invoices = `select i.*, a.code as actor, b.code as taken_back_by,
    array(select d.number from cost_invoice_receipt r join document d on d.id = r.document_id
      where r.invoice_id = i.id order by d.number) as receipts
  from cost_invoice i join actor a on a.id = i.actor_id left join actor b on b.id = i.taken_back_by`;

export const selectInvoice = statement('invoice', `${invoices} where i.id = $1`);
export const selectByRequest = statement('by_request', `${invoices} where i.request = $1::uuid`);

/** The newest first, of those all of whose sites are among $1 (null: any); $4: those of one receipt. */
export const selectInvoices = statement(
  'invoices',
  `${invoices} where ($1::int[] is null or i.site_ids <@ $1) and i.id < $2
     and ($4::bigint is null or exists (select from cost_invoice_receipt r where r.invoice_id = i.id and r.document_id = $4))
   order by i.id desc limit $3`,
);

export interface ShareRow {
  readonly id: number;
  readonly unit_id: number;
  readonly sku: string;
  readonly name: string;
  readonly serial: string;
  readonly minor: number;
  readonly currency: string;
}

/** What each unit got of an invoice, as it was shared out. */
export const selectShares = statement(
  'shares',
  `select c.id, c.unit_id, p.sku, p.name, u.serial, c.minor, c.currency
   from cost_entry c join unit u on u.id = c.unit_id and u.bucket = c.unit_id % 256 join product p on p.id = u.product_id
   where c.invoice_id = $1 and c.id > $2 and c.reverses is null and c.carries is null order by c.id limit $3`,
);

/** Whoever follows the feed may just be handing shares on to the unit that one turned out to be: they are taken back from that. */
export const waitForFollower = statement('wait', 'select pg_advisory_xact_lock(7319, 0)');

/** Answers a row where it stood until now. */
export const setTakenBack = statement(
  'set_taken_back',
  `update cost_invoice set taken_back_at = $2, taken_back_by = $3, taken_back_reason = $4
   where id = $1 and taken_back_at is null returning id`,
);

/** The opposite of every share that stands. */
export const takeBackShares = statement(
  'take_back_shares',
  `insert into cost_entry (unit_id, company_id, kind, minor, currency, at, known_at, source, document_id, line, invoice_id, reason,
     actor_id, reverses)
   select unit_id, company_id, kind, -minor, currency, at, $2, source, document_id, line, invoice_id, $4, $3, id
   from cost_entry c where invoice_id = $1 and reverses is null
     and not exists (select from cost_entry r where r.reverses = c.id)`,
);
