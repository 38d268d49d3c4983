import { statusCodes } from '../../ledger/codes.ts';
import type { Statement } from '../../platform/database.ts';
import type { ExpectedBy, LineState, ReturnReason, Wish } from './rules.ts';

const statement = (name: string, text: string): Statement => ({ name: `vendor_returns_${name}`, text });

export interface ReturnRow {
  readonly document_id: number;
  readonly number: string;
  readonly site_id: number;
  readonly site: string;
  readonly supplier: string;
  readonly supplier_name: string;
  readonly rma: string | null;
  readonly note: string | null;
  readonly needs_approval: boolean;
  readonly approved_at: Date | null;
  readonly approved_by: string | null;
  readonly made_at: Date;
  readonly made_by: string;
  readonly sent_at: Date | null;
  readonly carrier: string | null;
  readonly tracking: string | null;
  readonly closed_at: Date | null;
  readonly closed_by: string | null;
  readonly closed_why: string | null;
  readonly cancelled: boolean;
  readonly listed: number;
  readonly sent: number;
  readonly answered: number;
  readonly back: number;
  readonly open_credits: number;
}

const withVendor = statusCodes.toCode('with_vendor');
/** Sent, and here again without a word on its return: somebody received it, or took it in. */
const isBack = `l.state = 'sent' and u.status <> ${withVendor}`;
const isOwed = `l.wants = 'credit' and not l.credit_done and (l.state = 'credited' or (l.state = 'sent'
  and u.status = ${withVendor}))`;

const papers = `select r.document_id, d.number, r.site_id, s.code as site, p.code as supplier, p.name as supplier_name,
    r.rma, r.note, r.needs_approval, r.approved_at, a.name as approved_by, r.made_at, m.name as made_by, r.sent_at,
    r.carrier, r.tracking, r.closed_at, c.name as closed_by, r.closed_why, r.cancelled, n.*
  from vendor_return r join document d on d.id = r.document_id join site s on s.id = r.site_id
    join supplier p on p.id = r.supplier_id join actor m on m.id = r.made_by
    left join actor a on a.id = r.approved_by left join actor c on c.id = r.closed_by,
    lateral (select count(*) filter (where l.state = 'listed')::int as listed,
      count(*) filter (where l.state = 'sent' and not (${isBack}))::int as sent,
      count(*) filter (where l.state not in ('listed', 'sent') or (${isBack}))::int as answered,
      count(*) filter (where ${isBack})::int as back,
      count(*) filter (where ${isOwed})::int as open_credits
      from vendor_return_unit l join unit u on u.id = l.unit_id and u.bucket = l.unit_id & 255
      where l.document_id = r.document_id) n`;

export const selectReturn = statement('one', `${papers} where d.kind = 'vendor_return' and d.number = $1`);
export const selectRequested = statement('requested', `${papers} where r.request = $1`);
/** Waits for the groups that hold the return (FOR KEY SHARE): no scan is half inside a changed one. */
export const holdReturn = statement(
  'hold',
  `${papers} where d.kind = 'vendor_return' and d.number = $1 for update of r`,
);

/** $1: sites · $2: before · $3: how many · $4: open, closed, or null: any · $5: supplier · $6: part of a number or RMA. */
export const selectReturns = statement(
  'list',
  `${papers} where ($1::int[] is null or r.site_id = any($1)) and r.document_id < $2
     and ($4::boolean is null or (r.closed_at is null) = $4) and ($5::text is null or p.code = $5)
     and ($6::text is null or position(lower($6) in lower(d.number)) > 0
       or position(lower($6) in lower(coalesce(r.rma, ''))) > 0)
   order by r.document_id desc limit $3`,
);

export const nextNumber = statement('next_number', "select nextval('vendor_return_number')::int as nth");

export const selectSupplier = statement(
  'supplier',
  'select id from supplier where active and (code = $1 or lower(name) = lower($1)) order by code = $1 desc, id limit 1',
);

