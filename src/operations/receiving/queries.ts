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
}

export const selectReceipt: Statement = {
  name: 'receiving_receipt',
  text: `select r.document_id, d.number, r.site_id, s.code as site, r.supplier, r.opened_at, r.closed_at, r.expected, r.received,
      r.extra
    from document d join receipt r on r.document_id = d.id join site s on s.id = r.site_id
    where d.kind = 'receipt' and d.number = $1`,
};

/**
 * Waits for the groups that hold the receipt (FOR KEY SHARE, which a plain update would not wait for) before it closes:
 * no scan is half inside a closed receipt.
 */
export const closeReceipt: Statement = {
  name: 'receiving_close',
  text: `update receipt r set closed_at = $2
    from (select document_id from receipt where document_id = $1 and closed_at is null for update) open
    where r.document_id = open.document_id`,
};

export interface ReceiptUnitRow {
  readonly unit_id: number;
  readonly bucket: number;
  readonly sku: string;
  readonly serial: string;
  readonly line: number | null;
  readonly state: number;
}

export const selectReceiptUnits: Statement = {
  name: 'receiving_units',
  text: `select m.unit_id, m.bucket, p.sku, u.serial, m.line, m.state
    from document_unit m
    join unit u on u.bucket = m.bucket and u.id = m.unit_id
    join product p on p.id = u.product_id
    where m.document_id = $1 and (m.bucket, m.unit_id) > ($2, $3) order by m.bucket, m.unit_id limit $4`,
};
