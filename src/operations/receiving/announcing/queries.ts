import type { Statement } from '../../../platform/database.ts';

const statement = (name: string, text: string): Statement => ({ name: `announcing_${name}`, text });

export interface AnnouncedRow {
  readonly document_id: number;
  readonly site_id: number;
  readonly supplier: string | null;
  readonly closed: boolean;
  readonly announced: string | null;
  readonly revision: number;
  readonly came: number;
}

const columns = `r.document_id, r.site_id, r.supplier, r.closed_at is not null as closed, r.announced, r.revision,
    r.received + r.extra as came`;

export const selectAnnounced = statement(
  'select',
  `select ${columns} from receipt r join document d on d.id = r.document_id
   where d.kind = 'receipt' and d.number = $1`,
);

/** Until the announcement is written nobody counts on the receipt, closes it, or announces it anew. */
export const holdAnnounced = statement(
  'hold',
  `select ${columns} from receipt r where r.document_id = $1 for update of r`,
);

/** Units that are on the receipt now, come or not; `$2`: states that say so. */
export const selectMembers = statement(
  'members',
  `select u.product_id, u.serial, m.state, m.line from document_unit m
   join unit u on u.bucket = m.bucket and u.id = m.unit_id
   where m.document_id = $1 and m.state = any($2::smallint[])`,
);

export interface MemberRow {
  readonly product_id: number;
  readonly serial: string;
  readonly state: number;
  readonly line: number | null;
}

export const selectFilled = statement(
  'filled',
  'select line, product_id, quantity, filled from receipt_line where document_id = $1 order by line',
);

export interface FilledRow {
  readonly line: number;
  readonly product_id: number;
  readonly quantity: number;
  readonly filled: number;
}

export const insertReceipt = statement(
  'insert',
  `insert into receipt (document_id, site_id, supplier, opened_at) values ($1, $2, $3, $4)
   on conflict (document_id) do nothing`,
);

/** `$5`: by how many more units than before are expected whose serials nobody told. */
export const saveAnnounced = statement(
  'save',
  `update receipt set supplier = coalesce($2, supplier), expected_on = $3, blind = $4, expected = expected + $5,
     pieces = $6, announced = $7, revision = $8 where document_id = $1`,
);

export const dropLines = statement('drop_lines', 'delete from receipt_line where document_id = $1');
export const dropAnnounced = statement('drop', 'delete from receipt_announced where document_id = $1');
export const dropCartons = statement(
  'drop_cartons',
  'delete from receipt_carton where document_id = $1 and sscc <> all($2::text[])',
);
export const dropCartonUnits = statement(
  'drop_carton_units',
  'delete from receipt_carton_unit where document_id = $1',
);
export const dropCartonPieces = statement(
  'drop_carton_pieces',
  'delete from receipt_carton_pieces where document_id = $1',
);

export const insertLines = statement(
  'lines',
  `insert into receipt_line (document_id, line, product_id, quantity, filled)
   select $1, * from unnest($2::int[], $3::int[], $4::int[], $5::int[])`,
);

export const insertAnnounced = statement(
  'announced_lines',
  `insert into receipt_announced (document_id, line, product_id, quantity, lot, purchase_order, order_line)
   select $1, * from unnest($2::int[], $3::int[], $4::int[], $5::text[], $6::text[], $7::int[])`,
);

/** A carton that is announced anew keeps what was found in it. */
export const saveCartons = statement(
  'cartons',
  `insert into receipt_carton (document_id, sscc, inside) select $1, * from unnest($2::text[], $3::text[])
   on conflict (document_id, sscc) do update set inside = excluded.inside`,
);

export const insertCartonUnits = statement(
  'carton_units',
  `insert into receipt_carton_unit (document_id, product_id, serial, sscc, line)
   select $1, * from unnest($2::int[], $3::text[], $4::text[], $5::int[])`,
);

export const insertCartonPieces = statement(
  'carton_pieces',
  `insert into receipt_carton_pieces (document_id, sscc, line, product_id, pieces)
   select $1, * from unnest($2::text[], $3::int[], $4::int[], $5::int[])`,
);

export interface OrderedRow {
  readonly order: string;
  readonly line: number;
  readonly product_id: number;
  readonly quantity: number;
  readonly announced: number;
}

/** Lines of purchase orders, and what receipts other than `$2` have announced of them. */
export const selectOrdered = statement(
  'ordered',
  `select d.number as "order", l.line, l.product_id, l.quantity, coalesce(a.quantity, 0)::int as announced
   from unnest($1::text[]) as k(number)
   join document d on d.kind = 'purchase_order' and d.number = k.number collate "C"
   join purchase_order_line l on l.document_id = d.id
   left join lateral (select sum(n.quantity) as quantity from receipt_announced n
     where n.purchase_order = d.number and n.order_line = l.line and n.document_id <> $2) a on true
   order by d.number, l.line`,
);

export interface TermsRow {
  readonly id: number;
  readonly name: string;
  readonly partial: boolean;
  readonly blind: boolean;
  readonly serials_required: boolean;
}

/** What a supplier, named by code or by name, has to tell; nothing where the catalog knows none such. */
export const selectTerms = statement(
  'terms',
  `select s.id, s.name, coalesce(t.partial, true) as partial, coalesce(t.blind, false) as blind,
     coalesce(t.serials_required, false) as serials_required
   from supplier s left join supplier_rule t on t.supplier_id = s.id
   where s.code = $1 or s.name = $1 order by s.code = $1 desc, s.id limit 1`,
);
