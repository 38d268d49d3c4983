import type { Connection } from '../../platform/database.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { type Changed, problem, type ReturnProblem } from './begin-return.ts';
import * as sql from './queries.ts';
import { whyNotCancelled, whyNotClosed } from './rules.ts';
import type { ReturnParts } from './send-units.ts';
import { countsOf } from './view.ts';

type Change = Pick<ReturnParts, 'database' | 'clock'>;

/** Its RMA number, which may come later than its units, and its note. */
export function changeReturn(
  parts: Change,
  number: string,
  { rma, note }: { readonly rma?: string | undefined; readonly note?: string | undefined },
): Promise<Changed<object>> {
  return change(parts, number, open, (tx, { document_id }) =>
    tx.query(sql.updateReturn, [document_id, rma ?? null, note ?? null]),
  );
}

/** A lead lets it go. Twice is once. */
export function approveReturn(parts: Change, number: string, actor: number): Promise<Changed<object>> {
  return change(parts, number, open, async (tx, { document_id, approved_at }) => {
    if (approved_at === null)
      await tx.query(sql.setApproved, [document_id, parts.clock.now().toISOString(), actor]);
  });
}

/** Takes a unit off a return that it was not sent with. */
export function dropUnit(parts: Change, number: string, unit: number): Promise<Changed<object>> {
  return change(parts, number, open, async (tx, { document_id }) => {
    const { rowCount } = await tx.query(sql.deleteLine, [document_id, unit]);
    return rowCount === 1 ? null : problem('wrong_state', 'params.unit', `It does not wait on ${number}.`);
  });
}

interface AboutUnit {
  readonly reason?: string | undefined;
  readonly note?: string | undefined;
  readonly wants?: string | undefined;
  readonly expected?: number | undefined;
  readonly currency?: string | undefined;
}

/** Says otherwise of a unit that is not sent yet. */
export function changeUnit(
  parts: Change,
  number: string,
  unit: number,
  { reason = null, note = null, wants = null, expected = null, currency = null }: Nulls<AboutUnit>,
): Promise<Changed<object>> {
  return change(parts, number, open, async (tx, { document_id }) => {
    if ((expected === null) !== (currency === null))
      return problem('bad_currency', 'currency', 'An amount has a currency, and a currency an amount.');
    const said = [reason, note, wants, expected, currency];
    const { rowCount } = await tx.query(sql.changeLine, [document_id, unit, ...said]);
    return rowCount === 1 ? null : problem('wrong_state', 'params.unit', `It does not wait on ${number}.`);
  });
}

type Nulls<Of> = { readonly [Key in keyof Of]?: Of[Key] | null };

/** Nothing more is sent or expected. Where an answer or money is missing it needs a reason. */
export function closeReturn(
  parts: Change,
  number: string,
  reason: string | null,
  actor: number,
): Promise<Changed<object>> {
  const whyNot = (row: sql.ReturnRow) => {
    const code = whyNotClosed(countsOf(row), reason);
    if (code === null) return null;
    const { listed, sent, open_credits: owed } = row;
    if (code === 'already_closed') return closed(row);
    if (code === 'wrong_state')
      return problem(code, 'params.number', `Of the return ${number} ${listed} units were never sent.`);
    return problem(code, 'reason', `${sent} without an answer, ${owed} without all their money: say why.`);
  };
  return end(parts, number, whyNot, { reason, actor, cancelled: false });
}

/** Its units are free again. Only as long as nothing was sent. */
export function cancelReturn(
  parts: Change,
  number: string,
  reason: string | null,
  actor: number,
): Promise<Changed<object>> {
  const whyNot = (row: sql.ReturnRow) => {
    const code = whyNotCancelled(countsOf(row));
    if (code === null) return null;
    return code === 'already_closed'
      ? closed(row)
      : problem(code, 'params.number', `Units of the return ${number} were sent already.`);
  };
  return end(parts, number, whyNot, { reason, actor, cancelled: true });
}

function end(
  parts: Change,
  number: string,
  whyNot: WhyNot,
  how: { readonly reason: string | null; readonly actor: number; readonly cancelled: boolean },
): Promise<Changed<object>> {
  const { reason, actor, cancelled } = how;
  return change(parts, number, whyNot, async (tx, { document_id }) => {
    const now = parts.clock.now().toISOString();
    await tx.query(sql.setClosed, [document_id, now, actor, reason, cancelled]);
    if (cancelled) await tx.query(sql.deleteListed, [document_id]);
  });
}

type No = { readonly problem: ReturnProblem };
type WhyNot = (row: sql.ReturnRow) => No | null;

const open: WhyNot = (row) => (row.closed_at === null ? null : closed(row));

function closed({ number, closed_at }: sql.ReturnRow): No {
  const when = closed_at?.toISOString();
  return problem('already_closed', 'params.number', `The return ${number} was closed at ${when}.`);
}

async function change(
  { database }: Change,
  number: string,
  whyNot: WhyNot,
  work: (tx: Connection, row: sql.ReturnRow) => Promise<unknown>,
): Promise<Changed<object>> {
  return inTransaction(database, async (tx) => {
    const { rows } = await tx.query<sql.ReturnRow>(sql.holdReturn, [number]);
    const no = whyNot(rows[0]!);
    if (no) return no;
    return ((await work(tx, rows[0]!)) as No | null | undefined) ?? {};
  });
}
