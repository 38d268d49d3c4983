import type { CostKind } from '../../../domain/valuation/cost-kinds.ts';
import type { Statement } from '../../../platform/database.ts';

const statement = (name: string, text: string): Statement => ({ name: `costs_${name}`, text });

export interface CostRow {
  readonly id: number;
  readonly company: string;
  readonly kind: CostKind;
  readonly minor: number;
  readonly currency: string;
  readonly at: Date;
  readonly known_at: Date;
  readonly source: 'order' | 'transfer' | 'invoice' | 'hand' | 'inherited';
  readonly document_kind: string | null;
  readonly document_number: string | null;
  readonly invoice_id: number | null;
  readonly invoice_number: string | null;
  readonly reason: string | null;
  readonly actor: string;
  readonly reverses: number | null;
  readonly taken_back: boolean;
}

/** A unit's book as it was known at $2, the oldest first; at most $3 lines. */
export const selectCosts = statement(
  'of_unit',
  `select c.id, o.code as company, c.kind, c.minor, c.currency, c.at, c.known_at, c.source, d.kind as document_kind,
     d.number as document_number, c.invoice_id, i.number as invoice_number, c.reason, a.code as actor, c.reverses,
     exists (select from cost_entry r where r.reverses = c.id and r.known_at <= $2) as taken_back
   from cost_entry c join owner o on o.id = c.company_id join actor a on a.id = c.actor_id
   left join document d on d.id = c.document_id left join cost_invoice i on i.id = c.invoice_id
   where c.unit_id = $1 and c.known_at <= $2 order by c.id limit $3`,
);

/** In whose stock of ours a unit is or was last, and since when; none for one that never was. */
export const selectLastCompany = statement(
  'last_company',
  `select h.owner_id, o.code, h.since_at from holding h join owner o on o.id = h.owner_id
   where h.unit_id = $1 and h.known_until is null and o.kind = 'company' order by h.from_at desc, h.id desc limit 1`,
);

export interface TermRow {
  readonly minor: number;
  readonly currency: string;
  readonly from: string;
}

/** What terms say that a product cost on day $2, as known at $3; before the first of them, what the first says. */
export const selectTerm = statement(
  'term',
  `select minor, currency, from_day as "from" from product_cost
   where product_id = (select id from product where sku = $1) and set_at <= $3
   order by from_day <= $2 desc, case when from_day <= $2 then from_day end desc nulls last, from_day, id desc limit 1`,
);

export interface SaleRow {
  readonly kind: string;
  readonly number: string;
  readonly line: string | null;
  readonly price_minor: number | null;
  readonly currency: string | null;
}

/** The sale that a unit is bound to, and what its order says that the line was sold for, a piece. */
export const selectSale = statement(
  'sale',
  `select d.kind, d.number, s.line, l.price_minor, o.currency
   from unit u join sale s on s.id = u.sale and s.unit_id = u.id join document d on d.id = s.document_id
   left join customer_order o on o.document_id = s.document_id
   left join customer_order_line l on l.document_id = s.document_id
     and l.line = nullif(substring(s.line from '^[0-9]{1,9}'), '')::int and l.product_id = u.product_id
   where u.bucket = $1 and u.id = $2`,
);

export const selectEntry = statement(
  'entry',
  `select id, unit_id, company_id, kind, minor, currency, at, known_at, source, document_id, line, seq, invoice_id, reason,
     actor_id, reverses, exists (select from cost_entry r where r.reverses = c.id) as taken_back
   from cost_entry c where id = $1 and unit_id = $2`,
);

/** What an entry that is sent again was kept as. */
export const selectByRequest = statement(
  'by_request',
  'select id, unit_id, kind, minor, currency, reverses from cost_entry where request = $1::uuid',
);

/** An owner that is one of our companies. */
export const selectCompany = statement('company', `select id from owner where id = $1 and kind = 'company'`);
