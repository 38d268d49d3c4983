import type { Statement } from '../platform/database.ts';

const statement = (name: string, text: string): Statement => ({ name, text });

export interface PiecesKeyRow {
  readonly product_id: number;
  readonly place: number;
}

/** Where the scans of some changes of pieces changed any. */
export const selectSameScan = statement(
  'ledger_same_scan',
  `select distinct q.product_id, q.place from unnest($1::int[], $2::int[], $3::int[]) as k(product_id, place, seq)
   join quantity_event e on e.product_id = k.product_id and e.place = k.place and e.seq = k.seq
   join quantity_event q on q.tx = e.tx and q.scan_id = e.scan_id and q.product_id = e.product_id`,
);

export interface PastQuantityRow extends PiecesKeyRow {
  readonly seq: number;
  readonly move: number;
  readonly delta: number;
  readonly after: number;
  readonly scan_id: string;
  /** Of an annulment, which change it takes back. */
  readonly annuls: number | null;
}

/** Whole lives of pieces; $3: the code of an annulment. */
export const selectPastQuantities = statement(
  'ledger_past_quantities',
  `select q.product_id, q.place, q.seq, q.move, q.delta, q.after, q.scan_id,
     case when q.move = $3 then (q.details->>'seq')::int end as annuls
   from unnest($1::int[], $2::int[]) as k(product_id, place)
   join quantity_event q on q.product_id = k.product_id and q.place = k.place
   order by q.product_id, q.place, q.seq`,
);
