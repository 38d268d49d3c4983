import type { Move } from '../../domain/lifecycle.ts';
import { type Refusal, refuse } from '../../domain/refusals.ts';
import { moveWords } from '../../domain/wording.ts';

/** Why a unit goes back. */
export const returnReasons = [
  'defective',
  'recalled',
  'wrong_item',
  'over_delivered',
  'end_of_line',
  'other',
] as const;
export type ReturnReason = (typeof returnReasons)[number];

/** What is asked of the supplier for it. */
export const wishes = ['credit', 'replacement', 'repair'] as const;
export type Wish = (typeof wishes)[number];

/** What a supplier may answer, each with the move that records it. */
export const answers = {
  credited: 'credit_by_vendor',
  replaced: 'replaced_by_vendor',
  repaired: 'return_by_vendor',
  refused: 'refuse_by_vendor',
} as const satisfies Record<string, Move>;
export type VendorAnswer = keyof typeof answers;
export const answerNames = Object.keys(answers) as readonly VendorAnswer[];

export type LineState = 'listed' | 'sent' | VendorAnswer;

/** How the credit that is expected is known: somebody said it, the unit was bought for it, or its product costs it. */
export const expectedWays = ['said', 'unit', 'product'] as const;
export type ExpectedBy = (typeof expectedWays)[number];

/** What stands on a return of one unit. Amounts are in the currency’s smallest unit. */
export interface ReturnLine {
  readonly unit: number;
  readonly expected: number | null;
  readonly currency: string | null;
  readonly expectedBy: ExpectedBy | null;
  /** What came for it so far. */
  readonly credited: number;
}

/** A return as its rules see it. Units and sites are opaque numbers. */
export interface VendorReturn {
  readonly site: number;
  readonly supplier: string;
  /** All that the supplier is known by, in small letters. */
  readonly supplierNames: readonly string[];
  readonly rma: string | null;
  readonly isApproved: boolean;
  readonly isClosed: boolean;
  readonly lines: ReadonlyMap<number, ReturnLine>;
  /** What changed since it was read. */
  readonly changes: readonly LineChange[];
}

export interface Credit {
  readonly amount: number;
  readonly currency: string;
  readonly number: string | null;
  /** No more is to come. */
  readonly isLast: boolean;
}

export type LineChange =
  | {
      readonly is: 'state';
      readonly unit: number;
      readonly state: LineState;
      readonly at: string;
      readonly credit?: Credit;
      /** Money that differs from what was expected is a question. */
      readonly question?: { readonly product: number; readonly serial: string; readonly words: CreditWords };
    }
  | { readonly is: 'undone'; readonly unit: number; readonly state: 'listed' | 'sent' }
  | { readonly is: 'replacement'; readonly unit: number; readonly original: number }
  | { readonly is: 'passed'; readonly wrong: number; readonly right: number };

/** Sent; settled there, by money or by another unit; or here again, as a replacement too. */
export type ReturnState = 'sent' | 'recorded' | 'received';
export interface ReturnMember {
  readonly state: ReturnState;
  readonly line: number | null;
}

export interface ReturnScan {
  readonly move: Move;
  readonly site: number;
  readonly unit: number;
  readonly product: number;
  readonly serial: string;
  /** Who delivered it, where its receipt says so. */
  readonly supplier: string | null;
  readonly isCustomers: boolean;
  readonly now: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly member: ReturnMember | undefined;
}

export type JudgedReturn =
  | { readonly document: VendorReturn; readonly member: ReturnMember | null }
  | { readonly refused: Refusal };

type Facts = { readonly kind: string; readonly number: string };
type Judge = (paper: VendorReturn, scan: ReturnScan, facts: Facts) => JudgedReturn;

