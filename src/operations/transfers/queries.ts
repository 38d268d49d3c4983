import type { Statement } from '../../platform/database.ts';
import { piecesTotals } from './pieces/queries.ts';

export interface TransferRow {
  readonly document_id: number;
  readonly number: string;
  readonly from_site: number;
  readonly to_site: number;
  readonly from_code: string;
  readonly to_code: string;
  readonly requested_at: Date;
  readonly requested_by: string | null;
  readonly note: string | null;
  readonly closed_at: Date | null;
  readonly cancelled: boolean;
  /** Nobody scans where it arrives. */
  readonly unscanned: boolean;
  readonly wanted: number;
  readonly picked: number;
  readonly sent: number;
  readonly received: number;
  readonly elsewhere: number;
  readonly lost: number;
  readonly extra: number;
  readonly oldest: Date | null;
}

/** Its counters are of units and of pieces of plain products together. */
const transfers = `select t.document_id, d.number, t.from_site, t.to_site, f.code as from_code, g.code as to_code,
    t.requested_at, a.name as requested_by, t.note, t.closed_at, t.cancelled, t.unscanned, t.wanted, t.picked,
    (t.sent + q.sent)::int as sent, (t.received + q.received)::int as received, t.elsewhere,
    (t.lost + q.lost)::int as lost, (t.extra + q.extra)::int as extra,
    case when t.sent > t.received + t.lost then
      (select min(w.since) from transfer_under_way w where w.document_id = t.document_id) end as oldest
  from transfer t join document d on d.id = t.document_id join site f on f.id = t.from_site
    join site g on g.id = t.to_site left join actor a on a.id = t.requested_by
    cross join lateral (${piecesTotals('t.document_id')}) q`;

export const selectTransfer: Statement = {
  name: 'transfers_transfer',
  text: `${transfers} where d.kind = 'transfer' and d.number = $1`,
};

/** By the id it was asked for with. */
export const selectRequested: Statement = {
  name: 'transfers_requested',
  text: `${transfers} where t.request = $1`,
};

const isOpen = 't.closed_at is null';
/** One look at an index for each transfer. */
const withPieces = `cross join lateral (${piecesTotals('t.document_id')}) q`;
const came = 't.received + t.extra + t.lost + q.received + q.extra + q.lost';
const fitsStatus = `($4::text is null or case $4
    when 'open' then ${isOpen}
    when 'in_transit' then t.sent + q.sent > t.received + t.lost + q.received + q.lost
    when 'cancelled' then t.cancelled
    when 'closed' then not t.cancelled and t.closed_at is not null
    when 'receiving' then ${isOpen} and ${came} > 0
    when 'sent' then ${isOpen} and ${came} = 0 and t.sent + q.sent > 0
    when 'picking' then ${isOpen} and ${came} = 0 and t.sent + q.sent = 0 and t.picked > 0
    else ${isOpen} and ${came} = 0 and t.sent + q.sent = 0 and t.picked = 0 end)`;

/**
 * The newest first: of each site that may be looked at by the index of what it sends and by that of what it receives.
 * `$1`: those sites; `$6`, `$7`: from where and to where, if asked; 0: anywhere.
 */
export const selectTransfers: Statement = {
  name: 'transfers_list',
  text: `select x.* from (
      select distinct on (k.document_id) k.* from unnest($1::int[]) as s(id), lateral (
        (select t.document_id from transfer t ${withPieces} where t.from_site = s.id and t.document_id < $2 and ${fitsStatus}
            and ($5::text is null or exists (select from document d where d.id = t.document_id
              and position(lower($5) in lower(d.number)) > 0))
            and ($6 = 0 or t.from_site = $6) and ($7 = 0 or t.to_site = $7)
          order by t.document_id desc limit $3)
        union all
        (select t.document_id from transfer t ${withPieces} where t.to_site = s.id and t.document_id < $2 and ${fitsStatus}
            and ($5::text is null or exists (select from document d where d.id = t.document_id
              and position(lower($5) in lower(d.number)) > 0))
            and ($6 = 0 or t.from_site = $6) and ($7 = 0 or t.to_site = $7)
          order by t.document_id desc limit $3)) k
      order by k.document_id desc limit $3) n
    join lateral (${transfers} where t.document_id = n.document_id) x on true
    order by x.document_id desc`,
};

/** Waits for the groups that hold the transfer (FOR KEY SHARE): no scan is half inside a closed one. */
export const holdTransfer: Statement = {
  name: 'transfers_hold',
  text: `${transfers} where d.kind = 'transfer' and d.number = $1 for update of t`,
};

export const setClosed: Statement = {
  name: 'transfers_set_closed',
  text: 'update transfer set closed_at = $2, cancelled = $3 where document_id = $1',
};

