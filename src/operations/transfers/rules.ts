import type { ByDocument } from '../../domain/attempt.ts';
import type { Status } from '../../domain/facts.ts';
import type { Move } from '../../domain/lifecycle.ts';
import { type Refusal, refuse } from '../../domain/refusals.ts';
import {
  changedBy,
  inTransit,
  type MemberOfTransfer,
  type Transfer,
  type TransferCounts,
  type TransferState,
} from '../../domain/transfers.ts';
import { moveWords } from '../../domain/wording.ts';

/** What a rule asks of one scan. `to`: the site that its details name. */
export interface TransferScan {
  readonly move: Move;
  readonly site: number;
  readonly to: number | undefined;
  readonly unit: number;
  readonly product: number;
  readonly owner: number;
  readonly now: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly member: MemberOfTransfer | undefined;
}

export type Opened = { readonly document: Transfer } | { readonly refused: Refusal };
export type Judged =
  | {
      readonly document: Transfer;
      readonly member: MemberOfTransfer | null;
      readonly settles?: ByDocument;
    }
  | { readonly refused: Refusal };

/** Moves of a unit under way that belong to its transfer, whether the scan names it or not. */
export const journeyMoves: readonly Move[] = ['receive_at_site', 'lose', 'report_stolen', 'find', 'recover'];

/** A transfer that nobody has asked for begins with the first unit that is sent on it, to where that is sent. */
export function openTransfer({ move, site, to, now }: TransferScan, number: string): Opened {
  if (move !== 'send_to_site' || to === undefined)
    return { refused: refuse('document_unknown', { kind: 'transfer', number }) };
  const counts = { picked: 0, sent: 0, received: 0, elsewhere: 0, lost: 0, extra: 0 };
  const begun = { from: site, to, requestedAt: now, closedAt: null, trade: null };
  return { document: { ...begun, ...counts, lines: [], journeys: [], postings: [] } };
}

/** What one scan does to a transfer. Whether the unit itself can make the move is the lifecycle's question. */
export function judgeTransfer(transfer: Transfer, scan: TransferScan, number: string): Judged {
  const judge = judges[scan.move];
  if (judge) return judge(transfer, scan, { kind: 'transfer', number });
  const asked = { field: 'document', value: moveWords[scan.move], kind: 'a transfer' };
  return { refused: refuse('details_wrong', asked) };
}

type Facts = { readonly kind: string; readonly number: string };
type Judge = (transfer: Transfer, scan: TransferScan, facts: Facts) => Judged;

const judges: Partial<Record<Move, Judge>> = {
  pick(transfer, scan, facts) {
    const no = notFrom(transfer, scan, facts) ?? notTaken(scan, facts) ?? notInside(scan);
    return no ? { refused: no } : assigned(transfer, scan, facts, 'picked');
  },
  undo_pick(transfer, scan, facts) {
    if (scan.member?.state !== 'picked') return { refused: refuse('not_on_document', facts) };
    return { document: changedBy(transfer, scan, scan.member, null), member: null };
  },
  send_to_site(transfer, scan, facts) {
    const no = notFrom(transfer, scan, facts) ?? notTo(transfer, scan);
    if (no) return { refused: no };
    if (scan.member?.state !== 'picked') {
      const taken = notTaken(scan, facts);
      return taken ? { refused: taken } : assigned(transfer, scan, facts, 'sent');
    }
    const sent = became(transfer, scan, 'sent');
    return { ...sent, settles: { ...sent.settles, endsPick: true } };
  },
  receive_at_site: judgeArrival,
  lose: judgeLoss,
  report_stolen: judgeLoss,
  find: judgeFind,
  recover: judgeFind,
};

/** Received where it was sent to, or with a reason where nobody sent it on this transfer. */
function judgeArrival(transfer: Transfer, scan: TransferScan, facts: Facts): Judged {
  const { site, member, details } = scan;
  if (site !== transfer.to) return { refused: refuse('document_of_another_site', facts) };
  const state = member?.state;
  if (state === 'received' || state === 'extra') return { refused: refuse('already_on_document', facts) };
  if (state === 'sent' || state === 'lost' || state === 'elsewhere')
    return became(transfer, scan, 'received');
  if (transfer.closedAt !== null) return { refused: refuse('document_closed', facts) };
  if (!hasReason(details)) return { refused: refuse('not_on_document', facts) };
  return became(transfer, scan, 'extra');
}

/** Closed or not: what is lost, or found again, is what it is. */
function judgeLoss(transfer: Transfer, scan: TransferScan, facts: Facts): Judged {
  const state = scan.member?.state;
  if (state === 'sent' || state === 'lost') return became(transfer, scan, 'lost');
  return { refused: refuse('not_on_document', facts) };
}

function judgeFind(transfer: Transfer, scan: TransferScan, facts: Facts): Judged {
  const state = scan.member?.state;
  if (state === 'lost') return became(transfer, scan, 'sent');
  return { refused: refuse('not_on_document', facts) };
}

