import type { Statement } from '../../platform/database.ts';

export interface ReceiptRow {
  readonly document_id: number;
  readonly number: string;
  readonly site_id: number;
  readonly site: string;
  readonly supplier: string | null;
  readonly opened_at: Date;
  readonly closed_at: Date | null;
  readonly expected: number;
  readonly received: number;
  readonly extra: number;
  readonly expected_on: string | null;
  readonly blind: boolean;
  readonly pieces: number;
  readonly pieces_received: number;
  readonly damaged: number;
}

/** Pieces that stand: 4: receive, 64: annul, as the index of what was annulled says it. */
const standingPieces = `from quantity_event q where q.move = 4 and not exists (select from quantity_event x
      where x.product_id = q.product_id and x.place = q.place and x.move = 64 and (x.details->>'seq')::int = q.seq)`;

/** Units that came damaged (3) or defective (4), and stand: by the partial index that says so in these numbers. */
const damagedArrivals = `select count(*)::int from event e
      join document_unit m on m.document_id = e.document_id and m.bucket = e.bucket and m.unit_id = e.unit_id
      where e.document_id = r.document_id and e.move = 4 and e.condition in (3, 4)
        and not exists (select from event x where x.bucket = e.bucket and x.unit_id = e.unit_id and x.annuls = e.seq)`;

const receipts = `select r.document_id, d.number, r.site_id, s.code as site, r.supplier, r.opened_at, r.closed_at,
    r.expected, r.received, r.extra, to_char(r.expected_on, 'YYYY-MM-DD') as expected_on, r.blind, r.pieces,
    (select coalesce(sum(q.delta), 0)::int ${standingPieces} and q.document_id = r.document_id) as pieces_received,
    (${damagedArrivals}) as damaged
  from receipt r join document d on d.id = r.document_id join site s on s.id = r.site_id`;

export const selectReceipt: Statement = {
  name: 'receiving_receipt',
  text: `${receipts} where d.kind = 'receipt' and d.number = $1`,
};

/** The newest first. Of each site by the index of its receipts; what is filtered besides is filtered on the way. */
export const selectReceipts: Statement = {
  name: 'receiving_receipts',
  text: `select x.* from unnest($1::int[]) as k(id), lateral (
      ${receipts}
      where r.site_id = k.id and r.document_id < $2
        and ($4::text is null or case $4 when 'closed' then r.closed_at is not null
          when 'announced' then r.closed_at is null and r.received + r.extra = 0
          when 'receiving' then r.closed_at is null and r.received + r.extra > 0
          else r.closed_at is null end)
        and ($5::text is null or r.supplier = $5)
        and ($6::text is null or position(lower($6) in lower(d.number)) > 0)
      order by r.document_id desc limit $3) x
    order by x.document_id desc limit $3`,
};

/**
 * Waits for the groups that hold the receipt (FOR KEY SHARE, which a plain update would not wait for) before it is closed
 * or opened again: no scan is half inside a closed receipt.
 */
export const holdReceipt: Statement = {
  name: 'receiving_hold',
  text: `${receipts} where d.kind = 'receipt' and d.number = $1 for update of r`,
};

export const setClosed: Statement = {
  name: 'receiving_set_closed',
  text: 'update receipt set closed_at = $2 where document_id = $1',
};

export const insertStep: Statement = {
  name: 'receiving_step',
  text: `insert into receipt_step (document_id, closed, at, actor_id, reason, expected, received, extra)
    values ($1, $2, $3, $4, $5, $6, $7, $8)`,
};

export interface StepRow {
  readonly closed: boolean;
  readonly at: Date;
  readonly by: string;
  readonly reason: string | null;
  readonly expected: number;
  readonly received: number;
  readonly extra: number;
}

export const selectSteps: Statement = {
  name: 'receiving_steps',
  text: `select t.closed, t.at, a.name as by, t.reason, t.expected, t.received, t.extra
    from receipt_step t join actor a on a.id = t.actor_id where t.document_id = $1 order by t.id`,
};