/** Nothing where the number or the request is taken. */
export const insertReturn = statement(
  'insert',
  `insert into vendor_return (document_id, request, site_id, supplier_id, rma, note, needs_approval, made_at, made_by)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
);

export const updateReturn = statement(
  'update',
  'update vendor_return set rma = coalesce($2, rma), note = coalesce($3, note) where document_id = $1',
);
export const setApproved = statement(
  'approve',
  'update vendor_return set approved_at = $2, approved_by = $3 where document_id = $1',
);
export const setSent = statement(
  'set_sent',
  `update vendor_return set sent_at = coalesce(sent_at, $2), carrier = coalesce($3, carrier),
     tracking = coalesce($4, tracking) where document_id = $1`,
);
export const setClosed = statement(
  'close',
  `update vendor_return set closed_at = $2, closed_by = $3, closed_why = $4, cancelled = $5 where document_id = $1`,
);

// ---- Units

/**
 * Units on a return, of those that are still where they could be sent from; what waits on another return stays out. What is
 * expected for each is what was said, or what it was bought for itself ($10, $11), or what its product costs today.
 */
export const insertLines = statement(
  'insert_lines',
  `insert into vendor_return_unit (document_id, unit_id, reason, note, wants, expected, currency, expected_by,
     added_at, added_by)
   select $1, u.id, $3, $4, $5, x.minor, x.currency, case when x.minor is not null then x.by end, $8, $9
   from unnest($2::bigint[], $10::bigint[], $11::text[]) as k(id, minor, currency) join unit u on u.id = k.id and u.bucket = k.id & 255
   left join lateral (select minor, currency from product_cost where product_id = u.product_id
     and from_day <= ($8::timestamptz)::date order by from_day desc, id desc limit 1) c on true
   cross join lateral (select f.minor, f.currency, f.by from (values
       (1, $6::bigint, $7::text, 'said', $6::bigint is not null),
       (2, k.minor, k.currency, 'unit', $5 = 'credit' and k.minor is not null),
       (3, c.minor, c.currency, 'product', $5 = 'credit'),
       (4, null, null, null, true)) as f(nth, minor, currency, by, fits)
     where f.fits order by f.nth limit 1) x
   where u.status <> ${withVendor} order by u.id on conflict do nothing returning unit_id`,
);

/** Where units wait, or are, already. */
export const selectListedOn = statement(
  'listed_on',
  `select l.unit_id, d.number from vendor_return_unit l join document d on d.id = l.document_id
   where l.unit_id = any($1::bigint[]) and (l.state = 'listed' or l.document_id = $2)`,
);

export const countLines = statement(
  'count_lines',
  'select count(*)::int as lines from vendor_return_unit where document_id = $1',
);

export const deleteLine = statement(
  'delete_line',
  `delete from vendor_return_unit where document_id = $1 and unit_id = $2 and state = 'listed' returning unit_id`,
);

export const deleteListed = statement(
  'delete_listed',
  `delete from vendor_return_unit where document_id = $1 and state = 'listed'`,
);

export const changeLine = statement(
  'change_line',
  `update vendor_return_unit set reason = coalesce($3, reason), note = coalesce($4, note), wants = coalesce($5, wants),
     expected = coalesce($6, expected), currency = coalesce($7, currency),
     expected_by = case when $6::bigint is null then expected_by else 'said' end
   where document_id = $1 and unit_id = $2 and state = 'listed' returning unit_id`,
);

export const selectListed = statement(
  'listed',
  `select unit_id from vendor_return_unit where document_id = $1 and state = 'listed' order by unit_id`,
);

/** What a carton was announced with. */
export const selectCarton = statement(
  'carton',
  `select distinct p.sku, k.serial from receipt_carton_unit k join product p on p.id = k.product_id
   where k.sscc = $1 order by 1, 2 limit $2`,
);

export interface LineRow {
  readonly document_id: number;
  readonly number: string;
  readonly unit_id: number;
  readonly sku: string;
  readonly name: string;
  readonly serial: string;
  readonly reason: ReturnReason;
  readonly note: string | null;
  readonly wants: Wish;
  readonly expected: number | null;
  readonly currency: string | null;
  readonly expected_by: ExpectedBy | null;
  readonly state: LineState;
  readonly is_back: boolean;
  readonly credited: number;
  readonly credited_currency: string | null;
  readonly credit_done: boolean;
  readonly added_at: Date;
  readonly added_by: string;
  readonly sent_at: Date | null;
  readonly answered_at: Date | null;
  readonly replacement_id: number | null;
  readonly replacement_sku: string | null;
  readonly replacement_serial: string | null;
  readonly status: number;
}

const lines = `select l.document_id, d.number, l.unit_id, p.sku, p.name, u.serial, l.reason, l.note, l.wants, l.expected, l.currency,
    l.expected_by, l.state, ${isBack} as is_back, coalesce(k.credited, 0) as credited, k.currency as credited_currency, l.credit_done, l.added_at,
    a.name as added_by, l.sent_at, l.answered_at, l.replacement_id, q.sku as replacement_sku,
    v.serial as replacement_serial, u.status
  from vendor_return_unit l join document d on d.id = l.document_id
    join unit u on u.id = l.unit_id and u.bucket = l.unit_id & 255
    join product p on p.id = u.product_id join actor a on a.id = l.added_by
    left join unit v on v.id = l.replacement_id and v.bucket = l.replacement_id & 255
    left join product q on q.id = v.product_id
    left join lateral (select sum(c.amount)::bigint as credited, c.currency from vendor_credit c
      where c.document_id = l.document_id and c.unit_id = l.unit_id
      group by c.currency having sum(c.amount) <> 0 order by c.currency limit 1) k on true`;

export const selectLines = statement(
  'lines',
  `${lines} where l.document_id = $1 and l.unit_id > $2 and ($4::text is null or l.state = $4)
   order by l.unit_id limit $3`,
);
export const selectLine = statement('line', `${lines} where l.document_id = $1 and l.unit_id = $2`);

/** Whether money that is sent again was kept. */
export const selectCredit = statement(
  'credit',
  'select 1 from vendor_credit where request = $1::uuid and unit_id = $2',
);

export const setCreditDone = statement(
  'credit_done',
  'update vendor_return_unit set credit_done = $3 where document_id = $1 and unit_id = $2',
);

/** The last event of a unit that stands and is this return’s, and which move it was. */
export const selectLastEvent = statement(
  'last_event',
  `select e.seq, e.move, u.seq as unit_seq from unit u join event e on e.bucket = u.bucket and e.unit_id = u.id
   where u.id = $1 and u.bucket = $1 & 255 and e.document_id = $2 and not exists (select from event a
     where a.bucket = e.bucket and a.unit_id = e.unit_id and a.annuls = e.seq)
   order by e.seq desc limit 1`,
);

export interface CreditRow extends LineRow {
  readonly site: string;
  readonly site_id: number;
  readonly supplier: string;
  readonly supplier_name: string;
  readonly rma: string | null;
  readonly owed_since: Date;
}

/** Money that suppliers owe, the longest owed first. $1: sites · $2, $3: behind · $4: how many · $5: supplier. */
export const selectCredits = statement(
  'credits',
  `select x.*, s.code as site, r.site_id, p.code as supplier, p.name as supplier_name, r.rma, x.sent_at as owed_since from (
     ${lines} where ${isOwed}) x
   join vendor_return r on r.document_id = x.document_id join site s on s.id = r.site_id
   join supplier p on p.id = r.supplier_id
   where ($1::int[] is null or r.site_id = any($1)) and ($5::text is null or p.code = $5)
     and (x.sent_at, x.unit_id) > (timestamptz 'epoch' + $2::float8 * interval '1 millisecond', $3::bigint)
   order by x.sent_at, x.unit_id limit $4`,
);
