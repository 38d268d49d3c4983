/**
 * A transfer between two of our sites: what was asked for, and what has become of each unit. Sites, companies, products
 * and units are opaque numbers here. At every instant: sent = received + in transit + lost.
 */
export interface Transfer extends TransferCounts {
  readonly from: number;
  readonly to: number;
  readonly requestedAt: string;
  readonly closedAt: string | null;
  /** Null: both sites are of one company, or the two have agreed on nothing. */
  readonly trade: Trade | null;
  readonly lines: readonly TransferLine[];
  /** What changed since it was read: units that set out, and those whose journey is over. */
  readonly journeys: readonly Journey[];
  readonly postings: readonly Posting[];
}

export interface TransferCounts {
  /** Picked and not sent yet. */
  readonly picked: number;
  /** Sent, whatever became of them. */
  readonly sent: number;
  /** Of those sent: arrived, at whichever site … */
  readonly received: number;
  /** … and of these at another one than they were sent to. */
  readonly elsewhere: number;
  readonly lost: number;
  /** Received although they were not sent on it. */
  readonly extra: number;
}

/** So many units of a product, or exactly one unit. */
export interface TransferLine {
  readonly line: number;
  readonly product: number;
  readonly unit: number | null;
  readonly quantity: number;
  /** Units picked or sent against it. */
  readonly filled: number;
}

export type TransferState = 'picked' | 'sent' | 'received' | 'elsewhere' | 'lost' | 'extra';

/** What a transfer says of one unit; `line` null: nobody asked for it. */
export interface MemberOfTransfer {
  readonly state: TransferState;
  readonly line: number | null;
}

export interface Journey {
  readonly unit: number;
  /** Since when it is under way; null: its journey is over. */
  readonly since: string | null;
}

/** What two companies have agreed on: whose the goods are from when on. */
export interface Trade {
  readonly seller: number;
  readonly buyer: number;
  readonly at: 'sent' | 'received';
}

/**
 * A unit passes from one company's books to the other's, or that is taken back; of a reversal `at` says which posting it
 * takes back: that of the arrival, or whichever stands.
 */
export type Posting =
  | {
      readonly is: 'passing';
      readonly unit: number;
      readonly line: number | null;
      readonly at: 'sent' | 'received';
      readonly trade: Trade;
    }
  | { readonly is: 'reversal'; readonly unit: number; readonly at: 'received' | 'any' };

interface About {
  readonly unit: number;
  readonly now: string;
}

/** The transfer, with what a unit is to it in place of what it was; null: it is not on it. */
export function changedBy(
  transfer: Transfer,
  { unit, now }: About,
  before: MemberOfTransfer | null | undefined,
  after: MemberOfTransfer | null,
): Transfer {
  const was = before ? counted[before.state] : nothing;
  const is = after ? counted[after.state] : nothing;
  const by = (count: keyof TransferCounts) => transfer[count] + is[count] - was[count];
  const counts = { picked: by('picked'), sent: by('sent'), received: by('received') };
  const rest = { elsewhere: by('elsewhere'), lost: by('lost'), extra: by('extra') };
  const lines = refilled(transfer.lines, lineFilledBy(before), lineFilledBy(after));
  return {
    ...transfer,
    ...counts,
    ...rest,
    lines,
    journeys: journeysAfter(transfer, unit, now, before, after),
  };
}

export function inTransit({
  sent,
  received,
  lost,
}: Pick<TransferCounts, 'sent' | 'received' | 'lost'>): number {
  return sent - received - lost;
}

/** How far a transfer is, from its counts. */
export const transferStatuses = ['requested', 'picking', 'sent', 'receiving', 'closed', 'cancelled'] as const;
export type TransferStatus = (typeof transferStatuses)[number];

export function statusOfTransfer(
  transfer: TransferCounts & { readonly closedAt: string | null; readonly cancelled: boolean },
): TransferStatus {
  if (transfer.cancelled) return 'cancelled';
  if (transfer.closedAt !== null) return 'closed';
  if (transfer.received + transfer.extra + transfer.lost > 0) return 'receiving';
  if (transfer.sent > 0) return 'sent';
  return transfer.picked > 0 ? 'picking' : 'requested';
}

/** Under way, or lost there: what it is next is this transfer's to know. */
export function isAway(member: MemberOfTransfer | null | undefined): boolean {
  return member?.state === 'sent' || member?.state === 'lost';
}

function journeysAfter(
  { journeys }: Transfer,
  unit: number,
  now: string,
  before: MemberOfTransfer | null | undefined,
  after: MemberOfTransfer | null,
): readonly Journey[] {
  if (isAway(before) === isAway(after)) return journeys;
  return [...journeys, { unit, since: isAway(after) ? now : null }];
}

function lineFilledBy(member: MemberOfTransfer | null | undefined): number | null {
  return member && member.state !== 'extra' ? member.line : null;
}

function refilled(lines: Transfer['lines'], given: number | null, taken: number | null): Transfer['lines'] {
  if (given === taken) return lines;
  const by = ({ line }: TransferLine) => Number(line === taken) - Number(line === given);
  return lines.map((one) => (by(one) === 0 ? one : { ...one, filled: one.filled + by(one) }));
}

const nothing: TransferCounts = { picked: 0, sent: 0, received: 0, elsewhere: 0, lost: 0, extra: 0 };
const counted: Readonly<Record<TransferState, TransferCounts>> = {
  picked: { ...nothing, picked: 1 },
  sent: { ...nothing, sent: 1 },
  received: { ...nothing, sent: 1, received: 1 },
  elsewhere: { ...nothing, sent: 1, received: 1, elsewhere: 1 },
  lost: { ...nothing, sent: 1, lost: 1 },
  extra: { ...nothing, extra: 1 },
};