/**
 * Whether pieces of a plain product can be recorded on a transfer: sent where it leaves, received where it arrives, given
 * up at either. It has to be asked for first, so that its other end is known; pieces are picked by being sent.
 */
export function refuseTransferPieces(
  transfer: Transfer | null,
  { move, site }: { readonly move: Move; readonly site: number },
  number: string,
): Refusal | null {
  const facts = { kind: 'transfer', number };
  if (transfer === null) return refuse('document_unknown', facts);
  if (move === 'send_to_site') return notFrom(transfer, { site }, facts);
  if (move !== 'receive_at_site' && move !== 'lose')
    return refuse('details_wrong', { field: 'document', value: moveWords[move], kind: 'a transfer' });
  const isEnd = site === transfer.to || (move === 'lose' && site === transfer.from);
  if (!isEnd) return refuse('document_of_another_site', facts);
  return transfer.closedAt === null ? null : refuse('document_closed', facts);
}

// ---- Refusals

function notFrom(
  { from, closedAt }: Transfer,
  { site }: Pick<TransferScan, 'site'>,
  facts: Facts,
): Refusal | null {
  if (site !== from) return refuse('document_of_another_site', facts);
  return closedAt === null ? null : refuse('document_closed', facts);
}

function notTaken({ member }: TransferScan, facts: Facts): Refusal | null {
  return member === undefined ? null : refuse('already_on_document', facts);
}

/** A pick goes to a customer unless it says otherwise, and other holds stand in that way. */
function notInside({ details }: TransferScan): Refusal | null {
  if (details.for === undefined) return refuse('details_missing', { field: 'for' });
  return details.for === 'inside'
    ? null
    : refuse('details_wrong', { field: 'for', value: String(details.for) });
}

function notTo(transfer: Transfer, { to, details }: TransferScan): Refusal | null {
  if (details.to === undefined) return refuse('details_missing', { field: 'to' });
  const value = String(details.to).slice(0, 40);
  return to === transfer.to ? null : refuse('details_wrong', { field: 'to', value });
}

function hasReason({ reason }: TransferScan['details']): boolean {
  return typeof reason === 'string' && reason.trim() !== '';
}

// ---- What becomes of a unit

/** Exactly this unit was asked for, or one of its product: it fills the line. Else it goes along only with a reason. */
function assigned(transfer: Transfer, scan: TransferScan, facts: Facts, state: TransferState): Judged {
  const line = lineFor(transfer, scan.unit, scan.product);
  if (line === null && transfer.lines.length > 0 && !hasReason(scan.details))
    return { refused: refuse('not_on_document', facts) };
  return became(transfer, scan, state, line);
}

/** The line that asks for this very unit, else one that has room for its product. */
function lineFor({ lines }: Transfer, unit: number, product: number): number | null {
  const exact = lines.find((line) => line.unit === unit && line.filled === 0);
  const hasRoom = (line: Transfer['lines'][number]) =>
    line.unit === null && line.product === product && line.filled < line.quantity;
  return (exact ?? lines.find(hasRoom))?.line ?? null;
}

function became(
  transfer: Transfer,
  scan: TransferScan,
  state: TransferState,
  line = scan.member?.line ?? null,
): Exclude<Judged, { refused: Refusal }> {
  const member = { state, line };
  const changed = changedBy(transfer, scan, scan.member, member);
  const passing = passingOf(transfer, scan, state, line);
  if (passing === null) return { document: changed, member };
  const document = { ...changed, postings: [...changed.postings, passing] };
  return { document, member, settles: { owner: passing.trade.buyer } };
}

/**
 * A unit of the selling company passes to the buying one at the point that both have agreed on; at the latest when it
 * arrives, whatever they have agreed on since it was sent. What belongs to somebody else only travels.
 */
function passingOf(
  { trade }: Transfer,
  { owner, unit }: TransferScan,
  state: TransferState,
  line: number | null,
) {
  if (trade === null || owner !== trade.seller) return null;
  const at = state === 'extra' ? 'received' : state;
  if (at !== 'received' && at !== trade.at) return null;
  return { is: 'passing', unit, line, at, trade } as const;
}

// ---- Corrections

/**
 * What the transfer says of a unit after some of its moves were annulled; `left`: those that stand, in their order. What has
 * left since, on something else, is on its way on this one no more: it turned up somewhere.
 */
export function undoTransfer(
  transfer: Transfer,
  member: MemberOfTransfer,
  left: readonly Move[],
  about: { readonly unit: number; readonly now: string; readonly hasLeft: boolean },
): { readonly document: Transfer; readonly member: MemberOfTransfer | null } {
  const stands = stateAfter(left, member.state);
  const state = about.hasLeft && (stands === 'sent' || stands === 'lost') ? 'elsewhere' : stands;
  const after = state === null ? null : { state, line: member.line };
  const changed = changedBy(transfer, about, member, after);
  const takenBack = takenBackBy(member.state, state);
  if (takenBack === null) return { document: changed, member: after };
  const reversal = { is: 'reversal', unit: about.unit, at: takenBack } as const;
  return { document: { ...changed, postings: [...changed.postings, reversal] }, member: after };
}

