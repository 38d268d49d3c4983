import type { Move } from '../../domain/lifecycle.ts';
import { type Refusal, refuse } from '../../domain/refusals.ts';
import { moveWords } from '../../domain/wording.ts';

/** Goods that a supplier announced for one site, and what has come of them. Counts are of units. */
export interface Receipt {
  readonly site: number;
  readonly supplier: string | null;
  readonly openedAt: string;
  readonly closedAt: string | null;
  /** Units on the list, cancelled ones left out, and those that lines say only the number of. */
  readonly expected: number;
  /** Units received that were expected. */
  readonly received: number;
  /** Units received that were not. */
  readonly extra: number;
  /** Lines that say only how many. */
  readonly lines: readonly ReceiptLine[];
}

/** So many units of a product, whose serials nobody has told. */
export interface ReceiptLine {
  readonly line: number;
  readonly product: number;
  readonly quantity: number;
  /** Units received against it. */
  readonly filled: number;
}

/** `filled`: came against a line that says only how many. */
export type ReceiptState = 'listed' | 'recorded' | 'extra' | 'cancelled' | 'filled';

export interface ReceiptMember {
  readonly state: ReceiptState;
  readonly line: number | null;
}

/** What a rule asks of one scan. */
export interface ReceiptScan {
  readonly move: Move;
  readonly site: number;
  readonly product: number;
  readonly now: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly member: ReceiptState | undefined;
}

/** Moves that a receipt has a rule for; others may not name one. */
export const receiptMoves: readonly Move[] = ['announce', 'cancel_announcement', 'receive'];

export type Opened = { readonly document: Receipt } | { readonly refused: Refusal };
export type Judged =
  | { readonly document: Receipt; readonly member: ReceiptState; readonly line?: number }
  | { readonly refused: Refusal };

/** A receipt begins with its first announcement, or with goods that nobody announced (blind receiving). */
export function openReceipt(scan: ReceiptScan, number: string): Opened {
  const { move, site, now, details } = scan;
  if (move !== 'announce' && move !== 'receive')
    return { refused: refuse('document_unknown', { kind: 'receipt', number }) };
  const supplier = typeof details.supplier === 'string' ? details.supplier : null;
  const nothing = { expected: 0, received: 0, extra: 0, lines: [] };
  return { document: { site, supplier, openedAt: now, closedAt: null, ...nothing } };
}

/** What one scan does to a receipt. A unit that is not expected is taken only with a reason, and counted apart. */
export function judgeReceipt(receipt: Receipt, scan: ReceiptScan, number: string): Judged {
  const facts = { kind: 'receipt', number };
  const { move, member, details } = scan;
  if (!receiptMoves.includes(move)) {
    const asked = { field: 'document', value: moveWords[move], kind: 'a receipt' };
    return { refused: refuse('details_wrong', asked) };
  }
  // What comes to another dock is there, and not here: its own site says so, on a receipt of its own or without one.
  if (receipt.site !== scan.site) return { refused: refuse('document_of_another_site', facts) };
  if (receipt.closedAt !== null) return { refused: refuse('document_closed', facts) };
  const isThere = member !== undefined && came.includes(member);
  if (move === 'announce') {
    if (isThere || member === 'listed') return { refused: refuse('already_on_document', facts) };
    return { document: changed(receipt, { expected: 1 }), member: 'listed' };
  }
  if (move === 'cancel_announcement') {
    if (member !== 'listed') return { refused: refuse('not_on_document', facts) };
    return { document: changed(receipt, { expected: -1 }), member: 'cancelled' };
  }
  if (isThere) return { refused: refuse('already_on_document', facts) };
  if (member === 'listed') return { document: changed(receipt, { received: 1 }), member: 'recorded' };
  const line = receipt.lines.find(
    ({ product, quantity, filled }) => product === scan.product && filled < quantity,
  );
  if (line) {
    const document = withFilled(changed(receipt, { received: 1 }), line.line, 1);
    return { document, member: 'filled', line: line.line };
  }
  const blind = receipt.expected === 0;
  const reason = typeof details.reason === 'string' && details.reason !== '';
  if (!blind && !reason) return { refused: refuse('not_on_document', facts) };
  return { document: changed(receipt, { extra: 1 }), member: 'extra' };
}

const came: readonly ReceiptState[] = ['recorded', 'extra', 'filled'];

