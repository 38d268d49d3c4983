import { randomUUID } from 'node:crypto';
import { refuse } from '../../domain/refusals.ts';
import type { ChangedDocument, DocumentRule, DocumentScan } from '../../ledger/documents.ts';
import { openExceptionsBeside } from '../../ledger/open-exception.ts';
import { outside } from '../../ledger/reference.ts';
import { numberColumn } from '../../platform/columns.ts';
import type { Queryable, Statement } from '../../platform/database.ts';
import {
  type ExpectedBy,
  judgeReturn,
  type LineChange,
  passReturn,
  type ReturnLine,
  type ReturnState,
  undoReturn,
  type VendorReturn,
} from './rules.ts';

/** How returns to suppliers take part in the write path: what was listed by hand, what is sent, what was answered. */
export const vendorReturnDocument: DocumentRule<VendorReturn, ReturnState> = {
  kind: 'vendor_return',
  async lock(tx, ids) {
    const wanted = [numberColumn(ids)];
    const [papers, lines] = await Promise.all([
      tx.query<PaperRow>(lockPapers, wanted),
      tx.query<LineRow>(selectLines, wanted),
    ]);
    return new Map(
      papers.rows.map((row) => {
        const own = lines.rows.filter(({ document_id }) => document_id === row.document_id);
        return [row.document_id, paperOf(row, own)];
      }),
    );
  },
  // A return is begun by hand, for its supplier is known before any of its units.
  open: (_scan, number) => ({
    refused: refuse('document_unknown', { kind: 'return to a supplier', number }),
  }),
  judge: (paper, scan: DocumentScan<ReturnState>, number) =>
    judgeReturn(paper, { ...scan, isCustomers: scan.owner === outside.customerOwner }, number),
  undo: (paper, member, left, unit) => undoReturn(paper, member, left, unit),
  pass: (paper, wrong, right, units) => passReturn(paper, wrong, right, units),
  async save(tx, documents) {
    for (const { id, document } of documents)
      for (const change of document.changes) await saveChange(tx, id, document, change);
  },
};

type Changed = ChangedDocument<VendorReturn>['document'];

async function saveChange(tx: Queryable, id: number, paper: Changed, change: LineChange): Promise<void> {
  if (change.is === 'passed') await tx.query(passLine, [id, change.wrong, change.right]);
  else if (change.is === 'replacement') await tx.query(linkLine, [id, change.original, change.unit]);
  else if (change.is === 'undone') {
    await tx.query(undoLine, [id, change.unit, change.state]);
    await tx.query(reverseCredits, [id, change.unit]);
  } else await saveState(tx, id, paper, change);
}

async function saveState(
  tx: Queryable,
  id: number,
  { site }: Changed,
  { unit, state, at, credit, question }: Extract<LineChange, { is: 'state' }>,
): Promise<void> {
  await tx.query(saveLine, [id, unit, state, at, credit?.isLast ?? false]);
  if (credit)
    await tx.query(insertCredit, [null, id, unit, credit.amount, credit.currency, credit.number, at]);
  if (!question) return;
  const { expected, credited } = question.words;
  const asked = { kind: 'credit_differs' as const, recorded: expected, observed: credited };
  const about = { site, product: question.product, unit, observation: randomUUID() };
  await openExceptionsBeside(tx, [{ ...asked, ...about }], at);
}

interface PaperRow {
  readonly document_id: number;
  readonly site_id: number;
  readonly code: string;
  readonly name: string;
  readonly numbers: readonly { readonly value?: string; readonly number?: string }[];
  readonly rma: string | null;
  readonly approved: boolean;
  readonly closed: boolean;
}

interface LineRow {
  readonly document_id: number;
  readonly unit_id: number;
  readonly expected: number | null;
  readonly currency: string | null;
  readonly expected_by: ExpectedBy | null;
  readonly credited: number;
}

function paperOf(row: PaperRow, lines: readonly LineRow[]): VendorReturn {
  const { code, name, numbers } = row;
  const known = [code, name, ...numbers.flatMap((one) => Object.values(one).map(String))];
  return {
    site: row.site_id,
    supplier: name,
    supplierNames: known.map((text) => text.trim().toLowerCase()),
    rma: row.rma,
    isApproved: row.approved,
    isClosed: row.closed,
    lines: new Map(lines.map((line) => [line.unit_id, lineOf(line)])),
    changes: [],
  };
}

function lineOf({ unit_id, expected, currency, expected_by, credited }: LineRow): ReturnLine {
  return { unit: unit_id, expected, currency, expectedBy: expected_by, credited };
}

const lockPapers: Statement = {
  name: 'vendor_return_lock',
  text: `select r.document_id, r.site_id, s.code, s.name, s.numbers, r.rma,
      (not r.needs_approval or r.approved_at is not null) as approved, r.closed_at is not null as closed
    from vendor_return r join supplier s on s.id = r.supplier_id
    where r.document_id = any($1::bigint[]) order by r.document_id for key share of r`,
};

const selectLines: Statement = {
  name: 'vendor_return_lines_held',
  text: `select l.document_id, l.unit_id, l.expected, l.currency, l.expected_by,
      (select coalesce(sum(c.amount), 0)::bigint from vendor_credit c
        where c.document_id = l.document_id and c.unit_id = l.unit_id) as credited
    from vendor_return_unit l where l.document_id = any($1::bigint[])`,
};

const saveLine: Statement = {
  name: 'vendor_return_save_line',
  text: `update vendor_return_unit set state = $3, credit_done = $5,
      sent_at = case when $3 = 'sent' then $4::timestamptz else sent_at end,
      answered_at = case when $3 = 'sent' then null else $4::timestamptz end
    where document_id = $1 and unit_id = $2`,
};

/** What was sent by mistake waits again, unless it waits on another return by now. */
const undoLine: Statement = {
  name: 'vendor_return_undo_line',
  text: `update vendor_return_unit l set state = $3, answered_at = null, replacement_id = null, credit_done = false,
      sent_at = case when $3 = 'listed' then null else sent_at end
    where document_id = $1 and unit_id = $2 and not ($3 = 'listed' and exists (select from vendor_return_unit o
      where o.unit_id = l.unit_id and o.document_id <> l.document_id and o.state = 'listed'))`,
};

const linkLine: Statement = {
  name: 'vendor_return_link_line',
  text: 'update vendor_return_unit set replacement_id = $3 where document_id = $1 and unit_id = $2',
};

const passLine: Statement = {
  name: 'vendor_return_pass_line',
  text: `update vendor_return_unit l set unit_id = $3 where document_id = $1 and unit_id = $2
    and not exists (select from vendor_return_unit o where o.unit_id = $3
      and (o.document_id = $1 or (o.state = 'listed' and l.state = 'listed')))`,
};

export const insertCredit: Statement = {
  name: 'vendor_return_credit',
  text: `insert into vendor_credit (request, document_id, unit_id, amount, currency, number, at)
    values ($1, $2, $3, $4, $5, $6, $7) on conflict (request, unit_id) do nothing returning id`,
};

const reverseCredits: Statement = {
  name: 'vendor_return_reverse',
  text: `insert into vendor_credit (document_id, unit_id, amount, currency, number, at)
    select document_id, unit_id, -sum(amount), currency, 'undone', now() from vendor_credit
    where document_id = $1 and unit_id = $2 group by document_id, unit_id, currency having sum(amount) <> 0`,
};