/** What one scan does to a return. Whether the unit itself can make the move is the lifecycle’s question. */
export function judgeReturn(paper: VendorReturn, scan: ReturnScan, number: string): JudgedReturn {
  const judge = judges[scan.move];
  if (judge) return judge(paper, scan, { kind: 'return to the supplier', number });
  const asked = { field: 'document', value: moveWords[scan.move], kind: 'a return to a supplier' };
  return { refused: refuse('details_wrong', asked) };
}

const judges: Partial<Record<Move, Judge>> = {
  send_to_vendor(paper, scan, facts) {
    const no = whyNotSent(paper, scan, facts);
    return no ? { refused: no } : became(paper, scan, 'sent', 'sent');
  },
  credit_by_vendor: (paper, scan, facts) =>
    answered(scan, facts) ?? became(paper, scan, 'credited', 'recorded', creditIn(scan.details)),
  replaced_by_vendor: (paper, scan, facts) =>
    answered(scan, facts) ?? became(paper, scan, 'replaced', 'recorded'),
  return_by_vendor: (paper, scan, facts) =>
    answered(scan, facts) ?? became(paper, scan, 'repaired', 'received'),
  refuse_by_vendor: (paper, scan, facts) =>
    answered(scan, facts) ?? became(paper, scan, 'refused', 'received'),
  replacement_from_vendor(paper, scan, facts) {
    if (scan.member) return { refused: refuse('already_on_document', facts) };
    const original = Number(scan.details.original);
    const change = { is: 'replacement', unit: scan.unit, original } as const;
    const changes = Number.isSafeInteger(original) ? [...paper.changes, change] : paper.changes;
    return { document: { ...paper, changes }, member: { state: 'received', line: null } };
  },
};

function whyNotSent(paper: VendorReturn, scan: ReturnScan, facts: Facts): Refusal | null {
  const { number } = facts;
  if (scan.site !== paper.site) return refuse('document_of_another_site', facts);
  if (paper.isClosed) return refuse('document_closed', facts);
  if (scan.member) return refuse('already_on_document', facts);
  if (scan.isCustomers) return refuse('customers_unit');
  if (!isOfSupplier(paper, scan.supplier))
    return refuse('unit_of_another_supplier', { supplier: scan.supplier ?? '', asked: paper.supplier });
  if (!paper.lines.has(scan.unit)) return refuse('not_on_return', { number });
  if (paper.rma === null) return refuse('rma_needed', { number });
  return paper.isApproved ? null : refuse('approval_needed', { number });
}

/** A unit whose supplier nobody knows may go to any. */
function isOfSupplier({ supplierNames }: VendorReturn, supplier: string | null): boolean {
  return supplier === null || supplierNames.includes(supplier.trim().toLowerCase());
}

/** The supplier answers once for each unit that it was sent. */
function answered({ member }: ReturnScan, facts: Facts): { readonly refused: Refusal } | null {
  if (member?.state === 'sent') return null;
  return { refused: refuse(member ? 'already_on_document' : 'not_on_return', facts) };
}

function became(
  paper: VendorReturn,
  scan: ReturnScan,
  state: LineState,
  memberState: ReturnState,
  credit?: Credit,
): JudgedReturn {
  const { unit, now } = scan;
  const line = paper.lines.get(unit);
  const words = credit && line ? creditQuestion(line, credit) : null;
  const question = words && { product: scan.product, serial: scan.serial, words };
  const change: LineChange = {
    ...{ is: 'state', unit, state, at: now },
    ...(credit ? { credit } : {}),
    ...(question ? { question } : {}),
  };
  const document = { ...paper, changes: [...paper.changes, change] };
  return { document, member: { state: memberState, line: null } };
}

function creditIn({ amount, currency, credit, more }: ReturnScan['details']): Credit | undefined {
  if (typeof amount !== 'number' || !Number.isSafeInteger(amount) || amount < 0) return undefined;
  if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) return undefined;
  return { amount, currency, number: typeof credit === 'string' ? credit : null, isLast: more !== true };
}

export interface CreditWords {
  readonly expected: string;
  readonly credited: string;
}

