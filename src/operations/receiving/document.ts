import type { DocumentRule, DocumentScan } from '../../ledger/documents.ts';
import { numberColumn, textColumn, timeColumn } from '../../platform/columns.ts';
import type { Statement } from '../../platform/database.ts';
import { judgeReceipt, openReceipt, passReceipt, type Receipt, undoReceipt } from './rules.ts';

/** How receipts take part in the write path: what was announced, and what has come. */
export const receiptDocument: DocumentRule<Receipt> = {
  kind: 'receipt',
  async lock(tx, ids) {
    const { rows } = await tx.query<ReceiptRow>(lockReceipts, [numberColumn(ids)]);
    return new Map(rows.map((row) => [row.document_id, receiptOf(row)]));
  },
  open: (scan, number) => openReceipt(asked(scan), number),
  judge(receipt, scan, number) {
    const judged = judgeReceipt(receipt, asked(scan), number);
    if ('refused' in judged) return judged;
    const line = scan.line ?? scan.member?.line ?? null;
    return { document: judged.document, member: { state: judged.member, line } };
  },
  undo(receipt, member, left) {
    const undone = undoReceipt(receipt, member.state, left);
    const state = undone.member;
    return { document: undone.document, member: state === null ? null : { state, line: member.line } };
  },
  pass(receipt, wrong, right) {
    const { document, member } = passReceipt(receipt, wrong.state, right?.state);
    return { document, member: { state: member, line: right?.line ?? wrong.line } };
  },
  async save(tx, documents) {
    const receipts = documents.map(({ document }) => document);
    const gained = (count: 'expected' | 'received' | 'extra') =>
      numberColumn(documents.map(({ before, document }) => document[count] - (before?.[count] ?? 0)));
    await tx.query(saveReceipts, [
      numberColumn(documents.map(({ id }) => id)),
      numberColumn(receipts.map((receipt) => receipt.site)),
      textColumn(receipts.map((receipt) => receipt.supplier)),
      timeColumn(receipts.map((receipt) => receipt.openedAt)),
      gained('expected'),
      gained('received'),
      gained('extra'),
    ]);
  },
};

function asked(scan: DocumentScan) {
  const { move, site, now, details, member } = scan;
  return { move, site, now, details, member: member?.state };
}

interface ReceiptRow {
  readonly document_id: number;
  readonly site_id: number;
  readonly supplier: string | null;
  readonly opened_at: Date;
  readonly closed_at: Date | null;
  readonly expected: number;
  readonly received: number;
  readonly extra: number;
}

function receiptOf(row: ReceiptRow): Receipt {
  return {
    site: row.site_id,
    supplier: row.supplier,
    openedAt: row.opened_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    expected: row.expected,
    received: row.received,
    extra: row.extra,
  };
}

const lockReceipts: Statement = {
  name: 'receipt_lock',
  text: `select document_id, site_id, supplier, opened_at, closed_at, expected, received, extra from receipt
    where document_id = any($1::bigint[]) order by document_id for key share`,
};

const saveReceipts: Statement = {
  name: 'receipt_save',
  text: `insert into receipt as r (document_id, site_id, supplier, opened_at, expected, received, extra)
    select * from unnest($1::bigint[], $2::int[], $3::text[], $4::timestamptz[], $5::int[], $6::int[], $7::int[])
      as n(document_id, site_id, supplier, opened_at, expected, received, extra)
    order by document_id
    on conflict (document_id) do update set expected = r.expected + excluded.expected,
      received = r.received + excluded.received, extra = r.extra + excluded.extra`,
};