export const insertStep: Statement = {
  name: 'transfers_step',
  text: `insert into transfer_step (document_id, step, at, actor_id, reason, carrier, tracking, units, request)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (request) do nothing`,
};

export const selectSending: Statement = {
  name: 'transfers_sending',
  text: 'select units from transfer_step where request = $1 and document_id = $2',
};

export interface StepRow {
  readonly step: 'requested' | 'sent' | 'closed' | 'cancelled' | 'reopened';
  readonly at: Date;
  readonly by: string;
  readonly reason: string | null;
  readonly carrier: string | null;
  readonly tracking: string | null;
  readonly units: number | null;
}

export const selectSteps: Statement = {
  name: 'transfers_steps',
  text: `select t.step, t.at, a.name as by, t.reason, t.carrier, t.tracking, t.units
    from transfer_step t join actor a on a.id = t.actor_id where t.document_id = $1 order by t.id`,
};

export const nextNumber: Statement = {
  name: 'transfers_next_number',
  text: "select nextval('transfer_number')::int as nth",
};

/** Nothing where the number is taken. $9 null: whether anybody scans where it arrives is that site's to say. */
export const insertTransfer: Statement = {
  name: 'transfers_insert',
  text: `insert into transfer (document_id, from_site, to_site, request, requested_at, requested_by, note, wanted, unscanned)
    select $1, $2, s.id, $4, $5, $6, $7, $8, coalesce($9::boolean, not s.scans) from site s where s.id = $3
    on conflict do nothing`,
};

export const insertLines: Statement = {
  name: 'transfers_insert_lines',
  text: `insert into transfer_line (document_id, line, product_id, unit_id, quantity, price, currency)
    select $1, * from unnest($2::int[], $3::int[], $4::bigint[], $5::int[], $6::bigint[], $7::text[])`,
};

/** The units that have a serial of a product now. */
export const selectUnitsNamed: Statement = {
  name: 'transfers_units_named',
  text: `select k.nth, i.unit_id from unnest($1::int[], $2::smallint[], $3::text[], $4::int[])
      as k(nth, bucket, value, product_id)
    join identifier i on i.bucket = k.bucket and i.value = k.value and i.product_id = k.product_id and i.ended = 0`,
};

export interface LineRow {
  readonly line: number;
  readonly sku: string;
  readonly name: string;
  readonly serial: string | null;
  readonly plain: boolean;
  readonly quantity: number;
}

export const selectLines: Statement = {
  name: 'transfers_lines',
  text: `select l.line, p.sku, p.name, u.serial, not p.serialized as plain, l.quantity from transfer_line l join product p on p.id = l.product_id
      left join unit u on u.id = l.unit_id and u.bucket = l.unit_id & 255
    where l.document_id = $1 order by l.line`,
};

export interface MemberCountRow {
  readonly line: number | null;
  readonly sku: string;
  readonly name: string;
  readonly state: number;
  readonly units: number;
}

export const countMembers: Statement = {
  name: 'transfers_count_members',
  text: `select g.*, p.sku, p.name from (
      select m.line, u.product_id, m.state, count(*)::int as units
      from document_unit m join unit u on u.bucket = m.bucket and u.id = m.unit_id
      where m.document_id = $1 group by 1, 2, 3) g
    join product p on p.id = g.product_id order by g.line nulls last, p.sku`,
};

export interface MemberRow {
  readonly unit_id: number;
  readonly bucket: number;
  readonly sku: string;
  readonly serial: string;
  readonly line: number | null;
  readonly state: number;
  readonly status: number;
  readonly before: string | null;
  readonly since: Date | null;
}

export const selectMembers: Statement = {
  name: 'transfers_members',
  text: `select m.unit_id, m.bucket, p.sku, u.serial, m.line, m.state, u.status, u.before, w.since
    from document_unit m
    join unit u on u.bucket = m.bucket and u.id = m.unit_id
    join product p on p.id = u.product_id
    left join transfer_under_way w on w.unit_id = m.unit_id and w.document_id = m.document_id
    where m.document_id = $1 and (m.bucket, m.unit_id) > ($2, $3) and ($5::smallint is null or m.state = $5)
    order by m.bucket, m.unit_id limit $4`,
};

export interface ClaimRow {
  readonly id: number;
  readonly at: Date;
  readonly by: string;
  readonly reason: string;
  readonly carrier: string | null;
  readonly number: string | null;
  readonly amount: number | null;
  readonly currency: string | null;
  readonly units: readonly { readonly id: number; readonly sku: string; readonly serial: string }[];
  readonly pieces: readonly { readonly sku: string; readonly quantity: number }[];
  readonly found: number;
}