/** What is asked where all the money that comes for a unit is not what was expected; null: it is, or more is to come. */
export function creditQuestion(line: ReturnLine, { amount, currency, isLast }: Credit): CreditWords | null {
  if (!isLast || line.expected === null) return null;
  const total = line.credited + amount;
  if (total === line.expected && currency === line.currency) return null;
  // A question is read by many; what a unit or its product cost is told only to who may see costs.
  const isSecret = line.expectedBy !== 'said';
  return {
    expected: isSecret ? 'what it cost' : moneyWords(line.expected, line.currency ?? ''),
    credited: moneyWords(total, currency),
  };
}

/** `400.00 EUR`: an amount in the currency’s smallest unit as it stands in a fact. */
export function moneyWords(amount: number, currency: string): string {
  const isKnown = /^[A-Z]{3}$/.test(currency);
  const digits = isKnown
    ? (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ??
      2)
    : 0;
  return `${(amount / 10 ** digits).toFixed(digits)} ${currency}`.trim();
}

// ---- Corrections

/** What a return says of a unit after some of its moves were annulled; `left`: those that stand, in their order. */
export function undoReturn(
  paper: VendorReturn,
  member: ReturnMember,
  left: readonly Move[],
  unit: number,
): { readonly document: VendorReturn; readonly member: ReturnMember | null } {
  const last = left.at(-1);
  if (last !== undefined && last !== 'send_to_vendor') return { document: paper, member };
  const isOwn = paper.lines.has(unit);
  const state = last === undefined ? ('listed' as const) : ('sent' as const);
  const changes = isOwn ? [...paper.changes, { is: 'undone' as const, unit, state }] : paper.changes;
  return {
    document: { ...paper, changes },
    member: last === undefined ? null : { ...member, state: 'sent' },
  };
}

/** A unit was recorded under a wrong number: the right one takes its place. */
export function passReturn(
  paper: VendorReturn,
  wrong: ReturnMember,
  right: ReturnMember | undefined,
  units: { readonly wrong: number; readonly right: number },
): { readonly document: VendorReturn; readonly member: ReturnMember } {
  if (right) return { document: paper, member: right };
  const changes = [...paper.changes, { is: 'passed' as const, ...units }];
  return { document: { ...paper, changes }, member: wrong };
}

// ---- The return as a whole

export interface ReturnCounts {
  readonly listed: number;
  readonly sent: number;
  readonly answered: number;
  readonly openCredits: number;
  readonly closedAt: string | null;
}

export const returnStatuses = ['draft', 'sent', 'answered', 'closed', 'cancelled'] as const;
export type ReturnStatus = (typeof returnStatuses)[number];

/** How far a return is. `sent`: an answer is still missing. */
export function statusOfReturn(paper: ReturnCounts & { readonly cancelled: boolean }): ReturnStatus {
  if (paper.cancelled) return 'cancelled';
  if (paper.closedAt !== null) return 'closed';
  if (paper.sent > 0) return 'sent';
  return paper.answered > 0 ? 'answered' : 'draft';
}

/** Why a return cannot be closed: it is, something was never sent, or an answer or money is missing and nobody says why. */
export function whyNotClosed(
  { closedAt, listed, sent, answered, openCredits }: ReturnCounts,
  reason: string | null,
): 'already_closed' | 'wrong_state' | 'reason_needed' | null {
  if (closedAt !== null) return 'already_closed';
  if (listed > 0 || sent + answered === 0) return 'wrong_state';
  return sent + openCredits > 0 && reason === null ? 'reason_needed' : null;
}

/** Only as long as nothing was sent. */
export function whyNotCancelled({
  closedAt,
  sent,
  answered,
}: ReturnCounts): 'already_closed' | 'wrong_state' | null {
  if (closedAt !== null) return 'already_closed';
  return sent + answered > 0 ? 'wrong_state' : null;
}
