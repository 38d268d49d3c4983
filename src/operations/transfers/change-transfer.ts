import { within } from '../../domain/sites.ts';
import { inTransit } from '../../domain/transfers.ts';
import type { Who } from '../../ledger/acts.ts';
import { memberCodes } from '../../ledger/codes.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Connection, Database } from '../../platform/database.ts';
import { inTransaction } from '../../platform/transaction.ts';
import type { LossBody, PiecesBody, SendingBody } from './contract.ts';
import { type Moved, moveUnits } from './move-units.ts';
import { movePieces } from './pieces/move-pieces.ts';
import { type PiecesRow, selectPieces } from './pieces/queries.ts';
import * as sql from './queries.ts';
import { whyNotCancelled, whyNotClosed } from './rules.ts';

export interface ChangeParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly ledger: Pick<Ledger, 'record'>;
}

export type Changed<Result> = Result | { readonly problem: ChangeProblem };

export interface ChangeProblem {
  readonly code: 'already_closed' | 'not_closed' | 'wrong_state' | 'reason_needed' | 'invalid_request';
  readonly where: string;
  readonly sentence: string;
}

/** Everything that is picked sets out. In parts: what is picked later goes with a later sending. */
export async function sendPicked(
  { database, clock, ledger }: ChangeParts,
  transfer: sql.TransferRow,
  { request, carrier, tracking }: SendingBody,
  who: Who,
): Promise<Changed<Moved>> {
  const { document_id: id, number, from_code: site, to_code: to, closed_at } = transfer;
  const before = await database.query<{ units: number }>(sql.selectSending, [request, id]);
  if (before.rows[0]) return { moved: before.rows[0].units, refused: [] };
  if (closed_at !== null)
    return problem('already_closed', 'params.number', `The transfer ${number} is closed.`);
  const units = await unitsIn(database, id, 'picked');
  // Pieces go by their scans: where nobody scans what arrives, this is the word that they are there.
  const gone = transfer.unscanned ? inTransit(transfer) : 0;
  if (units.length + gone === 0)
    return problem('wrong_state', 'params.number', `Nothing is picked for the transfer ${number}.`);
  const details = { to, ...(carrier ? { carrier } : {}), ...(tracking ? { tracking } : {}) };
  const sent = await moveUnits(
    ledger,
    { number, move: 'send_to_site', site, key: request, details },
    units,
    who,
  );
  const moved = sent.moved + gone;
  if (moved > 0) {
    const now = clock.now().toISOString();
    const step = [id, 'sent', now, who.id, null, carrier ?? null, tracking ?? null, moved, request];
    await database.query(sql.insertStep, step);
  }
  return { ...sent, moved };
}

/**
 * Units and pieces that will not come, as somebody says at `site`, one of the two: lost, each unit by an event of its own,
 * and what is claimed of whom.
 */
export async function reportLoss(
  { database, clock, ledger }: ChangeParts,
  transfer: sql.TransferRow,
  { request, units = [], pieces = [], ...claim }: LossBody,
  who: Who,
  site: string,
): Promise<Changed<Moved>> {
  const { document_id: id, number } = transfer;
  if (units.length + pieces.length === 0)
    return problem('invalid_request', 'body.units', 'Say which units, or how many pieces, are lost.');
  const known = await database.query(sql.selectClaim, [request, id]);
  const isAgain = known.rows.length > 0;
  const tooMany = isAgain ? null : await morePiecesThanSent(database, id, pieces);
  if (tooMany) return tooMany;
  const { reason, carrier = null, number: claimNumber = null, amount = null, currency = null } = claim;
  const details = { reason, ...(claimNumber === null ? {} : { claim: claimNumber }) };
  const lost = await moveUnits(ledger, { number, move: 'lose', site, key: request, details }, units, who);
  const given = await movePieces(
    ledger,
    { number, move: 'lose', site, key: request, details: { ...details, inTransit: true } },
    pieces,
    who,
  );
  const refused = new Set(lost.refused.map(({ unit }) => unit.id));
  const stands = units.filter((unit) => !refused.has(unit));
  if (lost.moved + given.length > 0 && !isAgain) {
    const said = [reason, carrier, claimNumber, amount, currency];
    const now = clock.now().toISOString();
    await database.query(sql.insertClaim, [
      ...[request, id, now, who.id, ...said, `{${stands.join(',')}}`],
      JSON.stringify(given),
    ]);
  }
  return { ...lost, moved: lost.moved + given.reduce((sum, { quantity }) => sum + quantity, 0) };
}

async function morePiecesThanSent(database: Database, id: number, pieces: readonly PiecesBody[]) {
  if (pieces.length === 0) return null;
  const { rows } = await database.query<PiecesRow>(selectPieces, [id]);
  for (const [nth, { sku, quantity }] of pieces.entries()) {
    const sent = rows.find((row) => row.sku === sku);
    const under = sent ? inTransit(sent) : 0;
    const where = `body.pieces[${nth}].quantity`;
    if (quantity > under) return problem('wrong_state', where, `Of ${sku} only ${under} are on their way.`);
  }
  return null;
}

