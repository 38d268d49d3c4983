import type { Move } from '../../domain/lifecycle.ts';
import { type Refusal, refuse } from '../../domain/refusals.ts';

/** Goods that a supplier announced for one site, and what has come of them. Counts are of units. */
export interface Receipt {
  readonly site: number;
  readonly supplier: string | null;
  readonly openedAt: string;
  readonly closedAt: string | null;
  /** Units on the list; cancelled ones are not. */
  readonly expected: number;
  /** Units received that were on the list. */
  readonly received: number;
  /** Units received that were not. */
  readonly extra: number;
}

export type ReceiptMember = 'listed' | 'recorded' | 'extra' | 'cancelled';

/** What a rule asks of one scan. */
export interface ReceiptScan {
  readonly move: Move;
  readonly site: number;
  readonly now: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly member: ReceiptMember | undefined;
}

/** Moves that a receipt has a rule for; others may not name one. */
export const receiptMoves: readonly Move[] = ['announce', 'cancel_announcement', 'receive'];

export type Opened = { readonly document: Receipt } | { readonly refused: Refusal };
export type Judged =
  | { readonly document: Receipt; readonly member: ReceiptMember }
  | { readonly refused: Refusal };

/** A receipt begins with its first announcement, or with goods that nobody announced (blind receiving). */
export function openReceipt(scan: ReceiptScan, number: string): Opened {
  const { move, site, now, details } = scan;
  if (move !== 'announce' && move !== 'receive')
    return { refused: refuse('document_unknown', { kind: 'receipt', number }) };
  const supplier = typeof details.supplier === 'string' ? details.supplier : null;
  return {
    document: { site, supplier, openedAt: now, closedAt: null, expected: 0, received: 0, extra: 0 },
  };
}

/** What one scan does to a receipt. A unit that is not on the list is taken only with a reason, and counted apart. */
export function judgeReceipt(receipt: Receipt, scan: ReceiptScan, number: string): Judged {
  const facts = { kind: 'receipt', number };
  const { move, member, details } = scan;
  if (!receiptMoves.includes(move))
    return { refused: refuse('details_wrong', { field: 'document', value: move }) };
  if (receipt.closedAt !== null) return { refused: refuse('document_closed', facts) };
  if (move === 'announce') {
    if (member === 'listed' || member === 'recorded' || member === 'extra')
      return { refused: refuse('already_on_document', facts) };
    return { document: changed(receipt, { expected: 1 }), member: 'listed' };
  }
  if (move === 'cancel_announcement') {
    if (member !== 'listed') return { refused: refuse('not_on_document', facts) };
    return { document: changed(receipt, { expected: -1 }), member: 'cancelled' };
  }
  if (member === 'recorded' || member === 'extra') return { refused: refuse('already_on_document', facts) };
  if (member === 'listed') return { document: changed(receipt, { received: 1 }), member: 'recorded' };
  const blind = receipt.expected === 0;
  const reason = typeof details.reason === 'string' && details.reason !== '';
  if (!blind && !reason) return { refused: refuse('not_on_document', facts) };
  return { document: changed(receipt, { extra: 1 }), member: 'extra' };
}

/** Takes back what an annulled move had done; null: the receipt no longer knows the unit. */
export function undoReceipt(
  receipt: Receipt,
  move: Move,
  member: ReceiptMember,
): { readonly document: Receipt; readonly member: ReceiptMember | null } {
  if (move === 'receive' && member === 'recorded')
    return { document: changed(receipt, { received: -1 }), member: 'listed' };
  if (move === 'receive' && member === 'extra')
    return { document: changed(receipt, { extra: -1 }), member: null };
  if (move === 'announce' && member === 'listed')
    return { document: changed(receipt, { expected: -1 }), member: null };
  if (move === 'announce' && member === 'recorded')
    return { document: changed(receipt, { expected: -1, received: -1, extra: 1 }), member: 'extra' };
  if (move === 'cancel_announcement' && member === 'cancelled')
    return { document: changed(receipt, { expected: 1 }), member: 'listed' };
  return { document: receipt, member };
}

type Difference = { readonly expected?: number; readonly received?: number; readonly extra?: number };

function changed(receipt: Receipt, by: Difference): Receipt {
  return {
    ...receipt,
    expected: receipt.expected + (by.expected ?? 0),
    received: receipt.received + (by.received ?? 0),
    extra: receipt.extra + (by.extra ?? 0),
  };
}