/** What the receipt says of a unit after some of its moves were annulled; `left`: those that stand, in their order. */
export function undoReceipt(
  receipt: Receipt,
  { state, line }: ReceiptMember,
  left: readonly Move[],
): { readonly document: Receipt; readonly member: ReceiptState | null } {
  const standing = stateAfter(left);
  // It came once more, or its arrival still stands: the line keeps it.
  const after = state === 'filled' && standing === 'extra' ? 'filled' : standing;
  const document = recounted(receipt, [state], after);
  const isGivenUp = state === 'filled' && after !== 'filled';
  return { document: isGivenUp ? withFilled(document, line, -1) : document, member: after };
}

/** A unit was recorded under a wrong number: what the receipt says of that number is true of the right one as well. */
export function passReceipt(
  receipt: Receipt,
  wrong: ReceiptMember,
  right: ReceiptMember | undefined,
): { readonly document: Receipt; readonly member: ReceiptMember } {
  const both = right === undefined ? [wrong] : [right, wrong];
  const has = (...states: readonly ReceiptState[]) => both.some(({ state }) => states.includes(state));
  const isListed = has('listed', 'recorded');
  const arrived = isListed ? 'recorded' : has('filled') ? 'filled' : 'extra';
  const state: ReceiptState = has(...came) ? arrived : isListed ? 'listed' : 'cancelled';
  const counted = both.map((member) => member.state);
  const filled = both.filter((member) => member.state === 'filled').map(({ line }) => line);
  const [kept = null] = filled;
  const givenUp = state === 'filled' ? filled.slice(1) : filled;
  const document = givenUp.reduce((so, line) => withFilled(so, line, -1), recounted(receipt, counted, state));
  const listed = both.find((member) => member.state === 'listed' || member.state === 'recorded');
  const line = state === 'filled' ? kept : (listed?.line ?? right?.line ?? wrong.line);
  return { document, member: { state, line } };
}

function stateAfter(moves: readonly Move[]): ReceiptState | null {
  let state: ReceiptState | null = null;
  for (const move of moves) {
    const isThere: boolean = state === 'recorded' || state === 'extra';
    if (move === 'announce') state = isThere ? 'recorded' : 'listed';
    else if (move === 'cancel_announcement' && state === 'listed') state = 'cancelled';
    else if (move === 'receive' && !isThere) state = state === 'listed' ? 'recorded' : 'extra';
  }
  return state;
}

// ---- Closing

type Counts = Pick<Receipt, 'expected' | 'received' | 'extra'>;

/** Whether what came is not what was announced. */
export function differs({ expected, received, extra }: Counts): boolean {
  return received < expected || extra > 0;
}

/** Why a receipt cannot be closed: it is, or what came differs and nobody says why. */
export function whyNotClosed(
  receipt: Counts & Pick<Receipt, 'closedAt'>,
  reason: string | null,
): 'already_closed' | 'reason_needed' | null {
  if (receipt.closedAt !== null) return 'already_closed';
  return differs(receipt) && reason === null ? 'reason_needed' : null;
}

/** Why a receipt cannot be opened again: it is open. */
export function whyNotReopened({ closedAt }: Pick<Receipt, 'closedAt'>): 'not_closed' | null {
  return closedAt === null ? 'not_closed' : null;
}

// ---- Counts

/** The counts, with what one unit is to the receipt in place of what it was, or two units were. */
function recounted(receipt: Receipt, before: readonly ReceiptState[], after: ReceiptState | null): Receipt {
  const gained = after === null ? nothing : counted[after];
  const lost = before.map((state) => counted[state]);
  const by = (field: keyof typeof nothing) =>
    gained[field] - lost.reduce((sum, counts) => sum + counts[field], 0);
  return changed(receipt, { expected: by('expected'), received: by('received'), extra: by('extra') });
}

const nothing = { expected: 0, received: 0, extra: 0 };
const counted: Readonly<Record<ReceiptState, typeof nothing>> = {
  listed: { expected: 1, received: 0, extra: 0 },
  recorded: { expected: 1, received: 1, extra: 0 },
  extra: { expected: 0, received: 0, extra: 1 },
  cancelled: nothing,
  // Its line is expected as a whole.
  filled: { expected: 0, received: 1, extra: 0 },
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

function withFilled(receipt: Receipt, line: number | null, by: number): Receipt {
  const lines = receipt.lines.map((one) => (one.line === line ? { ...one, filled: one.filled + by } : one));
  return { ...receipt, lines };
}
