import type { Statement } from '../../../platform/database.ts';

const statement = (name: string, text: string): Statement => ({ name: `cartons_${name}`, text });

export interface PaperRow {
  readonly document_id: number;
  readonly site_id: number;
  readonly site: string;
  readonly closed_at: Date | null;
  readonly blind: boolean;
  /** The supplier's sample; null: every unit, or the catalog knows no such supplier. */
  readonly sample_size: number | null;
}

export const selectPaper = statement(
  'paper',
  `select r.document_id, r.site_id, s.code as site, r.closed_at, r.blind, v.sample_size
   from receipt r join document d on d.id = r.document_id join site s on s.id = r.site_id
   left join lateral (select sample_size from supplier where code = r.supplier or name = r.supplier
     order by code = r.supplier desc, id limit 1) v on true
   where d.kind = 'receipt' and d.number = $1`,
);

/** The units on a receipt, by what they are called. */
const onPaper = `with units as materialized (select m.state, u.bucket, u.id as unit_id, u.product_id, u.serial
     from document_unit m join unit u on u.bucket = m.bucket and u.id = m.unit_id where m.document_id = $1)`;

export interface CartonRow {
  readonly sscc: string;
  readonly inside: string | null;
  readonly every_unit: boolean;
  readonly units: number;
  readonly received: number;
  readonly scanned: number;
}

/**
 * The cartons of a receipt, and how much of each has come. `$2`: the move's number, `$3`: states that say so, `$4`: the
 * evidence that nobody looked.
 */
export const selectCartons = statement(
  'list',
  `${onPaper}
   select c.sscc, c.inside, c.every_unit, count(k.serial)::int as units,
     count(k.serial) filter (where u.state = any($3::smallint[]))::int as received,
     count(k.serial) filter (where u.state = any($3::smallint[]) and e.evidence <> $4)::int as scanned
   from receipt_carton c
   left join receipt_carton_unit k on k.document_id = c.document_id and k.sscc = c.sscc
   left join units u on u.product_id = k.product_id and u.serial = k.serial
   left join lateral (select v.evidence from event v
     where v.bucket = u.bucket and v.unit_id = u.unit_id and v.document_id = c.document_id and v.move = $2
       and not exists (select from event x where x.bucket = v.bucket and x.unit_id = v.unit_id and x.annuls = v.seq)
     order by v.seq desc limit 1) e on true
   where c.document_id = $1
   group by c.sscc, c.inside, c.every_unit order by c.sscc`,
);

export interface ContentRow {
  readonly sscc: string;
  readonly sku: string;
  readonly serial: string;
  readonly line: number;
  readonly state: number | null;
}

/** What is in some cartons of a receipt, and what each unit is to the receipt. */
export const selectContent = statement(
  'content',
  `${onPaper}
   select k.sscc, p.sku, k.serial, k.line, u.state
   from receipt_carton_unit k join product p on p.id = k.product_id
   left join units u on u.product_id = k.product_id and u.serial = k.serial
   where k.document_id = $1 and k.sscc = any($2::text[]) order by k.sscc, p.sku, length(k.serial), k.serial`,
);

export interface CartonPiecesRow {
  readonly sscc: string;
  readonly line: number;
  readonly sku: string;
  readonly pieces: number;
}

export const selectCartonPieces = statement(
  'pieces',
  `select k.sscc, k.line, p.sku, k.pieces from receipt_carton_pieces k join product p on p.id = k.product_id
   where k.document_id = $1 and k.sscc = any($2::text[]) order by k.sscc, k.line`,
);

/** Scans of a carton's pieces that were recorded; `$1`: their ids. */
export const selectTakenPieces = statement(
  'taken_pieces',
  'select scan_id from quantity_event where document_id = $1 and scan_id = any($2::uuid[])',
);

export const setEveryUnit = statement(
  'every_unit',
  'update receipt_carton set every_unit = true where document_id = $1 and sscc = $2',
);

/** Other open receipts that a carton was announced on. */
export const selectElsewhere = statement(
  'elsewhere',
  `select d.number, r.site_id from receipt_carton c join receipt r on r.document_id = c.document_id
   join document d on d.id = c.document_id where c.sscc = $1 and r.closed_at is null order by c.document_id desc limit 10`,
);
