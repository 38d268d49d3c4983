import type { Move } from '../../domain/lifecycle.ts';
import { isDestruction } from '../../domain/retirement.ts';

/** What can be put right by hand. */
export const acts = ['lose', 'find', 'condition', 'use', 'retire'] as const;
export type Act = (typeof acts)[number];

/** The move that records it. */
export const moveOf: Readonly<Record<Act, Move>> = {
  lose: 'lose',
  find: 'find',
  condition: 'inspect',
  use: 'set_use',
  retire: 'retire',
};

/** A reason that somebody has named. */
export interface Reason {
  readonly code: string;
  readonly acts: readonly string[];
  readonly needsProof: boolean;
  readonly active: boolean;
}

/** What is asked for, as far as the reason decides. */
export interface Adjustment {
  readonly act: Act;
  readonly proof: string | undefined;
  readonly photos: readonly string[];
  readonly condition: string | undefined;
  readonly use: string | undefined;
  /** Why it leaves our network: domain/retirement.ts. */
  readonly retirement: string | undefined;
  readonly isLead: boolean;
}

export type WhyNotAdjusted =
  | 'unknown_reason'
  | 'reason_not_for_this'
  | 'lead_needed'
  | 'proof_needed'
  | 'details_missing';

export interface NotAdjusted {
  readonly why: WhyNotAdjusted;
  /** The part of the request that is meant. */
  readonly where: string;
}

/**
 * Why nothing is put right: no such reason is in use, it does not explain this, a lead has to retire, or something that the
 * act or its reason asks for is missing. Null: the ledger may be asked.
 */
export function whyNotAdjusted(asked: Adjustment, reason: Reason | undefined): NotAdjusted | null {
  const { act, proof, photos, condition, use, retirement, isLead } = asked;
  if (!reason?.active) return { why: 'unknown_reason', where: 'reason' };
  if (!reason.acts.includes(act)) return { why: 'reason_not_for_this', where: 'reason' };
  if (act === 'retire' && !isLead) return { why: 'lead_needed', where: 'act' };
  if (act === 'condition' && condition === undefined) return { why: 'details_missing', where: 'condition' };
  if (act === 'use' && use === undefined) return { why: 'details_missing', where: 'use' };
  if (act === 'retire' && retirement === undefined) return { why: 'details_missing', where: 'retirement' };
  const needsProof = reason.needsProof || (act === 'retire' && isDestruction(retirement));
  const hasProof = (proof !== undefined && proof.trim() !== '') || photos.length > 0;
  return needsProof && !hasProof ? { why: 'proof_needed', where: 'proof' } : null;
}

/** What the event says besides: the reason, and what the move itself asks for. */
export function detailsOf(
  asked: Adjustment & { readonly note: string | undefined; readonly sku: string | undefined },
  reason: string,
): Readonly<Record<string, unknown>> {
  const { act, proof, photos, condition, use, retirement, note, sku } = asked;
  // A photograph is something to look at: holds that ask for proof are satisfied by it.
  const shown = proof ?? (photos.length > 0 ? 'photograph' : undefined);
  const found: Record<string, unknown> = {
    adjustment: reason,
    note,
    sku,
    proof: shown,
    photos: photos.length > 0 ? photos : undefined,
    condition: act === 'condition' ? condition : undefined,
    use: act === 'use' ? use : undefined,
    reason: act === 'retire' ? retirement : undefined,
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}