/** A pick was put back by mistake: the unit is picked for the transfer as it was, on a line that has room for it by now. */
export function rejoinTransfer(
  transfer: Transfer,
  left: readonly Move[],
  unit: { readonly id: number; readonly product: number },
  now: string,
): { readonly document: Transfer; readonly member: MemberOfTransfer } | null {
  if (stateAfter(left, 'picked') !== 'picked') return null;
  const member = { state: 'picked', line: lineFor(transfer, unit.id, unit.product) } as const;
  return { document: changedBy(transfer, { unit: unit.id, now }, null, member), member };
}

/** Which posting has no ground any more: whichever stands where it was never sent, that of the arrival where it is not here. */
function takenBackBy(before: TransferState, after: TransferState | null): 'any' | 'received' | null {
  if (before === 'picked' || before === after) return null;
  if (after === null || after === 'picked') return 'any';
  const wasHere = before === 'received' || before === 'extra';
  return wasHere && after !== 'received' && after !== 'extra' ? 'received' : null;
}

function stateAfter(left: readonly Move[], now: TransferState): TransferState | null {
  let state: TransferState | null = null;
  for (const move of left) {
    if (move === 'pick' && state === null) state = 'picked';
    else if (move === 'undo_pick' && state === 'picked') state = null;
    else if (move === 'send_to_site') state = 'sent';
    else if (move === 'receive_at_site') state = state === null || state === 'picked' ? 'extra' : 'received';
    else if ((move === 'lose' || move === 'report_stolen') && state === 'sent') state = 'lost';
    else if ((move === 'find' || move === 'recover') && state === 'lost') state = 'sent';
  }
  // It turned up on no paper: that stands as long as it was sent.
  return state === 'sent' && now === 'elsewhere' ? 'elsewhere' : state;
}

/** A unit was recorded under a wrong number: the right one takes its place, beside what it was itself. */
export function passTransfer(
  transfer: Transfer,
  wrong: MemberOfTransfer,
  right: MemberOfTransfer | undefined,
  units: { readonly wrong: number; readonly right: number },
  now: string,
): { readonly document: Transfer; readonly member: MemberOfTransfer } {
  const kept = right && rank[right.state] >= rank[wrong.state] ? right : wrong;
  const given = changedBy(transfer, { unit: units.wrong, now }, wrong, null);
  return { document: changedBy(given, { unit: units.right, now }, right, kept), member: kept };
}

/** How far a unit has come. */
const rank: Readonly<Record<TransferState, number>> = {
  picked: 0,
  sent: 1,
  lost: 2,
  extra: 3,
  elsewhere: 4,
  received: 5,
};

// ---- Units under way

export interface Traveller {
  readonly id: number;
  readonly status: Status;
  readonly before: readonly Status[];
  readonly site: number;
  readonly now: string;
}

/** What a unit's new status makes of it on the transfer that it was sent under, whatever was named; null: nothing. */
export function followTransfer(
  transfer: Transfer,
  member: MemberOfTransfer,
  unit: Traveller,
): { readonly document: Transfer; readonly member: MemberOfTransfer } | null {
  const state = stateOf(transfer, member.state, unit);
  if (state === member.state) return null;
  const after = { ...member, state };
  return { document: changedBy(transfer, { unit: unit.id, now: unit.now }, member, after), member: after };
}

function stateOf({ to }: Transfer, state: TransferState, unit: Traveller): TransferState {
  if (state === 'picked' || state === 'extra') return state;
  if (unit.status === 'in_transit') return 'sent';
  if (unit.status === 'missing' && unit.before.at(-1) === 'in_transit') return 'lost';
  const stays =
    state === 'received' || state === 'elsewhere' || (state === 'lost' && unit.status === 'retired');
  if (stays) return state;
  return unit.site === to ? 'received' : 'elsewhere';
}

// ---- Closing

type Open = TransferCounts & { readonly wanted: number; readonly closedAt: string | null };

/** Why a transfer cannot be closed: it is, something is still picked or on its way, or it differs and nobody says why. */
export function whyNotClosed(
  transfer: Open,
  reason: string | null,
): 'already_closed' | 'wrong_state' | 'reason_needed' | null {
  if (transfer.closedAt !== null) return 'already_closed';
  if (transfer.picked > 0 || inTransit(transfer) > 0) return 'wrong_state';
  return differs(transfer) && reason === null ? 'reason_needed' : null;
}

/** Whether what came is not what was asked for and sent. */
export function differs({ wanted, sent, lost, extra, elsewhere }: Omit<Open, 'closedAt'>): boolean {
  return sent < wanted || lost + extra + elsewhere > 0;
}

/** Why a transfer cannot be cancelled: it is closed, or something was sent. */
export function whyNotCancelled({ closedAt, sent, extra }: Open): 'already_closed' | 'wrong_state' | null {
  if (closedAt !== null) return 'already_closed';
  return sent + extra > 0 ? 'wrong_state' : null;
}