/** The arrival of a unit on the receipt that stands; `$2`: the move's number. */
const arrival = `left join lateral (
      select e.seq, e.recorded_at, e.actor, e.condition, e.details->>'reason' as reason, e.details->>'damage' as damage,
        e.details->'photos' as photos
      from event e
      where e.bucket = m.bucket and e.unit_id = m.unit_id and e.document_id = m.document_id and e.move = $2
        and not exists (select from event x where x.bucket = e.bucket and x.unit_id = e.unit_id and x.annuls = e.seq)
      order by e.seq desc limit 1) e on true`;

export interface ReceiptUnitRow {
  readonly unit_id: number;
  readonly bucket: number;
  readonly sku: string;
  readonly serial: string;
  readonly line: number | null;
  readonly state: number;
  readonly status: number;
  readonly seq: number | null;
  readonly recorded_at: Date | null;
  readonly scanned_by: string | null;
  readonly condition: number | null;
  readonly reason: string | null;
  readonly damage: string | null;
  readonly photos: readonly string[] | null;
}

export const selectReceiptUnits: Statement = {
  name: 'receiving_units',
  text: `select m.unit_id, m.bucket, p.sku, u.serial, m.line, m.state, u.status, e.seq, e.recorded_at,
      a.name as scanned_by, e.condition, e.reason, e.damage, e.photos
    from document_unit m
    join unit u on u.bucket = m.bucket and u.id = m.unit_id
    join product p on p.id = u.product_id
    ${arrival}
    left join actor a on a.id = e.actor
    where m.document_id = $1 and (m.bucket, m.unit_id) > ($3, $4) and ($6::timestamptz is null or u.last_at >= $6)
      and (not $7::boolean or e.seq is not null)
    order by m.bucket, m.unit_id limit $5`,
};

export interface ProgressRow {
  readonly line: number | null;
  readonly sku: string;
  readonly name: string;
  readonly state: number;
  readonly actor: string | null;
  readonly actor_name: string | null;
  readonly damaged: boolean;
  readonly units: number;
  readonly last_at: Date | null;
}

/** Units of a receipt by what they are to it, who took them in, and whether they came damaged; `$3`: such conditions. */
export const selectProgress: Statement = {
  name: 'receiving_progress',
  text: `select g.*, p.sku, p.name, a.code as actor, a.name as actor_name from (
      select m.line, u.product_id, m.state, e.actor as actor_id,
        coalesce(e.condition = any($3::smallint[]), false) as damaged,
        count(*)::int as units, max(e.recorded_at) as last_at
      from document_unit m
      join unit u on u.bucket = m.bucket and u.id = m.unit_id
      ${arrival}
      where m.document_id = $1
      group by 1, 2, 3, 4, 5) g
    join product p on p.id = g.product_id left join actor a on a.id = g.actor_id
    order by g.line nulls last, p.sku`,
};

export interface PiecesRow {
  readonly product_id: number;
  readonly sku: string;
  readonly name: string;
  readonly pieces: number;
  readonly line: number | null;
  readonly quantity: number;
}

/** Plain products of a receipt: what its lines announce, and of each product what came, on whatever line. */
export const selectPieces: Statement = {
  name: 'receiving_pieces',
  text: `with came as (select q.product_id, sum(q.delta)::int as pieces ${standingPieces} and q.document_id = $1
      group by 1)
    select p.id as product_id, p.sku, p.name, coalesce(c.pieces, 0) as pieces, a.line, coalesce(a.quantity, 0) as quantity
    from (select line, product_id, quantity from receipt_announced where document_id = $1) a
    full join came c on c.product_id = a.product_id
    join product p on p.id = coalesce(a.product_id, c.product_id) and not p.serialized
    order by p.id, a.line nulls last`,
};

export interface ReceiptLineRow {
  readonly line: number;
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
  readonly filled: number;
}

export const selectLines: Statement = {
  name: 'receiving_lines',
  text: `select l.line, p.sku, p.name, l.quantity, l.filled
    from receipt_line l join product p on p.id = l.product_id where l.document_id = $1 order by l.line`,
};