/**
 * What was picked goes back, and nothing more can be picked for it. Only as long as nothing was sent. Where a server died
 * on the way, cancelling again puts back what is still picked.
 */
export async function cancelTransfer(
  parts: ChangeParts,
  transfer: sql.TransferRow,
  reason: string | null,
  who: Who,
): Promise<Changed<object>> {
  const { document_id: id, number, from_code: site, from_site } = transfer;
  const maySend = within(who.sites ?? null, from_site);
  const cancelled = await change(
    parts,
    number,
    (now) => {
      const isHalfDone = now.cancelled && now.picked > 0;
      const code = isHalfDone ? null : whyNotCancelled(countsOf(now));
      if (code === 'already_closed') return closedProblem(now);
      if (code)
        return problem(code, 'params.number', `Of the transfer ${number} something was sent already.`);
      if (maySend || now.picked === 0) return null;
      return problem('wrong_state', 'params.number', `Something is picked for it: ${site} has to cancel it.`);
    },
    { step: 'cancelled', reason, actor: who.id },
  );
  if ('problem' in cancelled) return cancelled;
  const units = await unitsIn(parts.database, id, 'picked');
  const details = reason === null ? {} : { reason };
  // Opened again it may be cancelled again: that puts back what was picked since.
  const key = `cancelled ${cancelled.at}`;
  await moveUnits(parts.ledger, { number, move: 'undo_pick', site, key, details }, units, who);
  return {};
}

/** Nothing more is picked, sent or expected. Where what came is not what was asked for it needs a reason. */
export function closeTransfer(
  parts: ChangeParts,
  { number }: sql.TransferRow,
  reason: string | null,
  actor: number,
): Promise<Changed<object>> {
  return change(
    parts,
    number,
    (now) => {
      const code = whyNotClosed(countsOf(now), reason);
      if (code === 'already_closed') return closedProblem(now);
      if (code === 'wrong_state') {
        const under = `${now.picked} picked and not sent, ${inTransit(now)} on their way`;
        return problem(code, 'params.number', `The transfer ${number} is not over: ${under}.`);
      }
      if (code === null) return null;
      const { wanted, sent, lost, extra, elsewhere } = now;
      const differs = `${Math.max(wanted - sent, 0)} not sent, ${lost} lost, ${extra} extra, ${elsewhere} elsewhere`;
      return problem(code, 'body.reason', `It differs (${differs}): say why.`);
    },
    { step: 'closed', reason, actor },
  );
}

/** It takes units again. That it was closed stays on record. */
export function reopenTransfer(
  parts: ChangeParts,
  { number }: sql.TransferRow,
  reason: string,
  actor: number,
): Promise<Changed<object>> {
  return change(
    parts,
    number,
    ({ closed_at }) =>
      closed_at === null ? problem('not_closed', 'params.number', `The transfer ${number} is open.`) : null,
    { step: 'reopened', reason, actor },
  );
}

interface Step {
  readonly step: 'closed' | 'cancelled' | 'reopened';
  readonly reason: string | null;
  readonly actor: number;
}

async function change(
  { database, clock }: ChangeParts,
  number: string,
  whyNot: (now: sql.TransferRow) => { readonly problem: ChangeProblem } | null,
  { step, reason, actor }: Step,
): Promise<Changed<{ readonly at: string }>> {
  return inTransaction(database, async (tx) => {
    const now = await held(tx, number);
    const no = whyNot(now);
    if (no) return no;
    const at = clock.now().toISOString();
    await tx.query(sql.setClosed, [now.document_id, step === 'reopened' ? null : at, step === 'cancelled']);
    await tx.query(sql.insertStep, [now.document_id, step, at, actor, reason, null, null, null, null]);
    return { at };
  });
}

async function held(tx: Connection, number: string): Promise<sql.TransferRow> {
  const { rows } = await tx.query<sql.TransferRow>(sql.holdTransfer, [number]);
  return rows[0]!;
}

/** The units that are to a transfer what is asked, all of them. */
export async function unitsIn(database: Database, id: number, state: 'picked' | 'sent'): Promise<number[]> {
  const units: number[] = [];
  for (let from = [-1, 0], isMore = true; isMore; ) {
    const values = [id, ...from, pageRows, memberCodes.toCode(state)];
    const { rows } = await database.query<sql.MemberRow>(sql.selectMembers, values);
    units.push(...rows.map(({ unit_id }) => unit_id));
    isMore = rows.length === pageRows;
    if (isMore) from = [rows.at(-1)!.bucket, rows.at(-1)!.unit_id];
  }
  return units;
}

const pageRows = 1_000;

function countsOf(row: sql.TransferRow) {
  return { ...row, closedAt: row.closed_at?.toISOString() ?? null };
}

function closedProblem({ number, closed_at }: sql.TransferRow) {
  const when = closed_at?.toISOString();
  return problem('already_closed', 'params.number', `The transfer ${number} was closed at ${when}.`);
}

function problem(code: ChangeProblem['code'], where: string, sentence: string) {
  return { problem: { code, where, sentence } };
}
