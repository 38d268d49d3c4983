import type { ChangedDocument, DocumentRule, DocumentScan } from '../../ledger/documents.ts';
import { numberColumn, textColumn, timeColumn } from '../../platform/columns.ts';
import type { Queryable, Statement } from '../../platform/database.ts';
import {
  judgeReceipt,
  openReceipt,
  passReceipt,
  type Receipt,
  type ReceiptLine,
  type ReceiptState,
  undoReceipt,
} from './rules.ts';

/** How receipts take part in the write path: what was announced, and what has come. */
export const receiptDocument: DocumentRule<Receipt, ReceiptState> = {
  kind: 'receipt',
  async lock(tx, ids) {
    const wanted = [numberColumn(ids)];
    const [receipts, lines] = await Promise.all([
      tx.query<ReceiptRow>(lockReceipts, wanted),
      tx.query<LineRow>(lockLines, wanted),
    ]);
    const linesOf = (id: number) => lines.rows.filter((row) => row.document_id === id).map(lineOf);
    return new Map(receipts.rows.map((row) => [row.document_id, receiptOf(row, linesOf(row.document_id))]));
  },
  open: (scan, number) => openReceipt(asked(scan), number),
  judge(receipt, scan, number) {
    const judged = judgeReceipt(receipt, asked(scan), number);
    if ('refused' in judged) return judged;
    const line = judged.line ?? scan.line ?? scan.member?.line ?? null;
    return { document: judged.document, member: { state: judged.member, line } };
  },
  undo(receipt, member, left) {
    const undone = undoReceipt(receipt, member, left);
    const state = undone.member;
    return { document: undone.document, member: state === null ? null : { state, line: member.line } };
  },
  pass: passReceipt,
  async save(tx, documents) {
    const receipts = documents.map(({ document }) => document);
    const gained = (count: 'expected' | 'received' | 'extra') =>
      numberColumn(documents.map(({ before, document }) => document[count] - (before?.[count] ?? 0)));
    const saved = tx.query(saveReceipts, [
      numberColumn(documents.map(({ id }) => id)),
      numberColumn(receipts.map((receipt) => receipt.site)),
      textColumn(receipts.map((receipt) => receipt.supplier)),
      timeColumn(receipts.map((receipt) => receipt.openedAt)),
      gained('expected'),
      gained('received'),
      gained('extra'),
    ]);
    await Promise.all([saved, saveFilled(tx, documents)]);
  },
};

/** Lines are made by hand; a group only fills them, and holds them meanwhile. */
async function saveFilled(tx: Queryable, documents: readonly ChangedDocument<Receipt>[]): Promise<void> {
  const filled = documents.flatMap(({ id, before, document }) =>
    document.lines
      .filter((line, nth) => line.filled !== before?.lines[nth]?.filled)
      .map(({ line, filled }) => ({ id, line, filled })),
  );
  if (filled.length === 0) return;
  await tx.query(saveLines, [
    numberColumn(filled.map(({ id }) => id)),
    numberColumn(filled.map(({ line }) => line)),
    numberColumn(filled.map((one) => one.filled)),
  ]);
}

function asked(scan: DocumentScan<ReceiptState>) {
  const { move, site, product, now, details, member } = scan;
  return { move, site, product, now, details, member: member?.state };
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

interface LineRow {
  readonly document_id: number;
  readonly line: number;
  readonly product_id: number;
  readonly quantity: number;
  readonly filled: number;
}

function receiptOf(row: ReceiptRow, lines: readonly ReceiptLine[]): Receipt {
  return {
    site: row.site_id,
    supplier: row.supplier,
    openedAt: row.opened_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    expected: row.expected,
    received: row.received,
    extra: row.extra,
    lines,
  };
}

function lineOf({ line, product_id, quantity, filled }: LineRow): ReceiptLine {
  return { line, product: product_id, quantity, filled };
}

const lockReceipts: Statement = {
  name: 'receipt_lock',
  text: `select document_id, site_id, supplier, opened_at, closed_at, expected, received, extra from receipt
    where document_id = any($1::bigint[]) order by document_id for key share`,
};

/** To the end of the group: whether a line still has room is a sum, which two groups may not judge at once. */
const lockLines: Statement = {
  name: 'receipt_lock_lines',
  text: `select document_id, line, product_id, quantity, filled from receipt_line
    where document_id = any($1::bigint[]) order by document_id, line for no key update`,
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

const saveLines: Statement = {
  name: 'receipt_save_lines',
  text: `update receipt_line l set filled = n.filled
    from unnest($1::bigint[], $2::int[], $3::int[]) as n(document_id, line, filled)
    where l.document_id = n.document_id and l.line = n.line`,
};