/** `$2`: the state of what is still lost. */
export const selectClaims: Statement = {
  name: 'transfers_claims',
  text: `select c.id, c.at, a.name as by, c.reason, c.carrier, c.number, c.amount, c.currency,
      coalesce(n.units, '[]') as units, c.pieces, n.found
    from transfer_claim c join actor a on a.id = c.actor_id, lateral (
      select jsonb_agg(jsonb_build_object('id', u.id, 'sku', p.sku, 'serial', u.serial) order by u.id) as units,
        count(*) filter (where m.state is distinct from $2)::int as found
      from unnest(c.units) as k(id) join unit u on u.id = k.id and u.bucket = k.id & 255
      join product p on p.id = u.product_id
      left join document_unit m on m.document_id = c.document_id and m.bucket = u.bucket and m.unit_id = u.id) n
    where c.document_id = $1 order by c.id`,
};

export const selectClaim: Statement = {
  name: 'transfers_known_claim',
  text: 'select id from transfer_claim where request = $1 and document_id = $2',
};

/** Nothing where the same was asked before. */
export const insertClaim: Statement = {
  name: 'transfers_claim',
  text: `insert into transfer_claim (request, document_id, at, actor_id, reason, carrier, number, amount, currency, units, pieces)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::bigint[], $11::jsonb) on conflict (request) do nothing`,
};

export interface InTransitRow {
  readonly unit_id: number;
  readonly sku: string;
  readonly name: string;
  readonly serial: string;
  readonly number: string;
  readonly from_code: string;
  readonly to_code: string;
  readonly since: Date;
}

/** What is on its way, the longest first. `$6`: the state of it. */
export const selectInTransit: Statement = {
  name: 'transfers_in_transit',
  text: `select w.unit_id, p.sku, p.name, u.serial, d.number, f.code as from_code, g.code as to_code, w.since
    from transfer_under_way w
    join transfer t on t.document_id = w.document_id join document d on d.id = w.document_id
    join document_unit m on m.document_id = w.document_id and m.unit_id = w.unit_id and m.bucket = w.unit_id & 255
    join unit u on u.id = w.unit_id and u.bucket = m.bucket join product p on p.id = u.product_id
    join site f on f.id = t.from_site join site g on g.id = t.to_site
    where m.state = $6 and (t.from_site = any($1::int[]) or t.to_site = any($1::int[]))
      and ($4 = 0 or t.from_site = $4) and ($5 = 0 or t.to_site = $5)
      and (w.since, w.unit_id) > (timestamptz 'epoch' + $2::float8 * interval '1 millisecond', $3::bigint)
    order by w.since, w.unit_id limit $7`,
};

export interface AgreementRow {
  readonly seller: string;
  readonly buyer: string;
  readonly point: 'sent' | 'received';
  readonly at: Date;
  readonly by: string;
}

/** The newest of each pair, where it agrees on anything. */
export const selectAgreements: Statement = {
  name: 'transfers_agreements',
  text: `select s.code as seller, b.code as buyer, n.point, n.at, a.name as by from (
      select distinct on (seller_id, buyer_id) * from company_agreement order by seller_id, buyer_id, id desc) n
    join owner s on s.id = n.seller_id join owner b on b.id = n.buyer_id join actor a on a.id = n.actor_id
    where n.point is not null order by s.code, b.code`,
};

export const insertAgreement: Statement = {
  name: 'transfers_agree',
  text: `insert into company_agreement (seller_id, buyer_id, point, at, actor_id) values ($1, $2, $3, $4, $5)`,
};

export interface PostingRow {
  readonly id: number;
  readonly posted_at: Date;
  readonly is_out: boolean;
  readonly number: string;
  readonly unit_id: number;
  readonly sku: string;
  readonly serial: string;
  readonly other: string;
  readonly point: 'sent' | 'received';
  readonly amount: number | null;
  readonly currency: string | null;
  readonly reverses: number | null;
}

const inPeriod =
  '($4::timestamptz is null or posted_at >= $4) and ($5::timestamptz is null or posted_at <= $5)';

/** What went out of a company's book, and what came in; $4, $5: posted from when to when. */
export const selectPostings: Statement = {
  name: 'transfers_postings',
  text: `select p.id, p.posted_at, p.seller_id = $1 as is_out, d.number, p.unit_id, q.sku, u.serial, o.code as other,
      p.point, p.amount, p.currency, p.reverses
    from (
      (select * from company_posting where seller_id = $1 and id > $2 and ${inPeriod} order by id limit $3)
      union all (select * from company_posting where buyer_id = $1 and id > $2 and ${inPeriod} order by id limit $3)
      order by id limit $3) p
    join document d on d.id = p.document_id join unit u on u.id = p.unit_id and u.bucket = p.unit_id & 255
    join product q on q.id = u.product_id
    join owner o on o.id = case when p.seller_id = $1 then p.buyer_id else p.seller_id end
    order by p.id`,
};
