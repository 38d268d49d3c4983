import type { Status } from '../../domain/facts.ts';
import { isInRange, type SerialRange } from '../../domain/identifiers/serial-range.ts';
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
  /** Whoever scans is not told what was announced: everything that comes is taken. */
  readonly blind: boolean;
  /** Pieces announced of products without serials. */
  readonly pieces: number;
  /** What the announcement says of the lots of its lines. */
  readonly lots: readonly { readonly line: number; readonly product: number; readonly lot: string }[];
  /** What its supplier may do; null: the catalog knows no such supplier. */
  readonly terms: SupplierTerms | null;
}

/** What a supplier may do at the dock. */
export interface SupplierTerms {
  readonly name: string;
  /** How much more than announced may come; both null: any number, each with a reason. The larger one counts. */
  readonly overPercent: number | null;
  readonly overPieces: number | null;
  readonly stopRecalled: boolean;
  /** By product, the serials it may deliver; a product that is not there may have any. */
  readonly serials: ReadonlyMap<number, SupplierSerials>;
}

export interface SupplierSerials {
  /** As they were written. */
  readonly text: string;
  readonly parts: readonly (string | SerialRange)[];
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
  readonly serial: string;
  readonly status: Status;
  readonly holds: readonly string[];
  readonly last: string;
  readonly isLead: boolean;
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
  const counts = { expected: 0, received: 0, extra: 0, pieces: 0 };
  const nothing = { ...counts, lines: [], blind: false, lots: [], terms: null };
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
  const stopped = move === 'cancel_announcement' || isThere ? null : supplierRefusal(receipt, scan);
  if (stopped) return { refused: stopped };
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
  const blind = receipt.blind || (receipt.expected === 0 && receipt.pieces === 0);
  const reason = typeof details.reason === 'string' && details.reason !== '';
  const over = overRefusal(receipt, scan, number);
  if (over) return { refused: over };
  if (!blind && !reason) return { refused: refuse('not_on_document', facts) };
  return { document: changed(receipt, { extra: 1 }), member: 'extra' };
}

/** What its supplier may not deliver at all, whatever was announced: none of its numbers, recalled, or here before. */
function supplierRefusal({ terms }: Receipt, scan: ReceiptScan): Refusal | null {
  if (terms === null) return null;
  const { serial, product, status, holds, last } = scan;
  const supplier = terms.name;
  const allowed = terms.serials.get(product);
  const isTheirs = allowed?.parts.some((part) =>
    typeof part === 'string' ? part === serial : isInRange(part, serial),
  );
  if (isTheirs === false)
    return refuse('serial_outside_range', { serial, supplier, ranges: allowed!.text.slice(0, 80) });
  if (terms.stopRecalled && holds.some((hold) => hold.split(':')[0] === 'recall'))
    return refuse('recalled_delivery', { supplier });
  if (!notHereYet.includes(status)) return refuse('delivered_twice', { serial, last, supplier });
  return null;
}

/** A vendor sends a thing back, or another company of the network does: then it comes again. */
const notHereYet: readonly Status[] = ['none', 'commissioned', 'expected', 'with_vendor'];

/** Of a supplier with a limit a lead alone takes more; without one a reason is enough. */
function overRefusal(receipt: Receipt, { isLead }: ReceiptScan, number: string): Refusal | null {
  const allowed = overAllowed(receipt);
  if (allowed === null || isLead || receipt.expected === 0 || receipt.extra < allowed) return null;
  return refuse('over_delivery', { supplier: receipt.terms!.name, allowed: String(allowed), number });
}

/** How many units more than announced a supplier may deliver; null: nobody has set a limit. */
export function overAllowed({ terms, expected }: Pick<Receipt, 'terms' | 'expected'>): number | null {
  if (terms === null || (terms.overPercent === null && terms.overPieces === null)) return null;
  return Math.max(Math.floor((expected * (terms.overPercent ?? 0)) / 100), terms.overPieces ?? 0);
}

/** Whether pieces can be recorded on a receipt: only by its own site, and while it is open. */
export function refusePieces(receipt: Receipt, scan: Pick<ReceiptScan, 'move' | 'site'>, number: string) {
  const facts = { kind: 'receipt', number };
  if (scan.move !== 'receive') return null;
  if (receipt.site !== scan.site) return refuse('document_of_another_site', facts);
  return receipt.closedAt === null ? null : refuse('document_closed', facts);
}

/** What the receipt knows of a unit that arrives: whose it is, and its lot where only one can be meant. */
export function toldOf(
  receipt: Receipt,
  { move, product, line }: { readonly move: Move; readonly product: number; readonly line: number | null },
): Readonly<Record<string, string>> {
  if (move !== 'receive') return {};
  const lots = receipt.lots.filter((one) => (line === null ? one.product === product : one.line === line));
  const [only, ...others] = new Set(lots.map(({ lot }) => lot));
  const { supplier } = receipt;
  return {
    // Who is no supplier of ours is told by whoever announces, unit by unit.
    ...(supplier === null || receipt.terms === null ? {} : { supplier }),
    ...(only === undefined || others.length > 0 ? {} : { lot: only }),
  };
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

type Counts = Pick<Receipt, 'expected' | 'received' | 'extra'> & {
  /** Of products without serials: how many pieces are missing or too many on some line. */
  readonly piecesOff?: number;
};

/** Whether what came is not what was announced. */
export function differs({ expected, received, extra, piecesOff = 0 }: Counts): boolean {
  return received < expected || extra > 0 || piecesOff > 0;
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
