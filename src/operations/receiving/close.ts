import { type Sites, within } from '../../domain/sites.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Connection, Database, Statement } from '../../platform/database.ts';
import { inTransaction } from '../../platform/transaction.ts';
import * as sql from './queries.ts';
import { whyNotClosed, whyNotReopened } from './rules.ts';
import { progressOnWire } from './view.ts';

export interface CloseParts {
  readonly database: Database;
  readonly clock: Clock;
}

/** Who closes or reopens a receipt, and why. */
export interface Closing {
  readonly number: string;
  readonly reason: string | null;
  readonly actor: number;
  readonly sites: Sites;
}

export type Closed =
  | { readonly receipt: sql.ReceiptRow }
  | {
      readonly problem: {
        readonly code: 'receipt_not_found' | 'already_closed' | 'not_closed' | 'reason_needed';
        readonly where: string;
        readonly sentence: string;
      };
    };

/** Nothing more can be announced or received on it. Where what came differs from what was announced it needs a reason. */
export function closeReceipt(parts: CloseParts, closing: Closing): Promise<Closed> {
  return change(parts, closing, true, async (receipt, tx) => {
    const { number, expected, received, extra, closed_at } = receipt;
    const { short, over } = await piecesOff(tx, receipt.document_id);
    const closedAt = closed_at?.toISOString() ?? null;
    const code = whyNotClosed(
      { expected, received, extra, closedAt, piecesOff: short + over },
      closing.reason,
    );
    if (code === 'already_closed')
      return problem(code, 'params.number', `The receipt ${number} was closed at ${closedAt}.`);
    if (code === null) return null;
    const differs = `${expected - received + short} missing, ${extra + over} extra`;
    return problem(code, 'body.reason', `What came differs (${differs}): say why.`);
  });
}

/** It takes goods again, with what it had. That it was closed stays on record. */
export function reopenReceipt(parts: CloseParts, closing: Closing): Promise<Closed> {
  return change(parts, closing, false, async ({ number, closed_at }) => {
    const code = whyNotReopened({ closedAt: closed_at?.toISOString() ?? null });
    return code && problem(code, 'params.number', `The receipt ${number} is open.`);
  });
}

/** Another site's receipt answers as one that does not exist. */
async function change(
  { database, clock }: CloseParts,
  { number, reason, actor, sites }: Closing,
  closes: boolean,
  whyNot: (receipt: sql.ReceiptRow, tx: Connection) => Promise<Closed | null>,
): Promise<Closed> {
  return inTransaction(database, async (tx) => {
    const receipt = await receiptOf(tx, sql.holdReceipt, number);
    if (!receipt || !within(sites, receipt.site_id))
      return problem('receipt_not_found', 'params.number', `There is no receipt ${number}.`);
    const no = await whyNot(receipt, tx);
    if (no) return no;
    const { document_id: id, expected, received, extra } = receipt;
    const now = clock.now().toISOString();
    await tx.query(sql.setClosed, [id, closes ? now : null]);
    await tx.query(sql.insertStep, [id, closes, now, actor, reason, expected, received, extra]);
    return { receipt: (await receiptOf(tx, sql.selectReceipt, number)) ?? receipt };
  });
}

/** Pieces of plain products that are missing and that are too many, product by product. */
async function piecesOff(tx: Connection, receipt: number) {
  const { rows } = await tx.query<sql.PiecesRow>(sql.selectPieces, [receipt]);
  const lines = progressOnWire([], [], [], rows).lines;
  const sum = (of: (line: (typeof lines)[number]) => number) =>
    lines.reduce((all, line) => all + of(line), 0);
  return { short: sum(({ missing }) => missing), over: sum(({ extra }) => extra) };
}

async function receiptOf(tx: Connection, statement: Statement, number: string) {
  const { rows } = await tx.query<sql.ReceiptRow>(statement, [number]);
  return rows[0];
}

type Problem = Extract<Closed, { problem: unknown }>['problem'];

function problem(code: Problem['code'], where: string, sentence: string) {
  return { problem: { code, where, sentence } };
}
