import { readSerialList } from '../../domain/identifiers/serial-list.ts';
import {
  type ChangedDocument,
  type DocumentRule,
  type DocumentScan,
  filledLines,
} from '../../ledger/documents.ts';
import { numberColumn, textColumn, timeColumn } from '../../platform/columns.ts';
import type { Queryable, Statement } from '../../platform/database.ts';
import {
  judgeReceipt,
  openReceipt,
  passReceipt,
  type Receipt,
  type ReceiptLine,
  type ReceiptState,
  refusePieces,
  type SupplierSerials,
  type SupplierTerms,
  toldOf,
  undoReceipt,
} from './rules.ts';

/** How receipts take part in the write path: what was announced, and what has come. */
export const receiptDocument: DocumentRule<Receipt, ReceiptState> = {
  kind: 'receipt',
  async lock(tx, ids) {
    const wanted = [numberColumn(ids)];
    const [receipts, lines, serials, lots, limited] = await Promise.all([
      tx.query<ReceiptRow>(lockReceipts, wanted),
      tx.query<LineRow>(lockLines, wanted),
      tx.query<SerialsRow>(selectSerials, wanted),
      tx.query<LotRow>(selectLots, wanted),
      tx.query<LimitedRow>(lockLimited, wanted),
    ]);
    const ofIt = <Row extends { readonly document_id: number }>(rows: readonly Row[], id: number) =>
      rows.filter((row) => row.document_id === id);
    return new Map(
      receipts.rows.map((row) => {
        const id = row.document_id;
        const terms = termsOf(row, ofIt(serials.rows, id));
        const kept = { lines: ofIt(lines.rows, id).map(lineOf), lots: ofIt(lots.rows, id).map(lotOf), terms };
        const extra = limited.rows.find((one) => one.document_id === id)?.extra ?? row.extra;
        return [id, receiptOf({ ...row, extra }, kept)];
      }),
    );
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
  tells: (receipt, { move, product, member }) =>
    toldOf(receipt, { move, product, line: member?.line ?? null }),
  refusePieces: (receipt, scan, number) => receipt && refusePieces(receipt, scan, number),
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
  const filled = filledLines(documents);
  if (filled) await tx.query(saveLines, [...filled]);
}

function asked(scan: DocumentScan<ReceiptState>) {
  return { ...scan, member: scan.member?.state };
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
  readonly blind: boolean;
  readonly pieces: number;
  /** The supplier as the catalog knows it; null: it does not. */
  readonly supplier_name: string | null;
  readonly over_percent: number | null;
  readonly over_pieces: number | null;
  readonly stop_recalled: boolean;
}

interface SerialsRow {
  readonly document_id: number;
  readonly product_id: number;
  readonly ranges: string;
}

interface LimitedRow {
  readonly document_id: number;
  readonly extra: number;
}

interface LotRow {
  readonly document_id: number;
  readonly line: number;
  readonly product_id: number;
  readonly lot: string;
}

interface LineRow {
  readonly document_id: number;
  readonly line: number;
  readonly product_id: number;
  readonly quantity: number;
  readonly filled: number;
}

function receiptOf(row: ReceiptRow, kept: Pick<Receipt, 'lines' | 'lots' | 'terms'>): Receipt {
  return {
    site: row.site_id,
    supplier: row.supplier,
    openedAt: row.opened_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    expected: row.expected,
    received: row.received,
    extra: row.extra,
    blind: row.blind,
    pieces: row.pieces,
    ...kept,
  };
}

function termsOf(row: ReceiptRow, serials: readonly SerialsRow[]): SupplierTerms | null {
  if (row.supplier_name === null) return null;
  return {
    name: row.supplier_name,
    overPercent: row.over_percent,
    overPieces: row.over_pieces,
    stopRecalled: row.stop_recalled,
    serials: new Map(serials.map(({ product_id, ranges }) => [product_id, serialsOf(ranges)])),
  };
}

/** What was read when it was kept can be read again; what cannot allows nothing. */
function serialsOf(text: string): SupplierSerials {
  const read = readSerialList(text);
  const parts = 'parts' in read ? read.parts : [];
  return { text, parts: parts.map((part) => ('serial' in part ? part.serial : part.range)) };
}

function lotOf({ line, product_id, lot }: LotRow): Receipt['lots'][number] {
  return { line, product: product_id, lot };
}

function lineOf({ line, product_id, quantity, filled }: LineRow): ReceiptLine {
  return { line, product: product_id, quantity, filled };
}

/** A receipt names its supplier as people do, by name or by code. */
const supplierNamed = `select id, name from supplier where code = r.supplier or name = r.supplier
      order by code = r.supplier desc, id limit 1`;

const lockReceipts: Statement = {
  name: 'receipt_lock',
  text: `select r.document_id, r.site_id, r.supplier, r.opened_at, r.closed_at, r.expected, r.received, r.extra,
      r.blind, r.pieces, s.name as supplier_name, t.over_percent, t.over_pieces,
      coalesce(t.stop_recalled, false) as stop_recalled
    from receipt r
    left join lateral (${supplierNamed}) s on true
    left join supplier_rule t on t.supplier_id = s.id
    where r.document_id = any($1::bigint[]) order by r.document_id for key share of r`,
};

/** Where a supplier may deliver only so many more, two groups may not judge at once whether there is room. */
const lockLimited: Statement = {
  name: 'receipt_lock_limited',
  text: `select document_id, extra from receipt r where document_id = any($1::bigint[])
      and exists (select from supplier s join supplier_rule t on t.supplier_id = s.id
        where (s.code = r.supplier or s.name = r.supplier) and coalesce(t.over_percent, t.over_pieces) is not null)
    order by document_id for no key update`,
};

const selectSerials: Statement = {
  name: 'receipt_serials',
  text: `select r.document_id, a.product_id, a.ranges from receipt r
    cross join lateral (${supplierNamed}) s join supplier_serials a on a.supplier_id = s.id
    where r.document_id = any($1::bigint[])`,
};

const selectLots: Statement = {
  name: 'receipt_lots',
  text: `select document_id, line, product_id, lot from receipt_announced
    where document_id = any($1::bigint[]) and lot is not null order by document_id, line`,
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
