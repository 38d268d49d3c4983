import type { Move } from '../../domain/lifecycle.ts';
import { type Refusal, refuse } from '../../domain/refusals.ts';
import { moveWords } from '../../domain/wording.ts';

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
  if (!receiptMoves.includes(move)) {
    const asked = { field: 'document', value: moveWords[move], kind: 'a receipt' };
    return { refused: refuse('details_wrong', asked) };
  }
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

/** What the receipt says of a unit after some of its moves were annulled; `left`: those that stand, in their order. */
export function undoReceipt(
  receipt: Receipt,
  member: ReceiptMember,
  left: readonly Move[],
): { readonly document: Receipt; readonly member: ReceiptMember | null } {
  const after = memberAfter(left);
  return { document: recounted(receipt, [member], after), member: after };
}

/** A unit was recorded under a wrong number: what the receipt says of that number is true of the right one as well. */
export function passReceipt(receipt: Receipt, wrong: ReceiptMember, right: ReceiptMember | undefined) {
  const both = right === undefined ? [wrong] : [wrong, right];
  const listed = both.some((member) => member === 'listed' || member === 'recorded');
  const came = both.some((member) => member === 'recorded' || member === 'extra');
  const member: ReceiptMember = came ? (listed ? 'recorded' : 'extra') : listed ? 'listed' : 'cancelled';
  return { document: recounted(receipt, both, member), member };
}

function memberAfter(moves: readonly Move[]): ReceiptMember | null {
  let member: ReceiptMember | null = null;
  for (const move of moves) {
    const came: boolean = member === 'recorded' || member === 'extra';
    if (move === 'announce') member = came ? 'recorded' : 'listed';
    else if (move === 'cancel_announcement' && member === 'listed') member = 'cancelled';
    else if (move === 'receive' && !came) member = member === 'listed' ? 'recorded' : 'extra';
  }
  return member;
}

/** The counts, with what one unit is to the receipt in place of what it was, or two units were. */
function recounted(receipt: Receipt, before: readonly ReceiptMember[], after: ReceiptMember | null): Receipt {
  const gained = after === null ? nothing : counted[after];
  const lost = before.map((member) => counted[member]);
  const by = (field: keyof typeof nothing) =>
    gained[field] - lost.reduce((sum, counts) => sum + counts[field], 0);
  return changed(receipt, { expected: by('expected'), received: by('received'), extra: by('extra') });
}

const nothing = { expected: 0, received: 0, extra: 0 };
const counted: Readonly<Record<ReceiptMember, typeof nothing>> = {
  listed: { expected: 1, received: 0, extra: 0 },
  recorded: { expected: 1, received: 1, extra: 0 },
  extra: { expected: 0, received: 0, extra: 1 },
  cancelled: nothing,
};

type Difference = { readonly expected?: number; readonly received?: number; readonly extra?: number };

function changed(receipt: Receipt, by: Difference): Receipt {
  return {
    ...receipt,
    expected: receipt.expected + (by.expected ?? 0),
    received: receipt.received + (by.received ?? 0),
    extra: receipt.extra + (by.extra ?? 0),
  };
}
